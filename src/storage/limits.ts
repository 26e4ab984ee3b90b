import { defaultLimit } from "../domain/limits.ts";
import type { Clock } from "../kit/clock.ts";
import type { LimitStore } from "../launches/limit-store.ts";
import { limitInUnit, limitRow, putLimit, readLimit } from "./limit-rows.ts";
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
        const [row] = yield* run(tx.ready(limitInUnit, { userId, unit: unit.symbol }));
        const changed = decide((row && readLimit(row)) ?? defaultLimit(unit));
        yield* run(tx.ready(putLimit, { ...limitRow(userId, changed) }));
        return changed;
      }),
  };
}
