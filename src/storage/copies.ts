import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { Clock } from "../kit/clock.ts";
import type { CopyStore } from "../launches/copy-store.ts";
import { OPEN } from "./drafts.ts";
import { readLaunch } from "./launch-row.ts";
import { apply } from "./launches.ts";
import type { RowReader } from "./read-rows.ts";
import type { Engine } from "./sqlite.ts";
import { run, type Tx, type Work } from "./unit-of-work.ts";

export function createCopyStore(
  { transact, isCopy, moveIn }: Engine,
  clock: Clock,
  readRows: RowReader,
): CopyStore {
  return {
    isCopy,
    moveIn,
    setAside: (decide) =>
      transact(function* (tx) {
        const at = clock.now();
        let launches = 0;
        for (const { id } of readRows(yield* run(underWay(tx)), ({ id }) => id, readLaunch)) {
          const applied = yield* apply(tx, id, decide, at);
          if (applied.kind === "rejected") continue;
          launches += 1;
          yield* sendCardAnew(tx, id);
        }
        const drafts = yield* expireDrafts(tx, at);
        yield* run(tx.q.delete(tx.t.conversations));
        return { launches, drafts };
      }),
  };
}

const underWay = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.launches)
    .where(and(isNotNull(t.launches.nextAt), inArray(t.launches.status, ["queued", "sending"])));

function* sendCardAnew({ q, t }: Tx, launchId: string): Work<void> {
  yield* run(
    q
      .update(t.notices)
      .set({ messageId: null, hasPicture: 0 })
      .where(and(eq(t.notices.launchId, launchId), eq(t.notices.kind, "card"))),
  );
}

function* expireDrafts({ q, t }: Tx, at: number): Work<number> {
  const expired = q
    .update(t.drafts)
    .set({ state: "expired", updatedAt: at })
    .where(eq(t.drafts.state, OPEN))
    .returning({ one: sql`1` });
  return (yield* run(expired)).length;
}
