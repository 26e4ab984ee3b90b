import { describe, expect, it } from "vitest";
import { InputError, refuse, StorageError, VaultError } from "../../src/domain/errors.ts";
import type { Launch } from "../../src/domain/launch.ts";
import { thisMoment } from "../../src/kit/clock.ts";
import { lose } from "../../src/launches/decide.ts";
import type { LaunchStore } from "../../src/launches/launch-store.ts";
import { START } from "../support/a-clock.ts";
import { aCredential } from "../support/a-credential.ts";
import { aRequest } from "../support/a-launch.ts";
import { aProvider, EVENT, liveWith, MINT, theProviders } from "../support/fake-provider.ts";
import { onBlowfish, theWorks } from "./a-works.ts";

/** The same store, whose writes of an answer fail this many times. */
const failingToSettle =
  (times: number) =>
  (store: LaunchStore): LaunchStore => {
    let left = times;
    return {
      ...store,
      async apply(id, decide) {
        const launch = await store.get(id);
        if (launch?.status === "sending" && left > 0) {
          left -= 1;
          throw new Error("disk full");
        }
        return store.apply(id, decide);
      },
    };
  };

const SENDING = { status: "sending", attempt: "attempt-1", sentAt: START } as const;

describe("sending", () => {
  it("takes a queued launch to its answer", async () => {
    const { runner, add, now, launches, providers } = theWorks();
    const launch = await add();

    await runner.run(launch);

    expect(await now(launch)).toMatchObject({ status: "live", mint: MINT, attempt: "attempt-1" });
    expect(providers.j7tracker.received).toEqual([
      { request: launch.request, picture: null, region: null },
    ]);
    expect((await launches.history(launch.id)).map(({ status }) => status)).toEqual([
      "queued",
      "sending",
      "live",
    ]);
  });

  it("measures from the tap to the last byte, and from there to the answer", async () => {
    const { runner, add, now, clock, providers, preparer } = theWorks({ roundTripMs: () => 12.5 });
    const tapped = thisMoment(clock);
    const launch = await add({ ...SENDING, tappedAt: tapped.at });
    await clock.advance(7);
    providers.j7tracker.whileSending(async () => {
      clock.set(-60_000);
      await clock.advance(900);
    });

    const written = await preparer.write(launch.request);

    await runner.send({ launch, order: { written, region: null }, tapped });

    expect(await now(launch)).toMatchObject({
      ...{ status: "live", tapToSentMs: 7, sentToAnswerMs: 900, roundTripMs: 12.5 },
    });
  });

  it("counts from a tap that an earlier process heard of by the time that all share", async () => {
    const { runner, add, now, clock } = theWorks();
    const launch = await add({ confirmedAt: START, tappedAt: START - 5 });
    await clock.advance(2_000);

    await runner.run(launch);

    expect(await now(launch)).toMatchObject({ tapToSentMs: 2_005, sentToAnswerMs: 0 });
  });

  it("measures no answer where none came, and nothing where nothing left", async () => {
    const { runner, add, now, providers } = theWorks({ roundTripMs: () => 12.5 });
    const [lost, kept] = [await add(), await add()];

    providers.j7tracker.failNext("unclear");
    await runner.run(lost);
    providers.j7tracker.failNext("unsent");
    await runner.run(kept);

    const timings = { tapToSentMs: 0, sentToAnswerMs: null, roundTripMs: 12.5 };
    expect(await now(lost)).toMatchObject({ status: "unclear", ...timings });
    expect(await now(kept)).toMatchObject({
      ...{ status: "queued", tapToSentMs: null, sentToAnswerMs: null, roundTripMs: null },
    });
  });

  it("waits when the database refuses while it is prepared, and happens when that is over", async () => {
    let refusals = 1;
    const { runner, add, now, providers } = theWorks({
      async preferredRegion() {
        if ((refusals -= 1) >= 0) throw new StorageError("full");
        return null;
      },
    });
    const launch = await add();

    await expect(runner.run(launch)).rejects.toThrow(StorageError);
    expect(await now(launch)).toEqual(launch);
    await runner.run(launch);

    expect(await now(launch)).toMatchObject({ status: "live" });
    expect(providers.j7tracker.received).toHaveLength(1);
  });

  it("happens once, however often it is asked for at the same time", async () => {
    const { runner, add, now, providers } = theWorks();
    const launch = await add();

    await Promise.all(Array.from({ length: 200 }, () => runner.run(launch)));

    expect(providers.j7tracker.received).toHaveLength(1);
    expect(await now(launch)).toMatchObject({ status: "live", version: 3 });
  });

  it("happens once, however often it is asked for afterwards", async () => {
    const { runner, add, now, providers } = theWorks();
    const launch = await add();
    providers.j7tracker.failNext("unclear");

    await runner.run(launch);
    await runner.run(launch);
    await runner.run(await now(launch));

    expect(providers.j7tracker.received).toHaveLength(1);
    expect(await now(launch)).toMatchObject({ status: "unclear" });
  });

  it("is written down before the provider hears of it", async () => {
    const { runner, add, launches, providers } = theWorks();
    const launch = await add();
    const stored: (Launch | null)[] = [];
    providers.j7tracker.whileSending(async () => {
      stored.push(await launches.get(launch.id), ...(await launches.sending()));
    });

    await runner.run(launch);

    const marked = { id: launch.id, status: "sending", attempt: "attempt-1", sentAt: START };
    expect(stored).toMatchObject([marked, marked]);
  });

  it("does not begin where that cannot be written down", async () => {
    const { runner, add, now, providers } = theWorks({
      through: (store) => ({ ...store, apply: () => Promise.reject(new Error("disk full")) }),
    });
    const launch = await add();

    await expect(runner.run(launch)).rejects.toThrow("disk full");

    expect(providers.j7tracker.received).toEqual([]);
    expect(await now(launch)).toEqual(launch);
  });

  it("uses the owner's credentials at the launch's provider, for this launch", async () => {
    const asked: unknown[][] = [];
    const { runner, add } = theWorks({
      credentialOf: (...of) => {
        asked.push(of);
        return aCredential();
      },
    });
    const launch = await add(onBlowfish());

    await runner.run(launch);

    expect(asked).toEqual([[launch.ownerId, "blowfish", launch.id, new Map()]]);
  });

  it("goes to the region this person prefers, and says where it went", async () => {
    const { runner, add, now, providers } = theWorks({ preferredRegion: async () => "asia" });
    const launch = await add();

    await runner.run(launch);

    expect(providers.j7tracker.received).toMatchObject([{ region: "asia" }]);
    expect(await now(launch)).toMatchObject({ region: "asia" });
  });

  it("goes where the provider routes it, whatever is preferred", async () => {
    const route = ({ options }: Launch["request"], preferred: string) =>
      options.sniper ? "na-east" : preferred;
    const j7tracker = aProvider({ name: "j7tracker", route });
    const { runner, add, now } = theWorks({
      providers: { ...theProviders(), j7tracker },
      preferredRegion: async () => "asia",
    });
    const launch = await add({ request: aRequest({ options: { sniper: true } }) });

    await runner.run(launch);

    expect(j7tracker.received).toMatchObject([{ region: "na-east" }]);
    expect(await now(launch)).toMatchObject({ region: "na-east" });
  });

  it("does nothing before the pause after a try is over", async () => {
    const { runner, add, now, providers } = theWorks();
    const launch = await add({ nextAt: START + 1 });

    await runner.run(launch);

    expect(providers.j7tracker.received).toEqual([]);
    expect(await now(launch)).toEqual(launch);
  });

  it("asks again instead of sending what was confirmed too long ago", async () => {
    const { runner, add, now, clock, providers } = theWorks();
    const launch = await add();
    await clock.advance(30_001);

    await runner.run(launch);

    expect(providers.j7tracker.received).toEqual([]);
    expect(await now(launch)).toMatchObject({ status: "expired", attempt: null });
  });
});

