import { describe, expect, it } from "vitest";
import { CallError, InputError, StorageError, VaultError } from "../../src/domain/errors.ts";
import type { Launch } from "../../src/domain/launch.ts";
import { POLL_DEADLINE_MS } from "../../src/launches/timers.ts";
import { START } from "../support/a-clock.ts";
import { EVENT, liveWith, MINT } from "../support/fake-provider.ts";
import { onBlowfish, onSwarms, theWorks } from "./a-works.ts";

const DAY_MS = 24 * 3_600_000;
const ticket = { ...onBlowfish(), eventId: EVENT, acceptedAt: START } as const;
const accepted = { ...ticket, status: "accepted" } as const;
const sessionRefused = new CallError("refused", { code: "session-refused", said: null });
const noAnswer = new CallError("unclear", { code: "no-answer", said: null });

const timer = ({ nextAt, tries }: Launch) => ({ nextAt, tries });
const apart = (launch: Launch): Launch => ({ ...launch, nextAt: null, tries: 0 });

describe("a look at an accepted launch", () => {
  it("asks with the ticket, and what tells this launch from others of its owner", async () => {
    const { poller, add, providers } = theWorks();
    await add({ ...onBlowfish(), status: "live", mint: "mint-of-before" });
    await add({ ...onSwarms(), status: "live", mint: "mint-elsewhere" });
    const launch = await add({ ...accepted, sentAt: START + 1 });

    await poller.look(launch);

    expect(providers.blowfish.asked).toEqual([
      {
        way: "poll",
        request: launch.request,
        eventId: EVENT,
        sentAt: START + 1,
        knownMints: ["mint-of-before"],
      },
    ]);
  });

  it("moves it when it went live", async () => {
    const { poller, add, now, providers } = theWorks();
    const launch = await add(accepted);
    providers.blowfish.sayNext(liveWith(MINT));

    expect(await poller.look(launch)).toBe("moved");
    expect(await now(launch)).toMatchObject({ status: "live", mint: MINT, nextAt: null });
  });

  it("moves it when it failed", async () => {
    const { poller, add, now, providers } = theWorks();
    const launch = await add(accepted);
    const reason = { code: "daily-limit", said: null, resetAt: START + DAY_MS } as const;
    providers.blowfish.sayNext({ kind: "failed", reason });

    expect(await poller.look(launch)).toBe("moved");
    expect(await now(launch)).toMatchObject({ status: "failed", reason });
  });

  it("moves nothing but the timer while it is pending", async () => {
    const { poller, add, now, clock, launches } = theWorks();
    const launch = await add(accepted);
    await clock.advance(5_000);

    expect(await poller.look(launch)).toBe("nothing-new");
    expect(timer(await now(launch))).toEqual({ nextAt: START + 10_000, tries: 1 });
    expect(apart(await now(launch))).toEqual(apart(launch));
    expect(await launches.history(launch.id)).toHaveLength(1);
  });

  it("makes it unclear after five minutes, and then looks more slowly, for ever if need be", async () => {
    const { poller, add, now, clock, providers } = theWorks();
    const launch = await add(accepted);
    await clock.advance(POLL_DEADLINE_MS + 1);

    expect(await poller.look(launch)).toBe("moved");
    const pauses: number[] = [];
    for (let look = 0; look < 8; look += 1) {
      const { nextAt } = await now(launch);
      pauses.push((nextAt ?? 0) - clock.now());
      await clock.advance((nextAt ?? 0) - clock.now());
      expect(await poller.look(await now(launch))).toBe("nothing-new");
    }
    providers.blowfish.sayNext(liveWith(MINT));
    await poller.look(await now(launch));

    expect(pauses.map((pause) => pause / 1_000)).toEqual([30, 30, 60, 120, 240, 480, 600, 600]);
    expect(await now(launch)).toMatchObject({ status: "live", mint: MINT });
  });
});

