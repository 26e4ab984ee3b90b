import { and, asc, eq, inArray, isNotNull, lte, sql } from "drizzle-orm";
import type { Notice, NoticeStore } from "../bot/notice-store.ts";
import type { Clock } from "../kit/clock.ts";
import { readLaunch } from "./launch-row.ts";
import type { tables } from "./tables.ts";
import type { RowReader } from "./read-rows.ts";
import { run, type Tx, type UnitOfWork, type Work } from "./unit-of-work.ts";

type NoticeRow = typeof tables.notices.$inferSelect;

export function createNoticeStore(
  transact: UnitOfWork,
  clock: Clock,
  readRows: RowReader,
): NoticeStore {
  const change = (id: number, values: Partial<NoticeRow>) =>
    transact((tx) => update(tx, id, values));

  return {
    due: (now, limit) =>
      transact(function* (tx) {
        const rows = yield* run(tx.ready(dueNotices, { now, limit }));
        return readRows(
          rows,
          ({ launch }) => launch.id,
          (row) => ({ notice: readNotice(row.notice), launch: readLaunch(row.launch) }),
        );
      }),
    nextDueAt: () =>
      transact(function* (tx) {
        const [row] = yield* run(tx.ready(nextDueNotice, {}));
        return row?.nextAt ?? null;
      }),
    delivered: (id, version, messageId, hasPicture, refreshAt) =>
      transact(function* (tx) {
        const [notice] = yield* run(tx.ready(noticeById, { id }));
        if (!notice) return;
        // The version that was captured, not the one that is wanted by now: the chat shows what was captured.
        const moved = notice.wantVersion > version;
        yield* update(tx, id, {
          haveVersion: version,
          wantVersion: Math.max(notice.wantVersion, version),
          messageId,
          hasPicture: hasPicture ? 1 : 0,
          nextAt: moved ? clock.now() : refreshAt,
          tries: 0,
        });
      }),
    postpone: (id, nextAt, tries) => change(id, { nextAt, tries }),
    forgetMessage: (id, nextAt) => change(id, { messageId: null, hasPicture: 0, nextAt }),
    bringForward: (launchId, now) =>
      transact(function* ({ q, t }) {
        const card = and(eq(t.notices.launchId, launchId), eq(t.notices.kind, "card"));
        const [old] = yield* run(q.select().from(t.notices).where(card));
        yield* run(
          q
            .update(t.notices)
            .set({ messageId: null, hasPicture: 0, nextAt: now, tries: 0, state: "live" })
            .where(card),
        );
        if (!old?.messageId) return null;
        const { chatId, messageId, hasPicture } = old;
        return { chatId, messageId, hasPicture: hasPicture === 1 };
      }),
    redirect: (id, chatId, nextAt) =>
      change(id, { chatId, messageId: null, hasPicture: 0, nextAt, tries: 0 }),
    setState: (id, state) => change(id, { state }),
    migrateChat: (from, to) =>
      transact(function* ({ q, t }) {
        yield* run(q.update(t.notices).set({ chatId: to }).where(eq(t.notices.chatId, from)));
        yield* run(q.update(t.drafts).set({ cardChatId: to }).where(eq(t.drafts.cardChatId, from)));
      }),
    unpark: (ownerId, now) =>
      transact(function* ({ q, t }) {
        const ofOwner = q
          .select({ id: t.launches.id })
          .from(t.launches)
          .where(eq(t.launches.ownerId, ownerId));
        const freed = yield* run(
          q
            .update(t.notices)
            .set({ state: "live", nextAt: now, tries: 0 })
            .where(and(eq(t.notices.state, PARKED), inArray(t.notices.launchId, ofOwner)))
            .returning({ id: t.notices.id }),
        );
        return freed.length;
      }),
  };
}

// Written out, since SQLite uses a partial index only under its condition's own words.
const LIVE = sql.raw("'live'");
const PARKED = sql.raw("'parked'");

export const dueNotices = ({ q, t }: Tx) =>
  q
    .select({ notice: t.notices, launch: t.launches })
    .from(t.notices)
    .innerJoin(t.launches, eq(t.launches.id, t.notices.launchId))
    .where(and(eq(t.notices.state, LIVE), lte(t.notices.nextAt, sql.placeholder("now"))))
    .orderBy(asc(t.notices.nextAt))
    .limit(sql.placeholder("limit"));

export const nextDueNotice = ({ q, t }: Tx) =>
  q
    .select({ nextAt: t.notices.nextAt })
    .from(t.notices)
    .where(and(eq(t.notices.state, LIVE), isNotNull(t.notices.nextAt)))
    .orderBy(asc(t.notices.nextAt))
    .limit(1);

const noticeById = ({ q, t, forUpdate }: Tx) =>
  forUpdate(
    q
      .select()
      .from(t.notices)
      .where(eq(t.notices.id, sql.placeholder("id"))),
  );

function* update({ q, t }: Tx, id: number, values: Partial<NoticeRow>): Work<void> {
  yield* run(q.update(t.notices).set(values).where(eq(t.notices.id, id)));
}

function readNotice(row: NoticeRow): Notice {
  return { ...row, hasPicture: row.hasPicture === 1 };
}