describe("what came of it", () => {
  it("is accepted when the provider hands out a ticket", async () => {
    const { runner, add, now, providers } = theWorks();
    const launch = await add(onBlowfish());
    providers.blowfish.answerNext({ kind: "accepted", eventId: EVENT });

    await runner.run(launch);

    expect(await now(launch)).toMatchObject({ status: "accepted", eventId: EVENT });
  });

  it("is live without a mint when that is still to follow", async () => {
    const { runner, add, now, providers } = theWorks();
    const launch = await add();
    providers.j7tracker.answerNext(liveWith(null));

    await runner.run(launch);

    expect(await now(launch)).toMatchObject({ status: "live", mint: null });
  });

  const problem = { code: "credential-missing", kind: "solana-key" } as const;
  it.each([
    ["the provider refuses", "refused", { status: "failed", reason: { code: "ticker-taken" } }],
    ["nothing got out", "unsent", { status: "queued", reason: { code: "unreachable" } }],
    ["the answer is lost", "unclear", { status: "unclear", reason: { code: "no-answer" } }],
    [
      "the vault will not open",
      new VaultError("wrong key"),
      { status: "failed", reason: { code: "vault" } },
    ],
    [
      "something is missing",
      new InputError(problem),
      { status: "failed", reason: { code: "not-sendable", problem } },
    ],
    [
      "nobody knows what it was",
      new TypeError("a bug"),
      { status: "unclear", reason: { code: "interrupted" } },
    ],
  ] as const)("when %s", async (_when, how, expected) => {
    const { runner, add, now, providers } = theWorks();
    const launch = await add();
    providers.j7tracker.failNext(how);

    await runner.run(launch);

    expect(await now(launch)).toMatchObject(expected);
    expect(providers.j7tracker.received).toHaveLength(1);
  });

  it("is sent under a new attempt when nothing got out the first time", async () => {
    const { runner, add, now, clock, providers } = theWorks();
    const launch = await add();
    providers.j7tracker.failNext("unsent");

    await runner.run(launch);
    await clock.advance(1_000);
    await runner.run(await now(launch));

    expect(providers.j7tracker.received).toHaveLength(2);
    expect(await now(launch)).toMatchObject({ status: "live", attempt: "attempt-2", reason: null });
  });

  it("still counts when the launch was given up meanwhile", async () => {
    const { runner, add, now, launches, providers } = theWorks();
    const launch = await add();
    providers.j7tracker.whileSending(async () => {
      await launches.apply(launch.id, (one) => lose(one, { ownerDied: true, now: START }));
    });

    await runner.run(launch);

    expect(await now(launch)).toMatchObject({ status: "live", mint: MINT });
  });

  it("is written down as soon as the store takes it, and sent no second time for that", async () => {
    const { runner, add, now, clock, providers } = theWorks({ through: failingToSettle(3) });
    const launch = await add();

    const running = runner.run(launch);
    await clock.advance(2_999);
    const stillSending = await now(launch);
    await clock.advance(1);
    await running;

    expect(stillSending).toMatchObject({ status: "sending" });
    expect(await now(launch)).toMatchObject({ status: "live", mint: MINT });
    expect(providers.j7tracker.received).toHaveLength(1);
  });
});

