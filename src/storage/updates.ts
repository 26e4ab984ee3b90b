import { asc, eq, inArray, lt, sql } from "drizzle-orm";
import { limitSlot, run, slots, type Tx, type Work } from "./unit-of-work.ts";

/** Remembers that an update was handled; again is the same as once. */
export function* noteUpdate(tx: Tx, updateId: number, at: number): Work<void> {
  yield* run(tx.ready(addUpdate, { updateId, at }));
}

export function* isNoted(tx: Tx, updateId: number): Work<boolean> {
  return (yield* run(tx.ready(updateById, { updateId }))).length > 0;
}

export function* forgetUpdates(tx: Tx, before: number, limit: number): Work<number> {
  return (yield* run(tx.ready(dropUpdates, { before, limit }))).length;
}

export const dropUpdates = ({ q, t }: Tx) => {
  const { updateId, at } = t.handledUpdates;
  const old = q
    .select({ updateId })
    .from(t.handledUpdates)
    .where(lt(at, sql.placeholder("before")));
  return q
    .delete(t.handledUpdates)
    .where(inArray(updateId, old.orderBy(asc(at)).limit(limitSlot("limit"))))
    .returning({ updateId });
};

export const addUpdate = ({ q, t }: Tx) =>
  q.insert(t.handledUpdates).values(slots("updateId", "at")).onConflictDoNothing();

export const updateById = ({ q, t }: Tx) =>
  q
    .select({ at: t.handledUpdates.at })
    .from(t.handledUpdates)
    .where(eq(t.handledUpdates.updateId, sql.placeholder("updateId")));
