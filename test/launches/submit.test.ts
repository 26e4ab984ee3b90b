import { describe, expect, it } from "vitest";
import type { DraftContent, Surroundings } from "../../src/domain/draft.ts";
import { NO_ROLES } from "../../src/domain/governance.ts";
import type { Draft } from "../../src/launches/draft-store.ts";
import { thisMoment } from "../../src/kit/clock.ts";
import { createShelf } from "../../src/launches/shelf.ts";
import { createDesk, type Tap } from "../../src/launches/submit.ts";
import { aCredential } from "../support/a-credential.ts";
import { problem } from "../support/caught.ts";
import { aContent, aDraft, anId, OWNER } from "../support/a-launch.ts";
import { liveWith, MINT } from "../support/fake-provider.ts";
import { onSwarms, theWorks, type Given } from "./a-works.ts";
import { STRANGER } from "./every-command.ts";

function theDesk(around: Surroundings = { hostedLinkLength: null }, given: Given = {}) {
  const works = theWorks(given);
  const { launches: store, poller, clock, storage, runner, preparer } = works;
  const { providers } = works;
  const credentialOf = () => aCredential();
  const shelf = createShelf({ write: (request) => preparer.write(request), around });
  const dispatcher = works.dispatch();
  const desk = createDesk({
    ...{ store, poller, providers, credentialOf },
    ...{ shelf, preparer, runner, sender: dispatcher },
    around,
    clock,
    newId: anId,
  });

  async function draft(part: Partial<DraftContent> = {}, state: Draft["state"] = "open") {
    const made = aDraft({ content: aContent(part), state });
    await storage.drafts.add(made);
    return made;
  }
  const tap = ({ id, version }: Draft, part: Partial<Tap> = {}): Tap => ({
    ...{ draftId: id, version, ownerId: OWNER, roles: NO_ROLES, updateId: 41 },
    tapped: thisMoment(clock),
    ...part,
  });
  return { ...works, desk, shelf, dispatcher, draft, tap };
}