describe("a look that fails", () => {
  it.each([noAnswer, new Error("a bug")])("changes nothing but the timer: %s", async (error) => {
    const { poller, add, now, providers } = theWorks();
    const launch = await add(accepted);
    providers.blowfish.sayNext(error);

    expect(await poller.look(launch)).toBe("nothing-new");
    expect(timer(await now(launch))).toEqual({ nextAt: START + 5_000, tries: 1 });
    expect(apart(await now(launch))).toEqual(apart(launch));
  });

  it.each([
    sessionRefused,
    new CallError("refused", { code: "key-refused", said: null }),
    new InputError({ code: "credential-missing", kind: "sign-in-wallet" }),
    new VaultError("will not open"),
  ])("for want of a key waits for one, and the timer goes on: %s", async (error) => {
    const { poller, add, now, clock, providers } = theWorks();
    const launch = await add(accepted);
    providers.blowfish.sayNext(error);
    providers.blowfish.sayNext(error);

    expect(await poller.look(launch)).toBe("moved");
    expect(await now(launch)).toMatchObject({ status: "accepted", needsSignIn: true, version: 2 });
    await clock.advance(5_000);
    expect(await poller.look(await now(launch))).toBe("nothing-new");
    expect(await now(launch)).toMatchObject({ nextAt: START + 10_000, version: 2 });
  });

  it("for want of a key is forgotten with the next poll that is answered", async () => {
    const { poller, add, now } = theWorks();
    const launch = await add({ ...accepted, needsSignIn: true });

    expect(await poller.look(launch)).toBe("moved");
    expect(await now(launch)).toMatchObject({ status: "accepted", needsSignIn: false });
  });

  it("for another reason does not count as an answered poll", async () => {
    const { poller, add, now, providers } = theWorks();
    const launch = await add({ ...accepted, needsSignIn: true });
    providers.blowfish.sayNext(noAnswer);

    expect(await poller.look(launch)).toBe("nothing-new");
    expect(await now(launch)).toMatchObject({ needsSignIn: true });
  });

  it("still lets the deadline pass", async () => {
    const { poller, add, now, clock, providers } = theWorks();
    const [silent, shutOut] = [await add(accepted), await add(accepted)];
    await clock.advance(POLL_DEADLINE_MS + 1);
    providers.blowfish.sayNext(noAnswer);
    providers.blowfish.sayNext(sessionRefused);

    await poller.look(silent);
    await poller.look(shutOut);

    expect(await now(silent)).toMatchObject({
      status: "unclear",
      reason: { code: "poll-deadline" },
    });
    expect(await now(shutOut)).toMatchObject({
      status: "unclear",
      reason: { code: "session-refused" },
    });
  });

  it("leaves an unclear launch as it is, and comes again later", async () => {
    const { poller, add, now, clock, providers } = theWorks();
    const [withTicket, without] = [
      await add({ ...ticket, status: "unclear" }),
      await add({ ...onSwarms(), status: "unclear" }),
    ];
    await clock.advance(POLL_DEADLINE_MS + 1);
    providers.blowfish.sayNext(sessionRefused);
    providers.swarms.showNext(sessionRefused);

    expect(await poller.look(withTicket)).toBe("nothing-new");
    expect(await poller.look(without)).toBe("nothing-new");
    expect(timer(await now(withTicket))).toEqual({ nextAt: clock.now() + 30_000, tries: 1 });
    expect(timer(await now(without))).toEqual({ nextAt: clock.now() + 5_000, tries: 1 });
    expect(apart(await now(without))).toEqual(apart(without));
  });
});

