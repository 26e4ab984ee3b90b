import { and, asc, eq, gt, lte, sql } from "drizzle-orm";
import { NOTICE_KINDS, placeOf, type Notice, type NoticeStore } from "../bot/notice-store.ts";
import { OPEN } from "../domain/launch.ts";
import type { Clock } from "../kit/clock.ts";
import { moveGroup } from "./group-rows.ts";
import { launchById } from "./launch-queries.ts";
import { readLaunch } from "./launch-row.ts";
import { readWishes, remindNext, unclearLaunches } from "./wish-rows.ts";
import type { tables } from "./tables.ts";
import type { RowReader } from "./read-rows.ts";
import {
  limitSlot,
  limitTo,
  run,
  slots,
  type Tx,
  type UnitOfWork,
  type Work,
} from "./unit-of-work.ts";

type NoticeRow = typeof tables.notices.$inferSelect;

const NO_MESSAGE = { messageId: null, hasPicture: 0, inlineId: null } as const;

export function createNoticeStore(
  transact: UnitOfWork,
  clock: Clock,
  readRows: RowReader,
): NoticeStore {
  const change = (was: Notice, values: Partial<NoticeRow>) =>
    transact((tx) => changeAsCaptured(tx, was, values));

  return {
    due: (now, limit) =>
      transact(function* (tx) {
        const rows = yield* run(tx.ready(dueNotices, { now, limit }));
        return readRows(
          rows,
          ({ launch }) => launch.id,
          ({ notice, launch, since, wishes }) => ({
            notice: readNotice(notice),
            launch: readLaunch(launch),
            since,
            wishes: readWishes(wishes),
          }),
        );
      }),
    nextDueAt: (after) =>
      transact(function* (tx) {
        const [row] = yield* run(tx.ready(nextDueNotice, { after }));
        return row?.nextAt ?? null;
      }),
    bringNearer: (furthest) =>
      transact(function* (tx) {
        for (const kind of NOTICE_KINDS) {
          const nextAt = furthest(kind);
          const [far] = yield* run(tx.ready(farNotice, { kind, nextAt }));
          if (far) yield* run(tx.ready(bringNoticesNearer, { kind, nextAt }));
        }
      }),
    cardOf: (launchId) =>
      transact(function* (tx) {
        const [card] = yield* run(tx.ready(cardOfLaunch, { launchId }));
        return card ? placeOf(readNotice(card)) : null;
      }),
    placesOf: (launchId) =>
      transact(function* (tx) {
        const all = yield* run(tx.ready(noticesOfLaunch, { launchId }));
        return all.flatMap((row) => placeOf(readNotice(row)) ?? []);
      }),
    follow: (launchId, userId) =>
      transact(function* (tx) {
        const [launch] = yield* run(tx.ready(launchById, { id: launchId }));
        if (!launch || !OPEN.includes(launch.status)) return "over";
        const added = yield* run(tx.ready(addFollower, { launchId, chatId: userId }));
        return added.length > 0 ? "followed" : "already";
      }),
    unfollow: (launchId, userId) =>
      transact(function* ({ q, t }) {
        const theirs = and(eq(t.notices.launchId, launchId), eq(t.notices.chatId, userId));
        yield* run(q.delete(t.notices).where(and(theirs, eq(t.notices.kind, FOLLOW))));
      }),
    delivered: (was, { version, messageId, hasPicture }, restUntil) =>
      transact(function* (tx) {
        const [row] = yield* run(tx.ready(noticeById, { id: was.id }));
        if (!row || !standsAt(row, was)) return false;
        // The version that was captured, not the one that is wanted by now: the chat shows what was captured.
        const moved = row.wantVersion > version;
        yield* write(tx, row, {
          haveVersion: version,
          wantVersion: Math.max(row.wantVersion, version),
          messageId,
          hasPicture: hasPicture ? 1 : 0,
          nextAt: moved ? clock.now() : restUntil,
          tries: 0,
        });
        return true;
      }),
    async postpone(waits) {
      if (waits.length === 0) return;
      await transact(function* (tx) {
        for (const { was, nextAt, tries = was.tries } of waits) {
          yield* changeAsCaptured(tx, was, { nextAt, tries });
        }
      });
    },
    unclearOf: (ownerId) =>
      transact(function* (tx) {
        const rows = yield* run(tx.ready(unclearLaunches, { ownerId }));
        return readRows(
          rows,
          ({ launch }) => launch.id,
          ({ launch, since }) => ({ launch: readLaunch(launch), since }),
        );
      }),
    reminded: (ownerId) => transact((tx) => remindNext(tx, ownerId, clock.now())),
    forgetMessage: (was, nextAt) => change(was, { ...NO_MESSAGE, nextAt }),
    bringForward: (launchId, now) =>
      transact(function* (tx) {
        const [old] = yield* run(tx.ready(cardOfLaunch, { launchId }));
        if (!old) return null;
        yield* write(tx, old, { ...NO_MESSAGE, nextAt: now, tries: 0, state: "live" });
        return placeOf(readNotice(old));
      }),
    leaveTopic: (was, nextAt) => change(was, { ...NO_MESSAGE, topicId: null, nextAt, tries: 0 }),
    sendHome: (was, ownerId, nextAt) =>
      transact(function* (tx) {
        const { launchId } = was;
        const told = yield* run(tx.ready(toldOfLaunch, { launchId }));
        if (told.length > 0) {
          yield* changeAsCaptured(tx, was, { state: was.inlineId === null ? "parked" : "dead" });
        } else {
          yield* changeAsCaptured(tx, was, {
            ...{ ...NO_MESSAGE, chatId: ownerId, topicId: null },
            ...{ nextAt, tries: 0 },
          });
        }
      }),
    setState: (was, state) => change(was, { state }),
    migrateChat: (from, to) =>
      transact(function* (tx) {
        const { q, t } = tx;
        const moved = { chatId: to, messageId: null, hasPicture: 0 };
        yield* run(q.update(t.notices).set(moved).where(eq(t.notices.chatId, from)));
        const left = { cardChatId: null, cardMessageId: null, cardHasPicture: 0 };
        yield* run(q.update(t.drafts).set(left).where(eq(t.drafts.cardChatId, from)));
        yield* moveGroup(tx, from, to);
        yield* unparkIn(tx, to, clock.now());
      }),
    unpark: (chatId, now) => transact((tx) => unparkIn(tx, chatId, now)),
  };
}

