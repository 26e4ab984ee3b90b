import { beforeEach, describe, expect, it } from "vitest";
import type { BotStore } from "../../src/bot/bot-store.ts";
import type { Notice, NoticeStore } from "../../src/bot/notice-store.ts";
import { STATUSES, type Launch, type LaunchRequest } from "../../src/domain/launch.ts";
import { BNB, SOL } from "../../src/domain/money.ts";
import type { Draft, DraftStore } from "../../src/launches/draft-store.ts";
import type { Standing } from "../../src/domain/standing.ts";
import { utcDayStart } from "../../src/kit/utc.ts";
import type { Decision, LaunchStore, Move } from "../../src/launches/launch-store.ts";
import type { LimitStore } from "../../src/launches/limit-store.ts";
import type { PauseStore } from "../../src/launches/pause-store.ts";
import type { CredentialStore } from "../../src/vault/credential-store.ts";
import { START, type VirtualClock } from "../support/a-clock.ts";
import { aDraft, aLaunch, aRequest, OWNER } from "../support/a-launch.ts";

/** A launch store and what its transactions touch beside it. */
export interface LaunchStores {
  readonly launches: LaunchStore;
  readonly drafts: DraftStore;
  readonly limits: LimitStore;
  readonly pauses: PauseStore;
  readonly notices: NoticeStore;
  readonly bot: BotStore;
  readonly credentials: CredentialStore;
  readonly clock: VirtualClock;
}

/** Far beyond every time in these tests. */
const LATER = START + 1_000_000_000;

export const launchOf =
  (part: Partial<Launch> = {}, ring = false) =>
  (draft: Draft): Move => ({
    launch: aLaunch({ draftId: draft.id, ownerId: draft.ownerId, ...part }),
    ring,
  });

export const moveTo =
  (part: Partial<Launch>, ring = false) =>
  (launch: Launch): Move => ({
    launch: { ...launch, ...part, version: launch.version + 1 },
    ring,
  });

const DAY_MS = 24 * 60 * 60_000;

const UNCLEAR = { status: "unclear", version: 1 } as const;
const SENDING = aLaunch({ status: "sending" });
const toSending = moveTo({
  status: "sending",
  attempt: SENDING.attempt,
  sentAt: SENDING.sentAt,
  nextAt: SENDING.nextAt,
});

/**
 * What every {@link LaunchStore} keeps to.
 *
 * @param make New, empty stores for each test; who needs to close them does so with vitest's `onTestFinished`.
 */