describe("a look at an unclear launch", () => {
  it.each([
    ["is being sent", { status: "sending" }],
    ["is unclear too", { status: "unclear" }],
    [
      "is live, its mint still to follow",
      { status: "live", mint: null, listingUrl: "https://a.example/" },
    ],
  ] as const)("takes no token of the list while another launch of it %s", async (_what, other) => {
    const { poller, add, now, providers } = theWorks();
    const launch = await add({ ...onSwarms(), status: "unclear" });
    await add({ ...onSwarms(), ...other });
    providers.swarms.showNext({ mint: MINT, pool: null, listingUrl: null });

    expect(await poller.look(launch)).toBe("nothing-new");

    expect(await now(launch)).toMatchObject({ status: "unclear" });
  });

  it.each([
    ["name", { name: "Moss Coin", ticker: "MOS2" }],
    ["ticker", { name: "Fern Coin", ticker: "MOSS" }],
  ])("takes no token while another one of the same %s is unclear", async (_what, other) => {
    const { poller, add, now, providers } = theWorks();
    const launch = await add({ ...onSwarms(), status: "unclear" });
    await add({ ...onSwarms(other), status: "unclear" });
    providers.swarms.showNext(liveWith(MINT));

    expect(await poller.look(launch)).toBe("nothing-new");

    expect(await now(launch)).toMatchObject({ status: "unclear" });
  });

  it.each([
    ["was confirmed", { status: "sending" }],
    ["came to its end", { status: "live", mint: MINT }],
  ] as const)("takes no token of one that %s while the list was read", async (_what, other) => {
    const { poller, add, now, providers } = theWorks();
    const launch = await add({ ...onSwarms(), status: "unclear" });
    const found = { mint: MINT, pool: null, listingUrl: null };
    providers.swarms.find = async () => {
      await add({ ...onSwarms(), ...other });
      return found;
    };

    expect(await poller.look(launch)).toBe("nothing-new");

    expect(await now(launch)).toMatchObject({ status: "unclear" });
  });

  it("finds the token in the provider's list", async () => {
    const { poller, add, now, providers } = theWorks();
    await add({ ...onSwarms(), status: "live", mint: "mint-of-before" });
    const launch = await add({ ...onSwarms(), status: "unclear" });
    providers.swarms.showNext(liveWith(MINT));

    expect(await poller.look(launch)).toBe("moved");
    expect(await now(launch)).toMatchObject({ status: "live", mint: MINT, resolvedBy: "provider" });
    expect(providers.swarms.asked).toMatchObject([
      { way: "find", sentAt: START, eventId: null, knownMints: ["mint-of-before"] },
    ]);
  });

  it("comes again later when nothing is found", async () => {
    const { poller, add, now } = theWorks();
    const launch = await add({ ...onSwarms(), status: "unclear", tries: 2 });

    expect(await poller.look(launch)).toBe("nothing-new");
    expect(timer(await now(launch))).toEqual({ nextAt: START + 20_000, tries: 3 });
    expect(apart(await now(launch))).toEqual(apart(launch));
  });

  it("asks by the ticket where there is one, and by the list where it was lost", async () => {
    const { poller, add, providers } = theWorks();
    const withTicket = await add({ ...ticket, status: "unclear" });
    const without = await add({ ...onBlowfish({ ticker: "FERN" }), status: "unclear" });

    await poller.look(withTicket);
    await poller.look(without);

    expect(providers.blowfish.asked.map(({ way }) => way)).toEqual(["poll", "find"]);
  });

  it("is put off by a day where there is no way to look", async () => {
    const { poller, add, now } = theWorks();
    const launch = await add({ status: "unclear" });

    expect(await poller.look(launch)).toBe("cannot-look");
    expect(timer(await now(launch))).toEqual({ nextAt: START + DAY_MS, tries: 1 });
    expect(apart(await now(launch))).toEqual(apart(launch));
  });
});

