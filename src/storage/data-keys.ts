import { and, asc, count, eq, gt, notExists, notInArray, sql } from "drizzle-orm";
import { VaultError } from "../domain/errors.ts";
import type { DataKeyStore, SealedDataKey } from "../vault/data-key-store.ts";
import { run, type Tx, type UnitOfWork, type Work } from "./unit-of-work.ts";

/** Stands in a canary's place: nothing is sealed under this vault key any more. No sealed box is empty. */
const RETIRED = Buffer.alloc(0);

export function createDataKeyStore(transact: UnitOfWork): DataKeyStore {
  return {
    dataKey: (ownerId) => transact((tx) => find(tx, ownerId)),
    addDataKey: (key) =>
      transact(function* (tx) {
        yield* refuseUnknown(tx, key.keyId);
        yield* run(tx.q.insert(tx.t.dataKeys).values(key).onConflictDoNothing());
        return (yield* find(tx, key.ownerId)) ?? key;
      }),
    dataKeys: (after, limit) =>
      transact(function* ({ q, t }) {
        const above = q.select().from(t.dataKeys).where(gt(t.dataKeys.ownerId, after));
        return yield* run(above.orderBy(asc(t.dataKeys.ownerId)).limit(limit));
      }),
    reseal: (keys) =>
      transact(function* (tx) {
        for (const keyId of new Set(keys.map(({ now }) => now.keyId))) {
          yield* refuseUnknown(tx, keyId);
        }
        let resealed = 0;
        for (const { was, now } of keys) if (yield* replace(tx, was, now)) resealed += 1;
        return resealed;
      }),
    keyIdsInUse: () =>
      transact(function* ({ q, t }) {
        const rows = yield* run(q.selectDistinct({ keyId: t.dataKeys.keyId }).from(t.dataKeys));
        return rows.map(({ keyId }) => keyId);
      }),
    canary: (keyId) => transact((tx) => canaryOf(tx, keyId)),
    addCanary: (keyId, box) =>
      transact(function* ({ q, t }) {
        yield* run(q.insert(t.vaultCanaries).values({ keyId, box }).onConflictDoNothing());
      }),
    dropCanaries: (except) =>
      transact(function* ({ q, t }) {
        const { keyId, box } = t.vaultCanaries;
        const under = q.select().from(t.dataKeys).where(eq(t.dataKeys.keyId, keyId));
        const others = and(notInArray(keyId, [...except]), sql`length(${box}) > 0`);
        yield* run(q.delete(t.vaultCanaries).where(and(others, notExists(under))));
      }),
    retire: (keyId) =>
      transact(function* ({ q, t }) {
        const keys = q.select({ under: count() }).from(t.dataKeys);
        const [row] = yield* run(keys.where(eq(t.dataKeys.keyId, keyId)));
        if (row && row.under > 0) return row.under;
        yield* run(
          q
            .insert(t.vaultCanaries)
            .values({ keyId, box: RETIRED })
            .onConflictDoUpdate({ target: t.vaultCanaries.keyId, set: { box: RETIRED } }),
        );
        return 0;
      }),
  };
}

function* find(tx: Tx, ownerId: number): Work<SealedDataKey | null> {
  const [key] = yield* run(tx.ready(keyOfOwner, { ownerId }));
  return key ?? null;
}

function* canaryOf({ q, t }: Tx, keyId: string): Work<Buffer | "retired" | null> {
  const rows = q.select().from(t.vaultCanaries).where(eq(t.vaultCanaries.keyId, keyId));
  const [canary] = yield* run(rows);
  if (!canary) return null;
  return canary.box.length === 0 ? "retired" : canary.box;
}

function* refuseUnknown(tx: Tx, keyId: string): Work<void> {
  const canary = yield* canaryOf(tx, keyId);
  if (canary === null) throw new VaultError(`the database does not know the vault key ${keyId}`);
  if (canary === "retired") throw new VaultError(`the vault key ${keyId} was retired`);
}

function* replace({ q, t }: Tx, was: SealedDataKey, now: SealedDataKey): Work<boolean> {
  const { ownerId, box } = t.dataKeys;
  const replaced = q
    .update(t.dataKeys)
    .set({ keyId: now.keyId, box: now.box })
    .where(and(eq(ownerId, was.ownerId), eq(box, was.box)))
    .returning({ ownerId });
  return (yield* run(replaced)).length > 0;
}

export const keyOfOwner = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.dataKeys)
    .where(eq(t.dataKeys.ownerId, sql.placeholder("ownerId")));
