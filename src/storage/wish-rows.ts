import { and, eq, inArray, sql } from "drizzle-orm";
import { FIRST_WISHES, nextDigest, type NoticeWishes } from "../domain/notice-wishes.ts";
import type { tables } from "./tables.ts";
import { run, type Tx, type Work } from "./unit-of-work.ts";

type WishRow = typeof tables.noticeWishes.$inferSelect;

export function* wishesOf(tx: Tx, userId: number): Work<NoticeWishes> {
  const [row] = yield* run(tx.ready(wishesOfUser, { userId }));
  return readWishes(row ?? null);
}

/** @param row Null for somebody who never said anything, and for a chat that is nobody's. */
export function readWishes(row: WishRow | null): NoticeWishes {
  if (row === null) return FIRST_WISHES;
  const { digestHour, quietFrom: from, quietUntil: until, clockAhead } = row;
  return {
    told: row.told === 1,
    follow: row.follow === 1,
    digest: row.digest === 1,
    digestHour,
    quiet: from === null || until === null ? null : { from, until },
    clockAhead,
  };
}

export function wishRow(userId: number, wishes: NoticeWishes): WishRow {
  const { told, follow, digest, quiet, ...clock } = wishes;
  return {
    userId,
    ...clock,
    told: told ? 1 : 0,
    follow: follow ? 1 : 0,
    digest: digest ? 1 : 0,
    quietFrom: quiet?.from ?? null,
    quietUntil: quiet?.until ?? null,
  };
}

/** All reminders of a person are due at the same time, when the next digest is; at rest when they want none. */
export function* remindNext(tx: Tx, userId: number, now: number): Work<void> {
  const unclear = yield* run(tx.ready(unclearLaunches, { ownerId: userId }));
  const [oldest] = unclear;
  if (!oldest) return;
  const nextAt = nextDigest(yield* wishesOf(tx, userId), oldest.since, now);
  const { q, t } = tx;
  const ids = unclear.map(({ launch }) => launch.id);
  const theirs = and(inArray(t.notices.launchId, ids), eq(t.notices.kind, "reminder"));
  yield* run(q.update(t.notices).set({ nextAt, tries: 0 }).where(theirs));
}

/** What of this person's is unclear and since when, the longest first. */
export const unclearLaunches = ({ q, t }: Tx) =>
  q
    .select({ launch: t.launches, since: t.launchHistory.at })
    .from(t.launches)
    .innerJoin(
      t.launchHistory,
      and(
        eq(t.launchHistory.launchId, t.launches.id),
        eq(t.launchHistory.version, t.launches.version),
      ),
    )
    .where(
      and(
        eq(t.launches.ownerId, sql.placeholder("ownerId")),
        eq(t.launches.status, sql.raw("'unclear'")),
      ),
    )
    .orderBy(t.launchHistory.at, t.launches.id);

const wishesOfUser = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.noticeWishes)
    .where(eq(t.noticeWishes.userId, sql.placeholder("userId")));
