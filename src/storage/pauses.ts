import { and, eq, inArray, isNotNull } from "drizzle-orm";
import type { Clock } from "../kit/clock.ts";
import type { PauseStore, Whose } from "../launches/pause-store.ts";
import { apply } from "./launches.ts";
import { EVERYBODY, isOwn, pauseOf } from "./standing.ts";
import { run, type Tx, type UnitOfWork, type Work } from "./unit-of-work.ts";

export function createPauseStore(transact: UnitOfWork, clock: Clock): PauseStore {
  return {
    pause: (whose, by, halt) =>
      transact(function* (tx) {
        const at = clock.now();
        yield* keepPause(tx, rowOf(whose), by, at);
        const open = yield* openOf(tx, whose);
        let cancelled = 0;
        for (const { id, status } of open) {
          if (status !== "queued") continue;
          if ((yield* apply(tx, id, halt, at)).kind === "moved") cancelled += 1;
        }
        const underWay = open.filter(({ status }) => status !== "queued").length;
        return { cancelled, underWay };
      }),
    resume: (whose, by) =>
      transact(function* ({ q, t }) {
        const userId = rowOf(whose);
        const [row] = yield* run(q.select().from(t.pauses).where(eq(t.pauses.userId, userId)));
        if (!row || isOwn(row) !== (whose === by)) return false;
        yield* run(q.delete(t.pauses).where(eq(t.pauses.userId, userId)));
        return true;
      }),
    pausedBy: (userId) => transact((tx) => pauseOf(tx, userId)),
  };
}

const rowOf = (whose: Whose): number => (whose === "all" ? EVERYBODY : whose);

/** The first one stays, but for an operator's, which a person's own must not replace and may be replaced by. */
function* keepPause({ q, t }: Tx, userId: number, by: number, at: number): Work<void> {
  const [kept] = yield* run(q.select().from(t.pauses).where(eq(t.pauses.userId, userId)));
  if (kept && (by === userId || !isOwn(kept))) return;
  const row = { userId, by, at };
  const put = q.insert(t.pauses).values(row);
  yield* run(put.onConflictDoUpdate({ target: t.pauses.userId, set: row }));
}

/** Those that wait to be sent, and those that are under way; every one of them has a timer. */
function* openOf({ q, t }: Tx, whose: Whose) {
  const { id, status, ownerId, nextAt } = t.launches;
  return yield* run(
    q
      .select({ id, status })
      .from(t.launches)
      .where(
        and(
          isNotNull(nextAt),
          inArray(status, ["queued", "sending", "accepted"]),
          whose === "all" ? undefined : eq(ownerId, whose),
        ),
      ),
  );
}