describe("what cannot be prepared", () => {
  const gone = async () => refuse({ code: "picture-gone" });
  const bug = async () => Promise.reject(new Error("a bug"));
  const noRegion = () => refuse({ code: "region-missing", region: "na-east" });
  const withRoute = (route: () => never) => ({
    preferredRegion: async () => "asia",
    providers: { ...theProviders(), j7tracker: aProvider({ name: "j7tracker", route }) },
  });

  it.each([
    ["its picture is gone", { pictureFor: gone }, { problem: { code: "picture-gone" } }],
    ["its region is missing", withRoute(noRegion), { problem: { code: "region-missing" } }],
    ["of a bug in its picture", { pictureFor: bug }, {}],
    ["of a bug in its region", { preferredRegion: bug }, {}],
  ])("fails without a call when %s", async (_why, given, reason) => {
    const { runner, add, now, launches, providers } = theWorks(given);
    const launch = await add();

    await runner.run(launch);

    expect(await now(launch)).toMatchObject({
      status: "failed",
      reason: { code: "not-sendable", said: null, ...reason },
      region: null,
    });
    expect(providers.j7tracker.received).toEqual([]);
    expect((await launches.history(launch.id)).map(({ status }) => status)).toEqual([
      "queued",
      "sending",
      "failed",
    ]);
  });
});
