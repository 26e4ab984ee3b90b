import { and, eq, sql } from "drizzle-orm";
import { unitOf, type Limit } from "../domain/limits.ts";
import type { tables } from "./tables.ts";
import { namesOf, run, slots, type Tx, type Work } from "./unit-of-work.ts";

type LimitRow = typeof tables.limits.$inferSelect;

/** Limits that this person ever set, as they were set: a raise may have come due since. */
export function* limitsOf(tx: Tx, userId: number): Work<readonly Limit[]> {
  const rows = yield* run(tx.ready(limitsOfUser, { userId }));
  return rows.flatMap((row) => readLimit(row) ?? []);
}

/** Null for a unit that nothing is paid in any more. */
export function readLimit(row: LimitRow): Limit | null {
  const unit = unitOf(row.unit);
  if (unit === null) return null;
  const { nextPerLaunch, nextPerDay, raisesAt } = row;
  const raise =
    nextPerLaunch === null || nextPerDay === null || raisesAt === null
      ? null
      : { perLaunch: BigInt(nextPerLaunch), perDay: BigInt(nextPerDay), at: raisesAt };
  return { unit, perLaunch: BigInt(row.perLaunch), perDay: BigInt(row.perDay), raise };
}

export function limitRow(userId: number, { unit, perLaunch, perDay, raise }: Limit): LimitRow {
  return {
    userId,
    unit: unit.symbol,
    perLaunch: perLaunch.toString(),
    perDay: perDay.toString(),
    nextPerLaunch: raise?.perLaunch.toString() ?? null,
    nextPerDay: raise?.perDay.toString() ?? null,
    raisesAt: raise?.at ?? null,
  };
}

export const limitsOfUser = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.limits)
    .where(eq(t.limits.userId, sql.placeholder("userId")));

export const limitInUnit = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.limits)
    .where(
      and(
        eq(t.limits.userId, sql.placeholder("userId")),
        eq(t.limits.unit, sql.placeholder("unit")),
      ),
    );

export const putLimit = ({ q, t }: Tx) => {
  const { userId, unit, ...bounds } = slots(...namesOf(t.limits));
  return q
    .insert(t.limits)
    .values({ userId, unit, ...bounds })
    .onConflictDoUpdate({ target: [t.limits.userId, t.limits.unit], set: bounds });
};
