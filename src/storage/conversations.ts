import { and, asc, eq, gt, inArray, like, lt, sql } from "drizzle-orm";
import type { ConversationStore } from "../bot/bot-store.ts";
import type { Together } from "./shared-commits.ts";
import { limitSlot, run, slots, type Tx, type UnitOfWork } from "./unit-of-work.ts";
import { noteUpdate } from "./updates.ts";

export function createConversationStore(
  transact: UnitOfWork,
  together: Together,
): ConversationStore {
  return {
    read: (key) =>
      transact(function* (tx) {
        const [row] = yield* run(tx.ready(boxOfKey, { key }));
        return row?.box ?? null;
      }),
    write: (key, box, at, updateId) =>
      together(function* (tx) {
        yield* run(tx.ready(keepBox, { key, box, at }));
        yield* noteUpdate(tx, updateId, at);
      }),
    remove: (key, at, updateId) =>
      together(function* (tx) {
        yield* run(tx.ready(dropBox, { key }));
        yield* noteUpdate(tx, updateId, at);
      }),
    page: (after, limit) =>
      transact(function* ({ q, t }) {
        const { key, box } = t.conversations;
        const later = q.select({ key, box }).from(t.conversations).where(gt(key, after));
        return yield* run(later.orderBy(asc(key)).limit(limit));
      }),
    ofPerson: (personId) =>
      transact(function* ({ q, t }) {
        const { key, box } = t.conversations;
        const all = q.select({ key, box }).from(t.conversations);
        return yield* run(all.where(like(key, `%:${personId}`)).orderBy(asc(key)));
      }),
    leaveChat: (chatId) =>
      transact(function* ({ q, t }) {
        const { key } = t.conversations;
        const ofChat = q
          .delete(t.conversations)
          .where(and(gt(key, `${chatId}:`), lt(key, `${chatId};`)));
        return (yield* run(ofChat.returning({ key }))).length;
      }),
    forget: (before, limit) =>
      transact(function* (tx) {
        return (yield* run(tx.ready(dropBoxes, { before, limit }))).length;
      }),
  };
}

const boxOfKey = ({ q, t }: Tx) =>
  q
    .select({ box: t.conversations.box })
    .from(t.conversations)
    .where(eq(t.conversations.key, sql.placeholder("key")));

const dropBox = ({ q, t }: Tx) =>
  q.delete(t.conversations).where(eq(t.conversations.key, sql.placeholder("key")));

export const dropBoxes = ({ q, t }: Tx) => {
  const { key, at } = t.conversations;
  const old = q
    .select({ key })
    .from(t.conversations)
    .where(lt(at, sql.placeholder("before")));
  return q
    .delete(t.conversations)
    .where(inArray(key, old.orderBy(asc(at)).limit(limitSlot("limit"))))
    .returning({ key });
};

const keepBox = ({ q, t }: Tx) =>
  q
    .insert(t.conversations)
    .values(slots("key", "box", "at"))
    .onConflictDoUpdate({ target: t.conversations.key, set: slots("box", "at") });