describe("the tap on Launch", () => {
  it("is refused when what the draft repeats has turned out to be live since", async () => {
    const { desk, tap, storage, add, clock, launches, providers, poller } = theDesk();
    const first = await add({ ...onSwarms(), status: "unclear" });
    const repeat = aDraft({ content: aContent(), repeats: first.id, createdAt: clock.now() });
    await storage.drafts.add(repeat);
    await clock.advance(1_000);
    providers.swarms.showNext({ mint: MINT, pool: null, listingUrl: null });
    await poller.look(first);

    const submitted = await desk.submit(tap(repeat));

    expect(submitted).toEqual({ kind: "rejected", why: "repeat-is-live" });
    expect(await launches.ofDraft(repeat.id)).toBeNull();
  });

  it("makes a queued launch out of the draft, durably", async () => {
    const { desk, draft, tap, launches, storage } = theDesk();
    const made = await draft({ ticker: "$moss", buy: "500000000" });

    const confirmed = await desk.submit(tap(made));

    const stored = await launches.ofDraft(made.id);
    expect(confirmed).toEqual({ kind: "confirmed", launch: stored });
    expect(stored).toMatchObject({
      status: "queued",
      ownerId: OWNER,
      provider: "j7tracker",
      request: { target: "pump", ticker: "moss", buy: 500_000_000n },
    });
    expect(await storage.drafts.get(made.id)).toMatchObject({ state: "launched" });
  });

  it("sends at once what its card had written out, under a mark of the same moment", async () => {
    const { desk, draft, shelf, tap, launches, providers } = theDesk();
    const made = await draft();
    await shelf.put(made);

    const confirmed = await desk.submit(tap(made));

    expect(confirmed).toMatchObject({
      kind: "confirmed",
      launch: { status: "sending", version: 2 },
    });
    expect(providers.j7tracker.received).toHaveLength(1);
    const [launch] = await launches.list({ ownerId: OWNER, limit: 10 });
    const history = await launches.history(launch?.id ?? "");
    expect(history.map(({ status }) => status)).toEqual(["queued", "sending"]);
  });

  it("fetches and writes nothing of what its card had written out", async () => {
    let fetched = 0;
    const { desk, draft, shelf, tap, providers } = theDesk(undefined, {
      async pictureFor() {
        fetched += 1;
        return null;
      },
    });
    const made = await draft();
    await shelf.put(made);

    await desk.submit(tap(made));

    expect(providers.j7tracker.received).toHaveLength(1);
    expect(fetched).toBe(1);
  });

  it("comes to its answer as any other, and is waited for by who stops", async () => {
    const { desk, draft, shelf, tap, launches, providers, dispatcher } = theDesk();
    const answer = Promise.withResolvers<undefined>();
    providers.j7tracker.whileSending(() => answer.promise);
    const made = await draft();
    await shelf.put(made);
    await desk.submit(tap(made));

    const stopping = dispatcher.stop(60_000);
    answer.resolve(undefined);
    await stopping;

    expect(await launches.ofDraft(made.id)).toMatchObject({ status: "live", mint: MINT });
  });

  it("queues what would leave while the program stops", async () => {
    const { desk, draft, shelf, tap, providers, dispatcher } = theDesk();
    const made = await draft();
    await shelf.put(made);
    await dispatcher.stop(1);

    const confirmed = await desk.submit(tap(made));

    expect(confirmed).toMatchObject({ kind: "confirmed", launch: { status: "queued" } });
    expect(providers.j7tracker.received).toEqual([]);
  });

  it("does not send what an earlier version of the card had written out", async () => {
    const { desk, draft, shelf, tap, storage, providers, clock, dispatcher } = theDesk();
    const made = await draft();
    await shelf.put(made);
    const edit = (content: DraftContent) => ({ ...content, name: "Fern Coin" });
    const changed = await storage.drafts.change(made.id, OWNER, 1, edit, clock.now());
    if (!changed) throw new Error("not changed");

    await desk.submit(tap(changed));
    dispatcher.wake();
    await clock.advance(1_000);

    expect(providers.j7tracker.received).toMatchObject([{ request: { name: "Fern Coin" } }]);
  });

  it("makes one launch, however often and however fast it comes", async () => {
    const { desk, draft, tap, launches } = theDesk();
    const made = await draft();

    const taps = await Promise.all(
      Array.from({ length: 200 }, (_, at) => desk.submit(tap(made, { updateId: at % 50 }))),
    );

    expect(taps.filter(({ kind }) => kind === "confirmed")).toHaveLength(1);
    expect(taps.filter(({ kind }) => kind === "already")).toHaveLength(199);
    expect(await launches.list({ ownerId: OWNER, limit: 10 })).toHaveLength(1);
  });

  it("answers a second time with the launch as it is by now", async () => {
    const { desk, draft, tap, runner } = theDesk();
    const made = await draft();
    const first = await desk.submit(tap(made));
    if (first.kind !== "confirmed") throw new Error("not confirmed");
    await runner.run(first.launch);

    const again = await desk.submit(tap(made, { version: 99 }));

    expect(again).toMatchObject({ kind: "already", launch: { status: "live", mint: MINT } });
  });

  it.each<[string, Partial<Tap>, string]>([
    ["somebody else", { ownerId: STRANGER }, "not-yours"],
    ["a button of an older card", { version: 0 }, "stale-button"],
    ["a button of a card that does not exist", { draftId: "no-such" }, "no-such"],
  ])("by %s launches nothing", async (_who, part, why) => {
    const { desk, draft, tap, launches } = theDesk();
    const made = await draft();

    expect(await desk.submit(tap(made, part))).toEqual({ kind: "rejected", why });
    expect(await launches.ofDraft(made.id)).toBeNull();
  });

  it("by somebody else learns nothing of a launch that was made already", async () => {
    const { desk, draft, tap } = theDesk();
    const made = await draft();
    await desk.submit(tap(made));

    expect(await desk.submit(tap(made, { ownerId: STRANGER, updateId: 42 }))).toEqual({
      kind: "rejected",
      why: "not-yours",
    });
  });

  it.each<[string, Partial<DraftContent>]>([
    ["has no name", { name: null }],
    ["lacks what its target requires", { target: "swarms" }],
    [
      "has a picture that cannot be hosted",
      {
        target: "blowfish",
        picture: {
          ...{ kind: "stored", hash: "a".repeat(64), mime: "image/png" },
          ...{ bytes: 10, width: 1, height: 1 },
        },
      },
    ],
  ])("launches nothing while the draft %s", async (_what, part) => {
    const { desk, draft, tap, storage } = theDesk();
    const made = await draft(part);

    expect(await desk.submit(tap(made))).toEqual({ kind: "rejected", why: "not-ready" });
    expect(await storage.drafts.get(made.id)).toEqual(made);
  });

  it.each(["cancelled", "expired"] as const)(
    "launches nothing from a draft that is %s",
    async (state) => {
      const { desk, draft, tap } = theDesk();
      const made = await draft({}, state);

      expect(await desk.submit(tap(made))).toEqual({ kind: "rejected", why: "draft-closed" });
    },
  );
});

describe("two taps at once on two cards", () => {
  it.each([
    ["together over the day's limit", "600000000", 5],
    ["together on it to the last lamport", "750000000", 4],
  ])("%s never pass it", async (_what, buy, passing) => {
    const { desk, draft, tap, launches } = theDesk();
    const cards = await Promise.all(Array.from({ length: 8 }, () => draft({ buy })));

    const taps = await Promise.all(
      cards.map((card, at) => desk.submit(tap(card, { updateId: at }))),
    );

    const refused = taps.filter((one) => one.kind === "rejected");
    expect(refused.map(({ why }) => why)).toEqual(Array(8 - passing).fill("over-limit"));
    expect(await launches.list({ ownerId: OWNER, limit: 20 })).toHaveLength(passing);
  });

  it("launch no more than ten in an hour, counted in the rows", async () => {
    const { desk, draft, tap, clock } = theDesk();
    const cards = await Promise.all(Array.from({ length: 14 }, () => draft()));
    const late = await draft();

    const taps = await Promise.all(
      cards.map((card, at) => desk.submit(tap(card, { updateId: at }))),
    );
    await clock.advance(60 * 60_000);

    expect(taps.filter(({ kind }) => kind === "confirmed")).toHaveLength(10);
    expect(taps.filter((one) => "why" in one && one.why === "too-many-launches")).toHaveLength(4);
    expect(await desk.submit(tap(late, { updateId: 99 }))).toMatchObject({ kind: "confirmed" });
  });
});

