import { setImmediate as turn } from "node:timers/promises";
import { and, asc, eq, gt, inArray, like, lt, sql } from "drizzle-orm";
import type { ConversationStore } from "../bot/bot-store.ts";
import { limitSlot, run, slots, type Tx, type UnitOfWork } from "./unit-of-work.ts";
import { noteUpdate } from "./updates.ts";

export function createConversationStore(transact: UnitOfWork): ConversationStore {
  const write = inOneCommit<Kept>((many) =>
    transact(function* (tx) {
      for (const { key, box, at, updateId } of many) {
        yield* run(tx.ready(keepBox, { key, box, at }));
        yield* noteUpdate(tx, updateId, at);
      }
    }),
  );
  return {
    read: (key) =>
      transact(function* (tx) {
        const [row] = yield* run(tx.ready(boxOfKey, { key }));
        return row?.box ?? null;
      }),
    write: (key, box, at, updateId) => write({ key, box, at, updateId }),
    remove: (key, at, updateId) =>
      transact(function* (tx) {
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

interface Kept {
  readonly key: string;
  readonly box: Buffer;
  readonly at: number;
  readonly updateId: number;
}

/**
 * Each commit waits for the disk, and everybody waits with it. Updates are handled side by side and come to their end in
 * step, so what is written in one turn of the loop shares one commit. Resolves when that is durable, rejects when it failed.
 */
function inOneCommit<Row>(
  commit: (rows: readonly Row[]) => Promise<void>,
): (row: Row) => Promise<void> {
  let waiting: readonly Row[] = [];
  let shared: Promise<void> | null = null;
  return (row) => {
    waiting = [...waiting, row];
    return (shared ??= turn().then(() => {
      const rows = waiting;
      waiting = [];
      shared = null;
      return commit(rows);
    }));
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