function* unparkIn({ q, t }: Tx, chatId: number, now: number) {
  const inChat = eq(t.notices.chatId, chatId);
  // By what is due, of which there is little: a chat may have tens of thousands of notices.
  const isDue = and(eq(t.notices.state, LIVE), lte(t.notices.nextAt, now));
  // A refusal of before may still be on its way, and would park what is due now: the row must look changed by then.
  yield* run(
    q
      .update(t.notices)
      .set({ nextAt: sql`${t.notices.nextAt} - 1` })
      .where(and(isDue, sql`+${t.notices.chatId} = ${chatId}`)),
  );
  const freed = yield* run(
    q
      .update(t.notices)
      .set({ state: "live", nextAt: now, tries: 0 })
      .where(and(eq(t.notices.state, PARKED), inChat))
      .returning({ id: t.notices.id }),
  );
  return freed.length;
}

// Written out, since SQLite uses a partial index only under its condition's own words.
const LIVE = sql.raw("'live'");
const PARKED = sql.raw("'parked'");
const FOLLOW = sql.raw("'follow'");

export const dueNotices = ({ q, t }: Tx) =>
  q
    .select({
      notice: t.notices,
      launch: t.launches,
      since: t.launchHistory.at,
      wishes: t.noticeWishes,
    })
    .from(t.notices)
    .innerJoin(t.launches, eq(t.launches.id, t.notices.launchId))
    .innerJoin(
      t.launchHistory,
      and(
        eq(t.launchHistory.launchId, t.launches.id),
        eq(t.launchHistory.version, t.launches.version),
      ),
    )
    .leftJoin(t.noticeWishes, eq(t.noticeWishes.userId, t.notices.chatId))
    .where(and(eq(t.notices.state, LIVE), lte(t.notices.nextAt, sql.placeholder("now"))))
    .orderBy(asc(t.notices.nextAt))
    .limit(limitSlot("limit"));