describe("cancelling", () => {
  it("ends a launch that was not sent", async () => {
    const { desk, add, now } = theDesk();
    const launch = await add();

    expect(await desk.cancel(launch.id, OWNER)).toMatchObject({ kind: "moved" });
    expect(await now(launch)).toMatchObject({ status: "cancelled" });
  });

  it("comes too late once it was sent, and is nobody else's to do", async () => {
    const { desk, add, now } = theDesk();
    const [sent, queued] = [await add({ status: "sending" }), await add()];

    expect(await desk.cancel(sent.id, OWNER)).toMatchObject({ why: "too-late" });
    expect(await desk.cancel(queued.id, STRANGER)).toMatchObject({ why: "not-yours" });
    expect(await desk.cancel("no-such", OWNER)).toMatchObject({ why: "no-such", launch: null });
    expect(await now(queued)).toEqual(queued);
  });
});

describe("the owner's word", () => {
  it("settles an unclear launch either way", async () => {
    const { desk, add, now } = theDesk();
    const [one, other] = [await add({ status: "unclear" }), await add({ status: "unclear" })];

    await desk.resolve(one.id, OWNER, MINT);
    await desk.resolve(other.id, OWNER, null);

    expect(await now(one)).toMatchObject({ status: "live", mint: MINT, resolvedBy: "owner" });
    expect(await now(other)).toMatchObject({ status: "failed", resolvedBy: "owner" });
  });

  it("is not taken for a mint that the provider does not know as theirs", async () => {
    const { desk, add, now, providers } = theDesk();
    Object.assign(providers.j7tracker, { owns: async (mint: string) => mint === MINT });
    const launch = await add({ status: "unclear" });
    const foreign = "So11111111111111111111111111111111111111112";

    const said = await problem(() => desk.resolve(launch.id, OWNER, foreign));

    expect(said).toEqual({ code: "mint-foreign" });
    expect(await now(launch)).toEqual(launch);
  });

  it("is asked for again when it is no mint, and nothing changes", async () => {
    const { desk, add, now } = theDesk();
    const launch = await add({ status: "unclear" });

    const said = await problem(() => desk.resolve(launch.id, OWNER, "moss"));

    expect(said).toEqual({ code: "mint-form", chain: "solana" });
    expect(await now(launch)).toEqual(launch);
  });

  it("is the owner's alone", async () => {
    const { desk, add, now } = theDesk();
    const launch = await add({ status: "unclear" });

    expect(await desk.resolve(launch.id, STRANGER, MINT)).toMatchObject({ why: "not-yours" });
    expect(await now(launch)).toEqual(launch);
  });
});

describe("Check again", () => {
  it("looks at the provider now, and shows what came of it", async () => {
    const { desk, add, providers } = theDesk();
    const launch = await add({ ...onSwarms(), status: "unclear" });
    providers.swarms.showNext(liveWith(MINT));

    expect(await desk.check(launch.id, OWNER)).toMatchObject({
      look: "moved",
      launch: { status: "live", mint: MINT },
    });
  });

  it("says so when there is nothing new, or no way to look", async () => {
    const { desk, add } = theDesk();
    const [listed, blind] = [
      await add({ ...onSwarms(), status: "unclear" }),
      await add({ status: "unclear" }),
    ];

    expect(await desk.check(listed.id, OWNER)).toMatchObject({ look: "nothing-new" });
    expect(await desk.check(blind.id, OWNER)).toMatchObject({ look: "cannot-look" });
  });

  it.each(["queued", "sending", "live", "failed"] as const)(
    "asks nobody about a launch that is %s",
    async (status) => {
      const { desk, add, providers } = theDesk();
      const launch = await add({ ...onSwarms(), status });

      expect(await desk.check(launch.id, OWNER)).toEqual({ look: "nothing-new", launch });
      expect(providers.swarms.asked).toEqual([]);
    },
  );

  it("tells nobody else anything", async () => {
    const { desk, add, providers } = theDesk();
    const launch = await add({ ...onSwarms(), status: "unclear" });

    expect(await desk.check(launch.id, STRANGER)).toBeNull();
    expect(await desk.check("no-such", OWNER)).toBeNull();
    expect(providers.swarms.asked).toEqual([]);
  });
});
