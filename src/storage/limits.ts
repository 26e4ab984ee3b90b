import { and, eq } from "drizzle-orm";
import { defaultLimit } from "../domain/limits.ts";
import type { Clock } from "../kit/clock.ts";
import type { LimitStore } from "../launches/limit-store.ts";
import { limitRow, putLimit, readLimit } from "./limit-rows.ts";
import type { RowReader } from "./read-rows.ts";
import { standingOf } from "./standing.ts";
import { run, type UnitOfWork } from "./unit-of-work.ts";

export function createLimitStore(
  transact: UnitOfWork,
  clock: Clock,
  readRows: RowReader,
): LimitStore {
  return {
    standing: (userId) => transact((tx) => standingOf(tx, userId, clock.now(), readRows)),
    change: (userId, unit, decide) =>
      transact(function* (tx) {
        const { q, t } = tx;
        const theirs = and(eq(t.limits.userId, userId), eq(t.limits.unit, unit.symbol));
        const [row] = yield* run(q.select().from(t.limits).where(theirs));
        const changed = decide((row && readLimit(row)) ?? defaultLimit(unit));
        yield* run(tx.ready(putLimit, { ...limitRow(userId, changed) }));
        return changed;
      }),
  };
}