export function launchStoreContract(name: string, make: () => Promise<LaunchStores>): void {
  describe(`launch store: ${name}`, () => {
    let stores: LaunchStores;
    let launches: LaunchStore;
    let updates = 0;
    beforeEach(async () => {
      stores = await make();
      ({ launches } = stores);
    });

    async function confirmed(part: Partial<Launch> = {}, draft = aDraft()): Promise<Launch> {
      await stores.drafts.add(draft);
      const made = await launches.confirm(draft.id, (updates += 1), launchOf(part));
      if (made.kind !== "confirmed") throw new Error(`not confirmed: ${made.kind}`);
      return made.launch;
    }
    const noticesOf = async (id: string) =>
      (await stores.notices.due(LATER, 100))
        .map(({ notice }) => notice)
        .filter(({ launchId }) => launchId === id);
    const noticeOf = async (id: string, kind: Notice["kind"]): Promise<Notice> => {
      const found = (await noticesOf(id)).find((notice) => notice.kind === kind);
      if (!found) throw new Error(`no ${kind} is due`);
      return found;
    };
    /** As the loop that delivers does it. */
    const shows = async (notice: Notice, version: number): Promise<void> => {
      await stores.notices.delivered(notice, { version, messageId: 77, hasPicture: false }, null);
    };

    describe("credentials that are about to be opened", () => {
      const slotOf = (kind: "session-jwt" | "solana-key") => ({
        ...({ ownerId: OWNER, provider: "j7tracker", kind } as const),
        ...{ fingerprint: "00000000", address: null, expiresAt: null, box: Buffer.from("box") },
        ...{ version: 1, createdAt: START, lastUsedAt: null, refusedAt: null },
      });
      const uses = ["session-jwt", "solana-key"] as const;

      it("have their use written down in the same transaction, those that are there", async () => {
        await stores.credentials.put(slotOf("session-jwt"));
        const { id } = await confirmed();
        await stores.clock.advance(5);

        const moved = await launches.apply(id, (launch) => ({ ...toSending(launch), uses }));

        expect(moved).toMatchObject({ kind: "moved", uses: new Map([["session-jwt", 1]]) });
        expect(await stores.credentials.uses(OWNER, 10)).toMatchObject([
          { kind: "session-jwt", version: 1, launchId: id, at: START + 5 },
        ]);
        expect(await stores.credentials.list(OWNER)).toMatchObject([{ lastUsedAt: START + 5 }]);
      });

      it("have it written down with a confirmation too", async () => {
        await stores.credentials.put(slotOf("solana-key"));
        const draft = aDraft();
        await stores.drafts.add(draft);

        const made = await launches.confirm(draft.id, 41, (stored) => {
          const move = launchOf()(stored);
          return { ...move, followedBy: { ...toSending(move.launch), uses } };
        });

        expect(made).toMatchObject({ kind: "confirmed", uses: new Map([["solana-key", 1]]) });
        expect(await stores.credentials.uses(OWNER, 10)).toHaveLength(1);
      });

      it("have none when the launch does not move", async () => {
        await stores.credentials.put(slotOf("session-jwt"));
        const { id } = await confirmed();

        await launches.apply(id, () => ({ rejected: "settled" }));

        expect(await stores.credentials.uses(OWNER, 10)).toEqual([]);
      });
    });

    describe("confirming a draft", () => {
      it("makes the launch, ends the draft, marks the update and opens the history", async () => {
        const draft = aDraft();
        await stores.drafts.add(draft);
        await stores.clock.advance(7);

        const made = await launches.confirm(draft.id, 41, launchOf({ id: "launch-1" }));

        const launch = aLaunch({ id: "launch-1", draftId: draft.id });
        expect(made).toEqual({ kind: "confirmed", launch });
        expect(await launches.get("launch-1")).toEqual(launch);
        expect(await launches.ofDraft(draft.id)).toEqual(launch);
        expect(await stores.drafts.get(draft.id)).toMatchObject({ state: "launched" });
        expect(await stores.bot.wasHandled(41)).toBe(true);
        expect(await launches.history("launch-1")).toEqual([
          { launchId: "launch-1", version: 1, status: "queued", at: START + 7, reason: null },
        ]);
      });

      it("writes the mark with it, when one follows: two versions of one moment, and one card", async () => {
        const draft = aDraft();
        await stores.drafts.add(draft);

        const made = await launches.confirm(draft.id, 41, (stored) => {
          const move = launchOf({ id: "launch-1" })(stored);
          return { ...move, followedBy: toSending(move.launch) };
        });

        const launch = await launches.get("launch-1");
        expect(made).toEqual({ kind: "confirmed", launch });
        expect(launch).toMatchObject({ status: "sending", version: 2 });
        const history = await launches.history("launch-1");
        expect(history.map(({ version, status, at }) => [version, status, at])).toEqual([
          [1, "queued", START],
          [2, "sending", START],
        ]);
        expect(await noticesOf("launch-1")).toMatchObject([{ kind: "card", wantVersion: 2 }]);
      });

      it("undoes all of it when what follows cannot be written", async () => {
        const draft = aDraft();
        await stores.drafts.add(draft);

        const made = launches.confirm(draft.id, 41, (stored) => {
          const move = launchOf({ id: "launch-1" })(stored);
          return { ...move, followedBy: moveTo({ version: 9 })({ ...move.launch, version: 8 }) };
        });

        await expect(made).rejects.toThrow();
        expect(await launches.get("launch-1")).toBeNull();
        expect(await stores.drafts.get(draft.id)).toMatchObject({ state: "open" });
      });

      it("lets one of 200 taps through, and tells the others how it is doing", async () => {
        const draft = aDraft();
        await stores.drafts.add(draft);

        const taps = await Promise.all(
          Array.from({ length: 200 }, (_, tap) => launches.confirm(draft.id, tap % 50, launchOf())),
        );

        const launch = await launches.ofDraft(draft.id);
        expect(taps.filter(({ kind }) => kind === "confirmed")).toHaveLength(1);
        expect(taps.filter(({ kind }) => kind === "already")).toHaveLength(199);
        expect(taps.every((tap) => "launch" in tap && tap.launch.id === launch?.id)).toBe(true);
        expect(await launches.list({ ownerId: OWNER, limit: 10 })).toEqual([launch]);
      });

      it("answers a redelivered update with the launch as it is by now", async () => {
        const draft = aDraft();
        await stores.drafts.add(draft);
        await launches.confirm(draft.id, 41, launchOf({ id: "launch-1" }));
        await launches.apply("launch-1", toSending);

        const again = await launches.confirm(draft.id, 41, launchOf());

        expect(again).toMatchObject({ kind: "already", launch: { status: "sending", version: 2 } });
      });

      it("confirms although the update was marked before it was worked on", async () => {
        const draft = aDraft();
        await stores.drafts.add(draft);
        await stores.bot.markHandled(41, START);

        const made = await launches.confirm(draft.id, 41, launchOf());

        expect(made.kind).toBe("confirmed");
      });

      it("writes nothing when the decision is to reject, so that the update may come again", async () => {
        const draft = aDraft();
        await stores.drafts.add(draft);

        const made = await launches.confirm(draft.id, 41, () => ({ rejected: "stale-button" }));

        expect(made).toEqual({ kind: "rejected", why: "stale-button" });
        expect(await stores.bot.wasHandled(41)).toBe(false);
        expect(await stores.drafts.get(draft.id)).toEqual(draft);
        expect(await launches.ofDraft(draft.id)).toBeNull();
      });

      it("leaves nothing behind when the decision throws", async () => {
        const draft = aDraft();
        await stores.drafts.add(draft);

        const made = launches.confirm(draft.id, 41, () => {
          throw new Error("a bug");
        });

        await expect(made).rejects.toThrow("a bug");
        expect(await stores.bot.wasHandled(41)).toBe(false);
        expect(await stores.drafts.get(draft.id)).toEqual(draft);
      });

      it("leaves nothing behind when the launch cannot be stored", async () => {
        const other = await confirmed();
        const draft = aDraft();
        await stores.drafts.add(draft);

        const made = launches.confirm(draft.id, 41, launchOf({ id: other.id }));

        await expect(made).rejects.toThrow();
        expect(await stores.bot.wasHandled(41)).toBe(false);
        expect(await stores.drafts.get(draft.id)).toEqual(draft);
      });

      it.each([
        ["names another draft", { draftId: "another-draft" }],
        ["does not begin at version 1", { version: 2 }],
      ])("refuses a launch that %s", async (_what, part) => {
        const draft = aDraft();
        await stores.drafts.add(draft);

        await expect(launches.confirm(draft.id, 41, launchOf(part))).rejects.toThrow();

        expect(await stores.drafts.get(draft.id)).toEqual(draft);
      });

      it("knows no draft of that id", async () => {
        const made = await launches.confirm("no-such-draft", 41, launchOf());

        expect(made).toEqual({ kind: "rejected", why: "no-such" });
      });

      it("shows the decision a closed draft, and never launches one", async () => {
        const draft = aDraft({ state: "cancelled" });
        await stores.drafts.add(draft);
        const seen: Draft[] = [];

        const made = await launches.confirm(draft.id, 41, (stored) => {
          seen.push(stored);
          return { rejected: "draft-closed" };
        });

        expect(made).toEqual({ kind: "rejected", why: "draft-closed" });
        expect(seen).toEqual([draft]);
        await expect(launches.confirm(draft.id, 42, launchOf())).rejects.toThrow();
      });

      it("shows the decision the launch that the draft repeats, as it is by then", async () => {
        const first = await confirmed();
        const draft = aDraft({ repeats: first.id });
        await stores.drafts.add(draft);
        const seen: (Launch | null)[] = [];

        await launches.confirm(draft.id, (updates += 1), (_draft, _standing, _group, repeated) => {
          seen.push(repeated);
          return { rejected: "repeat-is-live" };
        });

        expect(seen).toEqual([await launches.get(first.id)]);
      });

      it("turns the preview card into the status card, in its place", async () => {
        const card = { chatId: -1_001_234_567_890, messageId: 77, hasPicture: true };

        const launch = await confirmed({}, aDraft({ card }));

        expect(await noticesOf(launch.id)).toMatchObject([
          { kind: "card", ...card, wantVersion: 1, haveVersion: 0, nextAt: START, state: "live" },
        ]);
      });

      it("sends the card to the owner's private chat when there was no preview", async () => {
        const launch = await confirmed();

        expect(await noticesOf(launch.id)).toMatchObject([
          { kind: "card", chatId: OWNER, messageId: null, hasPicture: false },
        ]);
      });
    });

    describe("moving a launch", () => {
      it("keeps every field of every status as it was decided", async () => {
        const request = aRequest({
          description: "Ünïcode 🌱",
          buy: 18_446_744_073_709_551_616n,
          picture: { kind: "link", url: "https://example.com/moss.png" },
          links: { website: "https://example.com/" },
          options: { feeShares: [{ to: "github", who: "moss", bps: 10_000 }], gwei: 0.5 },
        });
        for (const status of STATUSES) {
          const { id, draftId } = await confirmed({ request });
          const reason = {
            code: "fields-refused",
            said: "no",
            fields: [{ field: "name", said: "taken" }],
            resetAt: 5,
            problem: { code: "picture-gone" },
          } as const;
          const after = { ...aLaunch({ id, draftId, request, status, reason }), version: 2 };
          const full: Launch = {
            ...after,
            ...{ dueAt: 1, region: "europe", tries: 3, needsSignIn: true, pool: "pool" },
            ...{ listingUrl: "https://example.com/t", resolvedBy: "owner", answeredAt: 9 },
          };

          const applied = await launches.apply(id, () => ({ launch: full, ring: false }));

          expect(applied).toMatchObject({ kind: "moved", launch: full, before: { version: 1 } });
          expect(await launches.get(id)).toEqual(full);
        }
      });

      it("has exactly one line of history for each version", async () => {
        const { id } = await confirmed();

        await stores.clock.advance(10);
        await launches.apply(id, toSending);
        await stores.clock.advance(10);
        const reason = { code: "no-answer", said: null } as const;
        await launches.apply(id, moveTo({ status: "unclear", reason }));

        expect(await launches.history(id)).toEqual([
          { launchId: id, version: 1, status: "queued", at: START, reason: null },
          { launchId: id, version: 2, status: "sending", at: START + 10, reason: null },
          { launchId: id, version: 3, status: "unclear", at: START + 20, reason: "no-answer" },
        ]);
      });

      it("lets one of many claims through", async () => {
        const { id } = await confirmed();
        const claim = (launch: Launch): Decision =>
          launch.status === "queued" ? toSending(launch) : { rejected: "settled" };

        const claims = await Promise.all(
          Array.from({ length: 64 }, () => launches.apply(id, claim)),
        );

        expect(claims.filter(({ kind }) => kind === "moved")).toHaveLength(1);
        expect(await launches.history(id)).toHaveLength(2);
      });

      it("hands back the launch as it is when the decision is to reject", async () => {
        const launch = await confirmed();

        const applied = await launches.apply(launch.id, () => ({ rejected: "too-late" }));

        expect(applied).toEqual({ kind: "rejected", why: "too-late", launch });
        expect(await launches.history(launch.id)).toHaveLength(1);
      });

      it("knows no launch of that id", async () => {
        const applied = await launches.apply("no-such-launch", toSending);

        expect(applied).toEqual({ kind: "rejected", why: "no-such", launch: null });
        expect(await launches.get("no-such-launch")).toBeNull();
        expect(await launches.ofDraft("no-such-draft")).toBeNull();
      });

      it("leaves nothing behind when the decision throws", async () => {
        const launch = await confirmed();

        const applied = launches.apply(launch.id, () => {
          throw new Error("a bug");
        });

        await expect(applied).rejects.toThrow("a bug");
        expect(await launches.get(launch.id)).toEqual(launch);
      });

      it.each([
        ["stays at its version", (launch: Launch) => ({ ...launch, tries: 1 })],
        ["skips a version", (launch: Launch) => ({ ...launch, version: launch.version + 2 })],
      ])("refuses a decision whose launch %s", async (_what, change) => {
        const launch = await confirmed();

        const applied = launches.apply(launch.id, (now) => ({ launch: change(now), ring: false }));

        await expect(applied).rejects.toThrow();
        expect(await launches.get(launch.id)).toEqual(launch);
        expect(await launches.history(launch.id)).toHaveLength(1);
        expect(await noticesOf(launch.id)).toMatchObject([{ wantVersion: 1 }]);
      });

      it("never writes a decision over another launch", async () => {
        const [launch, other] = [await confirmed(), await confirmed()];

        const applied = launches.apply(launch.id, moveTo({ id: other.id, tries: 5 }));

        await expect(applied).rejects.toThrow();
        expect(await launches.get(launch.id)).toEqual(launch);
        expect(await launches.get(other.id)).toEqual(other);
      });

      it("makes the card want the new version at once", async () => {
        const { id } = await confirmed();
        await shows(await noticeOf(id, "card"), 1);
        await stores.clock.advance(500);

        await launches.apply(id, toSending);

        expect(await noticesOf(id)).toMatchObject([
          { kind: "card", messageId: 77, wantVersion: 2, haveVersion: 1, nextAt: START + 500 },
        ]);
      });

      it("rings with a message of its own, in the chat where the card stands by now", async () => {
        const { id } = await confirmed();
        await stores.notices.sendHome(await noticeOf(id, "card"), -42, START);

        await launches.apply(id, moveTo({ tries: 1 }, true));

        expect(await noticeOf(id, "final")).toMatchObject({
          chatId: -42,
          messageId: null,
          wantVersion: 2,
          tries: 0,
        });
      });

      it("rings anew for a second end: an edit would make no sound", async () => {
        const { id } = await confirmed();
        await launches.apply(id, moveTo({ tries: 1 }, true));
        const first = await noticeOf(id, "final");
        await shows(first, 2);

        await launches.apply(id, moveTo({ tries: 2 }, true));

        const finals = (await noticesOf(id)).filter(({ kind }) => kind === "final");
        expect(finals).toMatchObject([
          { id: first.id, messageId: null, hasPicture: false, wantVersion: 3, haveVersion: 2 },
        ]);
      });

      it("moves the timer alone, without a version, a history line or a new card", async () => {
        const launch = await confirmed();
        await shows(await noticeOf(launch.id, "card"), 1);

        await launches.postpone(launch.id, 1, START + 9_000, 4);

        expect(await launches.get(launch.id)).toEqual({
          ...launch,
          ...{ nextAt: START + 9_000, tries: 4 },
        });
        expect(await launches.history(launch.id)).toHaveLength(1);
        expect(await noticesOf(launch.id)).toEqual([]);
      });

      it("does not move the timer of a launch that has moved on itself", async () => {
        const { id } = await confirmed();
        await launches.apply(id, toSending);

        await launches.postpone(id, 1, START + 9_000, 4);

        expect(await launches.get(id)).toMatchObject({ nextAt: SENDING.nextAt, tries: 0 });
      });
    });

    describe("timers that lie too far ahead", () => {
      const FURTHEST = {
        ...{ queued: START + 1, sending: START + 2, accepted: START + 3 },
        ...{ unclear: START + 4, live: START + 5 },
      };

      it("are brought to where the furthest of their status may lie, without a version", async () => {
        const launch = await confirmed({ nextAt: LATER });
        const sending = await confirmed();
        await launches.apply(sending.id, toSending);

        await launches.bringNearer(FURTHEST);

        expect(await launches.get(launch.id)).toEqual({ ...launch, nextAt: START + 1 });
        expect(await launches.get(sending.id)).toMatchObject({ version: 2, nextAt: START + 2 });
      });

      it("are none that lie nearer or that somebody has set, and none where no timer is", async () => {
        const nearer = await confirmed({ nextAt: START });
        const scheduled = await confirmed({ dueAt: LATER, nextAt: LATER });
        const { id } = await confirmed();
        await launches.apply(id, moveTo({ status: "cancelled", nextAt: null, endedAt: START }));

        await launches.bringNearer(FURTHEST);

        expect(await launches.get(nearer.id)).toEqual(nearer);
        expect(await launches.get(scheduled.id)).toEqual(scheduled);
        expect(await launches.get(id)).toMatchObject({ nextAt: null });
      });
    });

    describe("what a decision is shown", () => {
      /** What a tap on a draft of this owner would be judged by. */
      const seenBy = async (ownerId = OWNER) => {
        const draft = aDraft({ ownerId });
        await stores.drafts.add(draft);
        const seen: Standing[] = [];
        await launches.confirm(draft.id, (updates += 1), (_draft, standing) => {
          seen.push(standing);
          return { rejected: "over-limit" };
        });
        return seen[0];
      };

      it("is the owner's standing as anybody else reads it", async () => {
        await confirmed({ request: aRequest({ buy: 5n }) });
        await confirmed({ ownerId: OWNER + 1 }, aDraft({ ownerId: OWNER + 1 }));

        const standing = await seenBy();

        expect(standing).toEqual({
          at: START,
          pausedBy: null,
          confirmed: [START],
          spending: [{ unit: SOL, reserved: 5n, spent: 0n }],
          limits: [],
        });
        expect(await stores.limits.standing(OWNER)).toEqual(standing);
        expect(await seenBy(OWNER + 2)).toMatchObject({ confirmed: [], spending: [] });
      });

      it("counts the latest confirmations, newest first, whatever became of them", async () => {
        for (let at = 0; at < 40; at += 1) await confirmed({ confirmedAt: START + at });

        const standing = await seenBy();

        expect(standing?.confirmed).toEqual(Array.from({ length: 30 }, (_, at) => START + 39 - at));
      });

      it("holds what is unclear over midnight, and lets go of what was spent", async () => {
        const midnight = utcDayStart(START) + DAY_MS;
        await confirmed({ ...UNCLEAR, request: aRequest({ buy: 3n }) });
        await confirmed({ status: "live", version: 1, request: aRequest({ buy: 4n }) });

        await stores.clock.advance(midnight - 1 - START);
        const before = await seenBy();
        await stores.clock.advance(1);
        const after = await seenBy();

        expect(before?.spending).toEqual([{ unit: SOL, reserved: 3n, spent: 4n }]);
        expect(after?.spending).toEqual([{ unit: SOL, reserved: 3n, spent: 0n }]);
      });

      it("is also who paused the owner's launches, where a launch is to be moved", async () => {
        const mine = await confirmed();
        const theirs = await confirmed({ ownerId: OWNER + 1 }, aDraft({ ownerId: OWNER + 1 }));
        const seen: unknown[] = [];
        const look = ({ id }: Launch) =>
          launches.apply(id, (_launch, pausedBy) => {
            seen.push(pausedBy);
            return { rejected: "not-due" };
          });

        await look(mine);
        await stores.pauses.pause(OWNER, OWNER, () => ({ rejected: "settled" }));
        for (const one of [mine, theirs]) await look(one);
        await stores.pauses.pause("all", 42, () => ({ rejected: "settled" }));
        for (const one of [mine, theirs]) await look(one);

        expect(seen).toEqual([null, "owner", null, "operator", "operator"]);
      });
    });

    describe("finding launches", () => {
      it("hands out what is due, the longest waiting first", async () => {
        const later = await confirmed({ nextAt: START + 20 });
        const sooner = await confirmed({ nextAt: START + 10 });
        await confirmed({ nextAt: START + 21 });

        const ids = async (now: number, limit: number) =>
          (await launches.due(now, limit)).map(({ id }) => id);

        expect(await ids(START + 20, 10)).toEqual([sooner.id, later.id]);
        expect(await ids(START + 20, 1)).toEqual([sooner.id]);
        expect(await ids(START + 9, 10)).toEqual([]);
      });

      it("knows when the next one is due", async () => {
        expect(await launches.nextDueAt(0)).toBeNull();
        await confirmed({ nextAt: START + 20 });
        await confirmed({ nextAt: START + 10 });
        const ended = await confirmed({ nextAt: START });
        await launches.apply(
          ended.id,
          moveTo({ status: "cancelled", nextAt: null, endedAt: START }),
        );

        expect(await launches.nextDueAt(0)).toBe(START + 10);
        expect(await launches.nextDueAt(START + 10)).toBe(START + 20);
        expect(await launches.nextDueAt(START + 20)).toBeNull();
      });

      it("finds what a crash left in the middle of sending", async () => {
        const { id } = await confirmed();
        await confirmed();
        await launches.apply(id, toSending);

        expect((await launches.sending()).map((launch) => launch.id)).toEqual([id]);
      });

      it("pages through an owner's launches, newest first, also within one millisecond", async () => {
        const at = [START, START + 1, START + 1, START + 1, START + 2];
        for (const confirmedAt of at) await confirmed({ confirmedAt });
        await confirmed({ ownerId: OWNER + 1 }, aDraft({ ownerId: OWNER + 1 }));

        const pages: Launch[][] = [];
        let before: { confirmedAt: number; id: string } | undefined;
        do {
          const page = await launches.list({ ownerId: OWNER, limit: 2, ...(before && { before }) });
          before = page.at(-1);
          pages.push([...page]);
        } while (before);

        expect(pages.map((page) => page.length)).toEqual([2, 2, 1, 0]);
        expect(pages.flat().map(({ confirmedAt }) => confirmedAt)).toEqual(at.toReversed());
        expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(5);
      });

      it("lists only the statuses that are asked for", async () => {
        const { id } = await confirmed();
        await launches.apply(id, toSending);
        const queued = await confirmed();
        const list = async (...statuses: Launch["status"][]) =>
          (await launches.list({ ownerId: OWNER, statuses, limit: 10 })).map((one) => one.id);

        expect(await list("queued", "live")).toEqual([queued.id]);
        expect(await list("sending")).toEqual([id]);
        expect(await list()).toEqual([]);
      });

      it("lists those of several statuses together, newest first", async () => {
        const first = await confirmed({ confirmedAt: START });
        const second = await confirmed({ confirmedAt: START + 1 });
        const third = await confirmed({ confirmedAt: START + 2 });
        await launches.apply(second.id, toSending);

        const page = await launches.list({
          ownerId: OWNER,
          statuses: ["queued", "sending"],
          limit: 2,
        });
        const rest = await launches.list({
          ownerId: OWNER,
          statuses: ["queued", "sending"],
          before: second,
          limit: 2,
        });

        expect(page.map(({ id }) => id)).toEqual([third.id, second.id]);
        expect(rest.map(({ id }) => id)).toEqual([first.id]);
      });

      it("knows an owner's mints at a provider", async () => {
        const minted = { status: "live", version: 1 } as const;
        await confirmed({ ...minted, mint: "mint-1" });
        await confirmed({ ...minted, mint: "mint-2", provider: "swarms" });
        await confirmed({ ...minted, mint: null, listingUrl: "https://example.com/" });
        await confirmed({ ...minted, mint: "mint-3", ownerId: OWNER + 1 });

        expect(await launches.mintsOf(OWNER, "j7tracker")).toEqual(["mint-1"]);
      });

      it("counts what an owner's launches reserve while they are open, and spent once they are live", async () => {
        const buying = (buy: bigint, part: Partial<Launch> = {}) =>
          confirmed({ request: aRequest({ buy }), confirmedAt: START, ...part, version: 1 });
        await buying(1n);
        await buying(10n, { status: "unclear", confirmedAt: START - 1_000 });
        await buying(100n, { status: "live" });
        await buying(1_000n, { status: "live", confirmedAt: START - 2, sentAt: START - 1 });
        await buying(1_000_000n, { status: "live", confirmedAt: START - 1, sentAt: START });
        await buying(10_000n, { status: "failed" });
        await buying(100_000n, { ownerId: OWNER + 1 });
        await confirmed({ request: aRequest({ target: "bnb", buy: 5n }), confirmedAt: START });

        expect(await launches.spending(OWNER, START)).toEqual([
          { unit: BNB, reserved: 5n, spent: 0n },
          { unit: SOL, reserved: 11n, spent: 1_000_100n },
        ]);
      });

      it("lets go of what was reserved when nothing happened, once", async () => {
        const failing = await confirmed({ request: aRequest({ buy: 7n }) });
        await confirmed({ request: aRequest({ buy: 20n }) });
        const failed = moveTo({
          ...{ status: "failed", nextAt: null, endedAt: START },
          reason: { code: "refused", said: null },
        });

        await launches.apply(failing.id, failed);
        await launches.apply(failing.id, () => ({ rejected: "settled" }));

        expect(await launches.spending(OWNER, START)).toEqual([
          { unit: SOL, reserved: 20n, spent: 0n },
        ]);
      });

      it("finds what else may own a token of this name or ticker", async () => {
        const swarms = (part: Partial<LaunchRequest> = {}) => ({
          request: aRequest({ target: "swarms", description: "A coin.", ...part }),
        });
        const launch = await confirmed(swarms());
        const sameName = await confirmed(swarms({ ticker: "MOS2" }));
        const sameTicker = await confirmed(swarms({ name: "Fern Coin" }));
        await confirmed(swarms({ name: "Fern Coin", ticker: "FERN" }));
        await confirmed({ request: aRequest() });
        await confirmed({ ...swarms(), ownerId: OWNER + 1 });
        const live = { status: "live", version: 1 } as const;
        await confirmed({ ...swarms(), ...live });
        const listed = { mint: null, listingUrl: "https://a.example/" };
        const mintless = await confirmed({ ...swarms(), ...live, ...listed });

        const found = await launches.lookalikes(launch);

        const ids = [sameName, sameTicker, mintless].map(({ id }) => id);
        expect(found.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
      });

      it("finds where an owner used a ticker before, the latest first", async () => {
        const moss = aRequest({ ticker: "MOSS" });
        const first = await confirmed({ request: moss, confirmedAt: START });
        const second = await confirmed({ request: moss, confirmedAt: START + 1 });
        await confirmed({ request: aRequest({ ticker: "FERN" }) });
        await confirmed({ request: aRequest({ ticker: "MOSS", target: "bonk" }) });
        await confirmed({ request: moss, ownerId: OWNER + 1 });

        const found = await launches.withTicker(OWNER, "pump", "MOSS");

        expect(found.map(({ id }) => id)).toEqual([second.id, first.id]);
      });
    });
  });
}
