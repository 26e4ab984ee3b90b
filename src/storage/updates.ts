import { eq, lt, sql } from "drizzle-orm";
import { run, slots, type Tx, type Work } from "./unit-of-work.ts";

/** Remembers that an update was handled; again is the same as once. */
export function* noteUpdate(tx: Tx, updateId: number, at: number): Work<void> {
  yield* run(tx.ready(addUpdate, { updateId, at }));
}

export function* isNoted(tx: Tx, updateId: number): Work<boolean> {
  return (yield* run(tx.ready(updateById, { updateId }))).length > 0;
}

export function* forgetUpdates({ q, t }: Tx, before: number): Work<void> {
  yield* run(q.delete(t.handledUpdates).where(lt(t.handledUpdates.at, before)));
}

const addUpdate = ({ q, t }: Tx) =>
  q.insert(t.handledUpdates).values(slots("updateId", "at")).onConflictDoNothing();

const updateById = ({ q, t }: Tx) =>
  q
    .select({ at: t.handledUpdates.at })
    .from(t.handledUpdates)
    .where(eq(t.handledUpdates.updateId, sql.placeholder("updateId")));