export const nextDueNotice = ({ q, t }: Tx) =>
  q
    .select({ nextAt: t.notices.nextAt })
    .from(t.notices)
    .where(and(eq(t.notices.state, LIVE), gt(t.notices.nextAt, sql.placeholder("after"))))
    .orderBy(asc(t.notices.nextAt))
    .limit(limitTo(1));

/** The kind is looked at in the row: what is compared with an index's condition has SQLite plan anew for each value. */
const isFar = ({ t }: Tx) =>
  and(
    eq(t.notices.state, LIVE),
    sql`+${t.notices.kind} = ${sql.placeholder("kind")}`,
    gt(t.notices.nextAt, sql.placeholder("nextAt")),
  );

/** Asked before anything is written: as a rule there is none. */
const farNotice = (tx: Tx) =>
  tx.q.select({ id: tx.t.notices.id }).from(tx.t.notices).where(isFar(tx)).limit(limitTo(1));

const bringNoticesNearer = (tx: Tx) =>
  tx.q.update(tx.t.notices).set(slots("nextAt")).where(isFar(tx));

const noticeById = ({ q, t, forUpdate }: Tx) =>
  forUpdate(
    q
      .select()
      .from(t.notices)
      .where(eq(t.notices.id, sql.placeholder("id"))),
  );

const cardOfLaunch = ({ q, t, forUpdate }: Tx) =>
  forUpdate(
    q
      .select()
      .from(t.notices)
      .where(
        and(
          eq(t.notices.launchId, sql.placeholder("launchId")),
          eq(t.notices.kind, sql.raw("'card'")),
        ),
      ),
  );

const toldOfLaunch = ({ q, t }: Tx) =>
  q
    .select({ id: t.notices.id })
    .from(t.notices)
    .where(
      and(
        eq(t.notices.launchId, sql.placeholder("launchId")),
        eq(t.notices.kind, sql.raw("'told'")),
      ),
    );

const noticesOfLaunch = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.notices)
    .where(eq(t.notices.launchId, sql.placeholder("launchId")));

/** At rest: it wants nothing before the launch has ended. */
const addFollower = ({ q, t }: Tx) =>
  q
    .insert(t.notices)
    .values({
      ...slots("launchId", "chatId"),
      ...{ kind: "follow", hasPicture: 0, wantVersion: 0, haveVersion: 0 },
      ...{ tries: 0, state: "live" },
    })
    .onConflictDoNothing()
    .returning({ id: t.notices.id });

const writeNotice = ({ q, t }: Tx) =>
  q
    .update(t.notices)
    .set(
      slots(
        "chatId",
        "topicId",
        "messageId",
        "hasPicture",
        "inlineId",
        "wantVersion",
        "haveVersion",
        "nextAt",
        "tries",
        "state",
      ),
    )
    .where(eq(t.notices.id, sql.placeholder("id")));

function* changeAsCaptured(tx: Tx, was: Notice, values: Partial<NoticeRow>): Work<void> {
  const [row] = yield* run(tx.ready(noticeById, { id: was.id }));
  if (row && isAsCaptured(row, was)) yield* write(tx, row, values);
}

function isAsCaptured(row: NoticeRow, was: Notice): boolean {
  return (
    row.chatId === was.chatId &&
    row.topicId === was.topicId &&
    row.messageId === was.messageId &&
    row.wantVersion === was.wantVersion &&
    row.nextAt === was.nextAt &&
    row.state === was.state
  );
}

function* write(tx: Tx, row: NoticeRow, values: Partial<NoticeRow>): Work<void> {
  yield* run(tx.ready(writeNotice, { ...row, ...values }));
}

const standsAt = (row: NoticeRow, was: Notice): boolean =>
  row.chatId === was.chatId && row.messageId === was.messageId && row.inlineId === was.inlineId;

function readNotice(row: NoticeRow): Notice {
  return { ...row, hasPicture: row.hasPicture === 1 };
}
