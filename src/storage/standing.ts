import { inArray, sql } from "drizzle-orm";
import { OPEN } from "../domain/launch.ts";
import { addUp, spentAt, type Spending } from "../domain/spending.ts";
import { COUNTED_LAUNCHES, type PausedBy, type Standing } from "../domain/standing.ts";
import { utcDayStart } from "../kit/utc.ts";
import { readLaunch, type LaunchRow } from "./launch-row.ts";
import * as query from "./launch-queries.ts";
import { limitsOf } from "./limit-rows.ts";
import type { RowReader } from "./read-rows.ts";
import { run, type Tx, type Work } from "./unit-of-work.ts";

/** In place of a person in `pauses`; nobody has this id. */
export const EVERYBODY = 0;

/** What this person may do, at one moment: inside the transaction that confirms, or only to look. */
export function* standingOf(
  tx: Tx,
  userId: number,
  at: number,
  readRows: RowReader,
): Work<Standing> {
  const counted = { ownerId: userId, limit: COUNTED_LAUNCHES };
  const latest = yield* run(tx.ready(query.latestConfirmations, counted));
  return {
    at,
    pausedBy: yield* pauseOf(tx, userId),
    confirmed: latest.map(({ confirmedAt }) => confirmedAt),
    spending: yield* spendingOf(tx, userId, utcDayStart(at), readRows),
    limits: yield* limitsOf(tx, userId),
  };
}

export function* spendingOf(
  tx: Tx,
  ownerId: number,
  since: number,
  readRows: RowReader,
): Work<readonly Spending[]> {
  const counted = { ownerId, since: since - query.CONFIRMED_BEFORE_SENT_MS };
  const open = yield* run(tx.ready(query.openOfOwner, { ownerId }));
  const recent = yield* run(tx.ready(query.confirmedSince, counted));
  return addUpSince([...open, ...recent], since, readRows);
}

/** What open launches hold, and those spent that were sent since then. A row may come twice and counts once. */
export function addUpSince(
  rows: readonly LaunchRow[],
  since: number,
  readRows: RowReader,
): readonly Spending[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const launches = readRows([...byId.values()], ({ id }) => id, readLaunch);
  return addUp(
    launches.filter((launch) => spentAt(launch) >= since || OPEN.includes(launch.status)),
  );
}

export function* pauseOf(tx: Tx, userId: number): Work<PausedBy | null> {
  const rows = yield* run(tx.ready(pausesFor, { userId }));
  if (rows.length === 0) return null;
  return rows.every(isOwn) ? "owner" : "operator";
}

/** Whether a pause is the person's own, which they may take back. */
export const isOwn = ({ userId, by }: { readonly userId: number; readonly by: number }): boolean =>
  userId === by;

export const pausesFor = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.pauses)
    .where(inArray(t.pauses.userId, [EVERYBODY, sql.placeholder("userId")]));
