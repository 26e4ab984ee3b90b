import { beforeEach, describe, expect, it } from "vitest";
import type { Notice, NoticeStore } from "../../src/bot/notice-store.ts";
import type { Launch } from "../../src/domain/launch.ts";
import { FIRST_WISHES } from "../../src/domain/notice-wishes.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { START } from "../support/a-clock.ts";
import { aDraft, OWNER } from "../support/a-launch.ts";
import { launchOf, moveTo, type LaunchStores } from "./launch-store.ts";

const GROUP = -1_001_234_567_890;
/** Far beyond every time in these tests. */
const LATER = START + 1_000_000_000;

type Stores = LaunchStores & Pick<Storage, "groups" | "forgetting">;

/**
 * What every {@link NoticeStore} keeps to. Notices are made by launches, so it comes with their store.
 *
 * @param make New, empty stores for each test; who needs to close them does so with vitest's `onTestFinished`.
 */
export function noticeStoreContract(name: string, make: () => Promise<Stores>): void {
  describe(`notice store: ${name}`, () => {
    let stores: Stores;
    let notices: NoticeStore;
    let updates = 0;
    beforeEach(async () => {
      stores = await make();
      ({ notices } = stores);
    });

    async function aCard(
      ownerId = OWNER,
      chatId = GROUP,
    ): Promise<{ card: Notice; launch: Launch }> {
      const draft = aDraft({ ownerId, card: { chatId, messageId: 5, hasPicture: true } });
      await stores.drafts.add(draft);
      const made = await stores.launches.confirm(draft.id, (updates += 1), launchOf());
      if (made.kind !== "confirmed") throw new Error("not confirmed");
      const card = await noticeOf(made.launch);
      if (!card) throw new Error("no card");
      return { card, launch: made.launch };
    }
    const allOf = async ({ id }: Launch) =>
      (await notices.due(LATER, 100))
        .map(({ notice }) => notice)
        .filter(({ launchId }) => launchId === id);
    const noticeOf = async (launch: Launch, kind: Notice["kind"] = "card") =>
      (await allOf(launch)).find((notice) => notice.kind === kind);
    const waits = (was: Notice, nextAt: number, tries: number) =>
      notices.postpone([{ was, nextAt, tries }]);
    const shown = (version: number, messageId = 5) => ({ version, messageId, hasPicture: true });

    it("hands out what is due, the longest waiting first, each with its launch as it is", async () => {
      const { card: second } = await aCard();
      await stores.clock.advance(10);
      const { card: first, launch } = await aCard();
      await stores.launches.apply(launch.id, moveTo({ tries: 1 }));
      const moved = { ...first, wantVersion: 2 };
      await waits(moved, START - 1, 3);

      const due = await notices.due(START + 10, 10);

      expect(due.map(({ notice }) => notice.id)).toEqual([first.id, second.id]);
      expect(due[0]).toEqual({
        notice: { ...moved, nextAt: START - 1, tries: 3 },
        launch: { ...launch, tries: 1, version: 2 },
        since: START + 10,
        wishes: FIRST_WISHES,
      });
      expect(await notices.due(START + 10, 1)).toHaveLength(1);
      expect(await notices.due(START - 2, 10)).toEqual([]);
    });

    it("knows when the next one is due", async () => {
      expect(await notices.nextDueAt(0)).toBeNull();
      const { card } = await aCard();
      const { card: parked } = await aCard();
      await waits(card, START + 500, 1);
      await notices.setState(parked, "parked");

      expect(await notices.nextDueAt(0)).toBe(START + 500);
      expect(await notices.nextDueAt(START + 500)).toBeNull();
    });

    it("rests after a delivery until the next change", async () => {
      const { card, launch } = await aCard();
      await waits(card, START, 4);

      const landed = { version: 1, messageId: 88, hasPicture: false };
      expect(await notices.delivered(card, landed, null)).toBe(true);

      expect(await notices.nextDueAt(0)).toBeNull();
      await stores.launches.apply(launch.id, moveTo({ tries: 1 }));
      expect(await noticeOf(launch)).toMatchObject({
        ...{ haveVersion: 1, wantVersion: 2, messageId: 88, hasPicture: false, tries: 0 },
      });
    });

    it("rests no longer than the refresh it was told", async () => {
      const { card, launch } = await aCard();

      await notices.delivered(card, shown(1), START + 2_000);

      expect(await noticeOf(launch)).toMatchObject({ haveVersion: 1, nextAt: START + 2_000 });
    });

    it("stays due at once when the launch moved while the message was under way", async () => {
      const { card, launch } = await aCard();
      await stores.launches.apply(launch.id, moveTo({ tries: 1 }));
      await stores.clock.advance(700);

      await notices.delivered(card, shown(1), START + 60_000);

      expect(await noticeOf(launch)).toMatchObject({
        ...{ haveVersion: 1, wantVersion: 2, nextAt: START + 700 },
      });
    });

    it("is content with a newer version than the one it wanted", async () => {
      const { card, launch } = await aCard();
      await stores.launches.apply(launch.id, moveTo({ tries: 1 }, true));
      const final = await noticeOf(launch, "final");
      await stores.launches.apply(launch.id, moveTo({ tries: 2 }));
      await notices.delivered(card, shown(3), null);

      if (final) await notices.delivered(final, shown(3, 9), null);

      expect(await notices.nextDueAt(0)).toBeNull();
    });

    it("waits as long as Telegram asks for", async () => {
      const { card, launch } = await aCard();

      await waits(card, START + 30_000, 2);

      expect(await noticeOf(launch)).toMatchObject({ nextAt: START + 30_000, tries: 2 });
      expect(await notices.due(START + 29_999, 10)).toEqual([]);
    });

    it("brings timers that lie too far ahead to where the furthest of their kind may lie", async () => {
      const { card: far, launch } = await aCard();
      const { card: near } = await aCard();
      const { card: parked, launch: unread } = await aCard();
      await waits(far, START + 30_000, 2);
      await waits(near, START + 100, 1);
      await waits(parked, START + 30_000, 1);
      await notices.setState({ ...parked, nextAt: START + 30_000 }, "parked");

      await notices.bringNearer((kind) => START + (kind === "card" ? 500 : 1));

      expect(await noticeOf(launch)).toMatchObject({ nextAt: START + 500, tries: 2 });
      expect(await notices.nextDueAt(0)).toBe(START + 100);
      expect(await noticeOf(unread)).toBeUndefined();
    });

    it("sends a new message when the old one is gone", async () => {
      const { card, launch } = await aCard();

      await notices.forgetMessage(card, START + 1);

      expect(await noticeOf(launch)).toMatchObject({
        ...{ chatId: GROUP, messageId: null, hasPicture: false, nextAt: START + 1 },
      });
    });

    it.each(["live", "parked", "dead"] as const)(
      "brings a %s card forward as the newest message, and no other notice",
      async (state) => {
        const { card, launch } = await aCard();
        await stores.launches.apply(launch.id, moveTo({ tries: 1 }, true));
        await notices.delivered(card, shown(2), null);
        await notices.setState({ ...card, wantVersion: 2, haveVersion: 2, nextAt: null }, state);

        await notices.bringForward(launch.id, START + 3);

        const due = (await notices.due(LATER, 10)).map(({ notice }) => notice);
        expect(due).toMatchObject([
          { kind: "final", nextAt: START },
          {
            ...{ id: card.id, chatId: GROUP, messageId: null, hasPicture: false },
            nextAt: START + 3,
          },
        ]);
      },
    );

    it("goes home as a new message while its owner is told nothing there", async () => {
      const { card, launch } = await aCard();
      await waits(card, START, 5);

      await notices.sendHome(card, OWNER, START + 1);

      expect(await noticeOf(launch)).toMatchObject({
        ...{ chatId: OWNER, messageId: null, hasPicture: false, nextAt: START + 1, tries: 0 },
      });
    });

    it("keeps to its draft's topic, with all that is new there, until it leaves that or the chat", async () => {
      const place = { groupId: GROUP, topicId: 7 };
      const card = { chatId: GROUP, messageId: 5, hasPicture: false };
      const draft = aDraft({ card, ...place });
      await stores.drafts.add(draft);
      const made = await stores.launches.confirm(
        draft.id,
        (updates += 1),
        launchOf({ groupId: GROUP }),
      );
      if (made.kind !== "confirmed") throw new Error("not confirmed");
      const { launch } = made;
      await stores.launches.apply(launch.id, moveTo({ tries: 1 }, true));
      const [first, final] = [await noticeOf(launch), await noticeOf(launch, "final")];
      if (!first || !final) throw new Error("no notices");

      await notices.leaveTopic(final, START + 1);
      await notices.sendHome(first, OWNER, START + 1);

      expect([first, final]).toMatchObject([
        { topicId: 7, messageId: 5 },
        { topicId: 7, messageId: null },
      ]);
      expect(await noticeOf(launch, "final")).toMatchObject({ chatId: GROUP, topicId: null });
      expect(await noticeOf(launch)).toMatchObject({ chatId: OWNER, topicId: null });
    });

    it.each(["parked", "dead"] as const)("hands out no %s notice", async (state) => {
      const { card } = await aCard();

      await notices.setState(card, state);

      expect(await notices.due(LATER, 10)).toEqual([]);
      expect(await notices.nextDueAt(0)).toBeNull();
    });

    it("gives a message that Telegram refused another try when the launch moves", async () => {
      const { card, launch } = await aCard();
      await notices.setState(card, "dead");

      await stores.launches.apply(launch.id, moveTo({ tries: 1 }));

      expect(await noticeOf(launch)).toMatchObject({ state: "live", wantVersion: 2 });
    });

    it("leaves a parked notice parked when the launch moves, and shows the newest on return", async () => {
      const { card, launch } = await aCard(OWNER, OWNER);
      await notices.setState(card, "parked");
      await stores.launches.apply(launch.id, moveTo({ tries: 1 }));
      expect(await noticeOf(launch)).toBeUndefined();

      await notices.unpark(OWNER, START + 9);

      expect(await noticeOf(launch)).toMatchObject({ wantVersion: 2, nextAt: START + 9, tries: 0 });
    });

    it("unparks one chat's notices alone, and says how many", async () => {
      const [mine, also] = [await aCard(OWNER, OWNER), await aCard(OWNER, OWNER)];
      const theirs = await aCard(OWNER);
      await aCard(OWNER, OWNER);
      for (const { card } of [mine, also, theirs]) await notices.setState(card, "parked");

      expect(await notices.unpark(OWNER, START)).toBe(2);

      expect(await noticeOf(mine.launch)).toBeDefined();
      expect(await noticeOf(theirs.launch)).toBeUndefined();
      expect(await notices.unpark(OWNER, START)).toBe(0);
    });

    it("follows a group that became a supergroup, where no message of before stands", async () => {
      const old = await aCard(OWNER, -77);
      const other = await aCard(OWNER, -78);
      const draft = aDraft({ card: { chatId: -77, messageId: 6, hasPicture: false } });
      await stores.drafts.add(draft);

      await notices.migrateChat(-77, GROUP);

      expect(await noticeOf(old.launch)).toMatchObject({ chatId: GROUP, messageId: null });
      expect(await noticeOf(other.launch)).toMatchObject({ chatId: -78, messageId: 5 });
      expect(await stores.drafts.get(draft.id)).toMatchObject({ card: null });
    });

    it("is due in the supergroup, though it was parked in the group", async () => {
      const { card, launch } = await aCard(OWNER, -77);
      await notices.setState(card, "parked");

      await notices.migrateChat(-77, GROUP);

      expect(await noticeOf(launch)).toMatchObject({ state: "live", chatId: GROUP });
      expect((await notices.due(START, 10)).map(({ launch: { id } }) => id)).toContain(launch.id);
    });

    it.each<[string, (card: Notice, launch: Launch) => Promise<unknown>]>([
      ["its launch moved", (_card, { id }) => stores.launches.apply(id, moveTo({ tries: 1 }))],
      ["it was brought forward", (_card, { id }) => notices.bringForward(id, START)],
      ["its chat was opened again", () => notices.unpark(GROUP, START)],
      ["its group became a supergroup", () => notices.migrateChat(GROUP, -78)],
    ])("stays due, whatever came of a delivery, when meanwhile %s", async (_what, change) => {
      const { card, launch } = await aCard();
      await change(card, launch);
      const changed = await noticeOf(launch);

      await waits(card, START + 60_000, 1);
      await notices.setState(card, "parked");
      await notices.setState(card, "dead");
      await notices.sendHome(card, OWNER, START + 60_000);
      await notices.forgetMessage(card, START + 60_000);

      expect(changed).not.toEqual(card);
      expect(await noticeOf(launch)).toEqual(changed);
    });

    it.each<[string, (card: Notice) => Promise<unknown>]>([
      ["brought forward", (card) => notices.bringForward(card.launchId, START + 5)],
      ["sent home", (card) => notices.sendHome(card, OWNER, START + 5)],
      ["sent anew", (card) => notices.forgetMessage(card, START + 5)],
      ["moved with its group", () => notices.migrateChat(GROUP, -78)],
    ])("keeps its new place when it was %s while it was shown in the old", async (_how, move) => {
      const { card, launch } = await aCard();
      await move(card);
      const moved = await noticeOf(launch);

      expect(await notices.delivered(card, shown(1), null)).toBe(false);

      expect(await noticeOf(launch)).toEqual(moved);
    });

    const toUnclear = moveTo({
      ...{ status: "unclear", attempt: "attempt-1", sentAt: START, nextAt: START + 30_000 },
      reason: { code: "no-answer", said: null },
    });
    const toFailed = moveTo({
      ...{ status: "failed", nextAt: null, endedAt: START },
      reason: { code: "refused", said: null },
    });
    const toLive = moveTo({
      ...{ status: "live", mint: "Moss1", nextAt: null, endedAt: START, reason: null },
    });
    const kindsOf = async (launch: Launch) =>
      (await allOf(launch)).map(({ kind }) => kind).toSorted();

    describe("an end that is told", () => {
      it("goes to the owner in private once the card, which stands elsewhere, has something to say", async () => {
        const { launch } = await aCard();
        await stores.launches.apply(launch.id, moveTo({ tries: 1 }));
        const before = await noticeOf(launch, "told");

        await stores.launches.apply(launch.id, toUnclear);

        expect(before).toBeUndefined();
        expect(await noticeOf(launch, "told")).toMatchObject({
          ...{ chatId: OWNER, messageId: null, wantVersion: 3, haveVersion: 0, nextAt: START },
        });
      });

      it("is one message, which is due again when late evidence changes it", async () => {
        const { launch } = await aCard();
        await stores.launches.apply(launch.id, toUnclear);
        const told = await noticeOf(launch, "told");
        if (told) await notices.delivered(told, shown(2, 9), null);

        await stores.launches.apply(launch.id, toFailed);

        expect(await noticeOf(launch, "told")).toMatchObject({
          ...{ id: told?.id, messageId: 9, wantVersion: 3, haveVersion: 2 },
        });
      });

      it("is not needed where the card stands in the private chat", async () => {
        const { launch } = await aCard(OWNER, OWNER);

        await stores.launches.apply(launch.id, toFailed);

        expect(await kindsOf(launch)).toEqual(["card"]);
      });

      it("of a posted card takes the place of the message that rings there as well", async () => {
        const draft = aDraft({ card: { inlineId: "AAAA" } });
        await stores.drafts.add(draft);
        await stores.launches.confirm(draft.id, (updates += 1), launchOf());
        const launch = await stores.launches.ofDraft(draft.id);
        if (!launch) throw new Error("not confirmed");

        await stores.launches.apply(launch.id, moveTo({ ...toFailed(launch).launch }, true));

        expect(await kindsOf(launch)).toEqual(["card", "told"]);
      });

      it("is all there is in private when the group is closed: the card stays, and waits for it to open", async () => {
        const { card, launch } = await aCard();
        await stores.launches.apply(launch.id, toFailed);
        const late = await noticeOf(launch);

        if (late) await notices.sendHome(late, OWNER, START);

        expect(card.chatId).toBe(GROUP);
        expect(await kindsOf(launch)).toEqual(["told"]);
        await notices.unpark(GROUP, START);
        expect(await noticeOf(launch)).toMatchObject({ chatId: GROUP, messageId: 5 });
      });
    });

    describe("an announcement", () => {
      const announces = (on: boolean) =>
        stores.groups.change(GROUP, (policy) => ({ ...policy, announces: on }));
      const ofGroup = async () => {
        const draft = aDraft({ card: { chatId: GROUP, messageId: 5, hasPicture: false } });
        await stores.drafts.add(draft);
        await stores.launches.confirm(draft.id, (updates += 1), launchOf({ groupId: GROUP }));
        const launch = await stores.launches.ofDraft(draft.id);
        if (!launch) throw new Error("not confirmed");
        return launch;
      };

      it("is made once a launch is live, where the group wants it, instead of the one that rings", async () => {
        await announces(true);
        const launch = await ofGroup();

        await stores.launches.apply(launch.id, moveTo({ ...toLive(launch).launch }, true));

        expect(await kindsOf(launch)).toEqual(["announcement", "card", "told"]);
        expect(await noticeOf(launch, "announcement")).toMatchObject({
          ...{ chatId: GROUP, messageId: null, wantVersion: 2, haveVersion: 0 },
        });
      });

      it.each<[string, boolean, typeof toLive]>([
        ["the group wants none", false, toLive],
        ["the launch failed", true, toFailed],
        ["the launch is unclear", true, toUnclear],
      ])("is not made when %s", async (_why, on, end) => {
        await announces(on);
        const launch = await ofGroup();

        await stores.launches.apply(launch.id, end);

        expect(await noticeOf(launch, "announcement")).toBeUndefined();
      });

      it("follows its group, as a new message when it has more to say", async () => {
        await announces(true);
        const launch = await ofGroup();
        await stores.launches.apply(launch.id, toLive);
        const made = await noticeOf(launch, "announcement");
        if (made) await notices.delivered(made, shown(2, 9), null);

        await notices.migrateChat(GROUP, -78);
        await stores.launches.apply(launch.id, moveTo({ mint: "Moss2" }));

        expect(await noticeOf(launch, "announcement")).toMatchObject({
          ...{ id: made?.id, chatId: -78, messageId: null, wantVersion: 3 },
        });
      });
    });

    describe("following", () => {
      const BEN = OWNER + 1;
      const followed = async (launch: Launch) =>
        (await allOf(launch)).filter(({ kind }) => kind === "follow").map(({ chatId }) => chatId);

      it("an open launch tells each follower at its end, and not before", async () => {
        const { launch } = await aCard();
        const came = [
          await notices.follow(launch.id, BEN),
          await notices.follow(launch.id, BEN + 1),
          await notices.follow(launch.id, BEN),
        ];
        await stores.launches.apply(launch.id, toUnclear);
        const before = await followed(launch);

        await stores.launches.apply(launch.id, toFailed);

        expect(came).toEqual(["followed", "followed", "already"]);
        expect(before).toEqual([]);
        expect(await followed(launch)).toEqual([BEN, BEN + 1]);
      });

      it("can be ended, by each for themselves", async () => {
        const { launch } = await aCard();
        await notices.follow(launch.id, BEN);
        await notices.follow(launch.id, BEN + 1);

        await notices.unfollow(launch.id, BEN);

        await stores.launches.apply(launch.id, toFailed);
        expect(await followed(launch)).toEqual([BEN + 1]);
      });

      it("what has ended, or never was, is too late", async () => {
        const { launch } = await aCard();
        await stores.launches.apply(launch.id, toFailed);

        expect(await notices.follow(launch.id, BEN)).toBe("over");
        expect(await notices.follow("nowhere", BEN)).toBe("over");
        expect(await followed(launch)).toEqual([]);
      });

      it("ends with who is forgotten", async () => {
        const { launch } = await aCard();
        await notices.follow(launch.id, BEN);

        await stores.forgetting.forget(BEN, [], () => ({ rejected: "no-such" }));

        await stores.launches.apply(launch.id, toFailed);
        expect(await followed(launch)).toEqual([]);
      });
    });

    it("knows every place where a launch is told of", async () => {
      const { launch } = await aCard();
      await stores.launches.apply(launch.id, toFailed);
      const told = await noticeOf(launch, "told");
      if (told) await notices.delivered(told, shown(2, 9), null);

      const places = await notices.placesOf(launch.id);

      expect(places).toEqual([
        { chatId: GROUP, messageId: 5, hasPicture: true },
        { chatId: OWNER, messageId: 9, hasPicture: true },
      ]);
    });

    describe("a reminder", () => {
      const DAY = 86_400_000;
      const reminderOf = (launch: Launch) => noticeOf(launch, "reminder");

      it("is due a day after a launch became unclear, in its owner's private chat, and owes nothing", async () => {
        const { launch } = await aCard();
        await stores.clock.advance(7);

        await stores.launches.apply(launch.id, toUnclear);

        expect(await reminderOf(launch)).toMatchObject({
          ...{ chatId: OWNER, messageId: null, nextAt: START + 7 + DAY, state: "live", tries: 0 },
          ...{ wantVersion: 2, haveVersion: 2 },
        });
      });

      it("is not made, and nothing else is, when the launch does not move", async () => {
        const { launch } = await aCard();

        await stores.launches.apply(launch.id, () => ({ rejected: "settled" }));

        expect(await reminderOf(launch)).toBeUndefined();
      });

      it("comes to rest with the launch, also one that is parked, and /start does not wake it", async () => {
        const { launch } = await aCard();
        await stores.launches.apply(launch.id, toUnclear);
        const reminder = await reminderOf(launch);
        if (reminder) await notices.setState(reminder, "parked");

        await stores.launches.apply(launch.id, toFailed);

        expect(await notices.unpark(OWNER, START)).toBe(0);
        expect(await reminderOf(launch)).toBeUndefined();
      });

      it.each<[string, (was: Notice) => Promise<unknown>]>([
        ["was taken", () => notices.reminded(OWNER)],
        ["has to wait", (was) => waits(was, START + 9, 1)],
        ["is sent anew", (was) => notices.forgetMessage(was, START + 9)],
        ["goes elsewhere", (was) => notices.sendHome(was, OWNER + 1, START + 9)],
      ])("stays at rest when it was under way and %s", async (_how, after) => {
        const { launch } = await aCard();
        await stores.launches.apply(launch.id, toUnclear);
        const was = await reminderOf(launch);
        await stores.launches.apply(launch.id, toFailed);

        if (was) await after(was);

        expect(was).toBeDefined();
        expect(await reminderOf(launch)).toBeUndefined();
      });

      it("begins anew, and not with what was under way, when the launch becomes unclear again", async () => {
        const { launch } = await aCard();
        await stores.launches.apply(launch.id, toUnclear);
        const first = await reminderOf(launch);
        await stores.launches.apply(launch.id, moveTo({ tries: 1, status: "queued" }));
        await stores.clock.advance(DAY);
        await stores.launches.apply(launch.id, toUnclear);

        await notices.reminded(OWNER);

        expect(await reminderOf(launch)).toMatchObject({
          ...{ id: first?.id, messageId: null, nextAt: START + 2 * DAY, wantVersion: 4 },
        });
      });
    });

    it("takes a word about a notice that is not there as nothing", async () => {
      const { card } = await aCard();
      await notices.delivered(card, shown(1), null);
      const gone = { ...card, id: 4_711 };

      await notices.delivered(gone, shown(1), START);
      await waits(gone, START, 1);

      expect(await notices.nextDueAt(0)).toBeNull();
    });
  });
}