describe("a look for a mint that is still to follow", () => {
  const listed = { status: "live", mint: null, listingUrl: "https://a.example/" } as const;

  it("adds it", async () => {
    const { poller, add, now, providers } = theWorks();
    const launch = await add({ ...onSwarms(), ...listed });
    providers.swarms.showNext(liveWith(MINT));

    expect(await poller.look(launch)).toBe("moved");
    expect(await now(launch)).toMatchObject({ status: "live", mint: MINT, nextAt: null });
  });

  it("asks the list, not the ticket: how it ended is known", async () => {
    const { poller, add, now, providers } = theWorks();
    const launch = await add({ ...ticket, ...listed });
    providers.blowfish.showNext(liveWith(MINT));

    await poller.look(launch);

    expect(providers.blowfish.asked.map(({ way }) => way)).toEqual(["find"]);
    expect(await now(launch)).toMatchObject({ mint: MINT });
  });

  it("changes nothing while the list does not have it either", async () => {
    const { poller, add, now, launches, providers } = theWorks();
    const launch = await add({ ...onSwarms(), ...listed, nextAt: START });
    providers.swarms.showNext(liveWith(null));

    expect(await poller.look(launch)).toBe("nothing-new");
    expect(await launches.history(launch.id)).toHaveLength(1);
    expect(timer(await now(launch))).toEqual({ nextAt: START + 5_000, tries: 1 });
  });

  it("ends where there is no way to look, and the card says so", async () => {
    const { poller, add, now, storage } = theWorks();
    const launch = await add({ ...listed, nextAt: START });

    expect(await poller.look(launch)).toBe("cannot-look");
    expect(await now(launch)).toMatchObject({ status: "live", nextAt: null, version: 2 });
    expect(await storage.notices.due(START, 10)).toMatchObject([{ notice: { wantVersion: 2 } }]);
  });

  it("ends after a day, and the card says so", async () => {
    const { poller, add, now, clock } = theWorks();
    const launch = await add({ ...onSwarms(), ...listed, nextAt: START });
    await clock.advance(DAY_MS + 1);

    await poller.look(launch);

    expect(await now(launch)).toMatchObject({ status: "live", nextAt: null, version: 2 });
  });
});

describe("an end that was told while the disk was full", () => {
  /** The first launch that goes live finds the disk full. */
  function onAFullDisk() {
    let refusals = 1;
    return theWorks({
      through: (store) => ({
        ...store,
        async apply(id, decide) {
          const launch = await store.get(id);
          const decision = launch && decide(launch, null);
          const ends = decision && "launch" in decision && decision.launch.status === "live";
          if (ends && (refusals -= 1) >= 0) throw new StorageError("full");
          return store.apply(id, decide);
        },
      }),
    });
  }

  it("is written down once there is room, whoever may not ask again by then", async () => {
    const { poller, add, now, providers } = onAFullDisk();
    const launch = await add(accepted);
    providers.blowfish.sayNext(liveWith(MINT));
    await expect(poller.look(launch)).rejects.toThrow(StorageError);
    providers.blowfish.sayNext(sessionRefused);

    expect(await poller.look(launch)).toBe("moved");
    expect(await now(launch)).toMatchObject({ status: "live", mint: MINT });
    expect(providers.blowfish.asked).toHaveLength(1);
  });

  it("is not lost by another look that was under way, and was refused", async () => {
    const { poller, add, now, providers } = onAFullDisk();
    const launch = await add(accepted);
    providers.blowfish.sayNext(liveWith(MINT));
    providers.blowfish.sayNext(sessionRefused);

    const looks = await Promise.allSettled([poller.look(launch), poller.look(launch)]);
    expect(looks.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);

    expect(await poller.look(launch)).toBe("moved");
    expect(await now(launch)).toMatchObject({ status: "live", mint: MINT });
  });

  it("is asked for again when it stood in a list, and may be another launch's by now", async () => {
    const { poller, add, now, providers } = onAFullDisk();
    const launch = await add({ ...onSwarms(), status: "unclear" });
    providers.swarms.showNext(liveWith(MINT));
    await expect(poller.look(launch)).rejects.toThrow(StorageError);
    await add({ ...onSwarms(), status: "unclear" });

    expect(await poller.look(launch)).toBe("nothing-new");
    await poller.look(launch);

    expect(await now(launch)).toMatchObject({ status: "unclear" });
    expect(providers.swarms.asked).toHaveLength(2);
  });
});

it("does not move the timer of a launch that moved while it looked", async () => {
  const { poller, add, now, providers } = theWorks();
  const launch = await add(accepted);
  providers.blowfish.sayNext(liveWith(MINT));
  await poller.look(launch);

  expect(await poller.look(launch)).toBe("nothing-new");
  expect(await now(launch)).toMatchObject({ status: "live", nextAt: null, version: 2 });
});
