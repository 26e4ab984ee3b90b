import { asc, eq, gt, lt, sql } from "drizzle-orm";
import type { ConversationStore } from "../bot/bot-store.ts";
import { run, slots, type Tx, type UnitOfWork } from "./unit-of-work.ts";
import { noteUpdate } from "./updates.ts";

export function createConversationStore(transact: UnitOfWork): ConversationStore {
  return {
    read: (key) =>
      transact(function* (tx) {
        const [row] = yield* run(tx.ready(boxOfKey, { key }));
        return row?.box ?? null;
      }),
    write: (key, box, at, updateId) =>
      transact(function* (tx) {
        yield* run(tx.ready(keepBox, { key, box, at }));
        yield* noteUpdate(tx, updateId, at);
      }),
    remove: (key, at, updateId) =>
      transact(function* (tx) {
        const { q, t } = tx;
        yield* run(q.delete(t.conversations).where(eq(t.conversations.key, key)));
        yield* noteUpdate(tx, updateId, at);
      }),
    page: (after, limit) =>
      transact(function* ({ q, t }) {
        const { key, box } = t.conversations;
        const later = q.select({ key, box }).from(t.conversations).where(gt(key, after));
        return yield* run(later.orderBy(asc(key)).limit(limit));
      }),
    forget: (before) =>
      transact(function* ({ q, t }) {
        const { at, key } = t.conversations;
        return (yield* run(q.delete(t.conversations).where(lt(at, before)).returning({ key })))
          .length;
      }),
  };
}

const boxOfKey = ({ q, t }: Tx) =>
  q
    .select({ box: t.conversations.box })
    .from(t.conversations)
    .where(eq(t.conversations.key, sql.placeholder("key")));

const keepBox = ({ q, t }: Tx) =>
  q
    .insert(t.conversations)
    .values(slots("key", "box", "at"))
    .onConflictDoUpdate({ target: t.conversations.key, set: slots("box", "at") });
