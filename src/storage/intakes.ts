import { eq, sql } from "drizzle-orm";
import type { PendingIntake } from "../bot/bot-store.ts";
import { slotWords } from "./slot-words.ts";
import { run, slots, type Tx, type Work } from "./unit-of-work.ts";

/** One secret is expected of a person at a time: the last one asked for. */
export function* keepIntake(tx: Tx, intake: PendingIntake): Work<void> {
  yield* run(tx.ready(putIntake, { ...intake }));
}

export function* intakeOf(tx: Tx, userId: number): Work<PendingIntake | null> {
  const [row] = yield* run(tx.ready(intakeByUser, { userId }));
  return row ? { ...row, ...slotWords.parse(row) } : null;
}

export function* dropIntake({ q, t }: Tx, userId: number): Work<void> {
  yield* run(q.delete(t.pendingIntakes).where(eq(t.pendingIntakes.userId, userId)));
}

const putIntake = ({ q, t }: Tx) => {
  const asked = slots("provider", "kind", "expiresAt", "promptMessageId");
  return q
    .insert(t.pendingIntakes)
    .values({ ...slots("userId"), ...asked })
    .onConflictDoUpdate({ target: t.pendingIntakes.userId, set: asked });
};

const intakeByUser = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.pendingIntakes)
    .where(eq(t.pendingIntakes.userId, sql.placeholder("userId")));
