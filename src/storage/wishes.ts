import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import type { WishStore } from "../bot/wish-store.ts";
import type { NoticeWishes } from "../domain/notice-wishes.ts";
import type { Clock } from "../kit/clock.ts";
import { run, type Tx, type UnitOfWork, type Work } from "./unit-of-work.ts";
import { remindNext, wishesOf, wishRow } from "./wish-rows.ts";

export function createWishStore(transact: UnitOfWork, clock: Clock): WishStore {
  return {
    wishes: (userId) => transact((tx) => wishesOf(tx, userId)),
    change: (userId, decide) =>
      transact(function* (tx) {
        const changed = decide(yield* wishesOf(tx, userId));
        const row = wishRow(userId, changed);
        const { noticeWishes } = tx.t;
        const rows = tx.q.insert(noticeWishes).values(row);
        yield* run(rows.onConflictDoUpdate({ target: noticeWishes.userId, set: row }));
        yield* heed(tx, userId, changed, clock.now());
        return changed;
      }),
  };
}

/** What is not sent yet goes by the new wishes. */
function* heed(tx: Tx, userId: number, { told, follow }: NoticeWishes, now: number): Work<void> {
  const { q, t } = tx;
  const { kind, chatId, messageId, nextAt } = t.notices;
  const unsent = and(eq(chatId, userId), isNull(messageId));
  const dropped = [...(told ? [] : [eq(kind, "told")]), ...(follow ? [] : [eq(kind, "follow")])];
  if (dropped.length > 0) yield* run(q.delete(t.notices).where(and(unsent, or(...dropped))));
  const waits = and(unsent, sql`${kind} in ('told', 'follow')`, gt(nextAt, now));
  yield* run(q.update(t.notices).set({ nextAt: now }).where(waits));
  yield* remindNext(tx, userId, now);
}
