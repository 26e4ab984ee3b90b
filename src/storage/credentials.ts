import { and, asc, desc, eq, sql } from "drizzle-orm";
import type {
  CredentialStore,
  CredentialUse,
  SealedCredential,
  SlotAddress,
} from "../vault/credential-store.ts";
import { slotWords } from "./slot-words.ts";
import type { tables } from "./tables.ts";
import { run, type Tx, type UnitOfWork, type Work } from "./unit-of-work.ts";

type CredentialRow = typeof tables.credentials.$inferSelect;
type UseRow = typeof tables.credentialUses.$inferSelect;

export function createCredentialStore(transact: UnitOfWork): CredentialStore {
  return {
    dataKey: (ownerId) =>
      transact(function* (tx) {
        const [key] = yield* run(tx.ready(keyOfOwner, { ownerId }));
        return key ?? null;
      }),
    addDataKey: (key) =>
      transact(function* (tx) {
        yield* run(tx.q.insert(tx.t.dataKeys).values(key).onConflictDoNothing());
        const [kept] = yield* run(tx.ready(keyOfOwner, { ownerId: key.ownerId }));
        return kept ?? key;
      }),
    put: (credential) => transact((tx) => put(tx, credential)),
    get: (slot) => transact((tx) => find(tx, slot)),
    list: (ownerId) =>
      transact(function* ({ q, t }) {
        const rows = q.select().from(t.credentials).where(eq(t.credentials.ownerId, ownerId));
        const sorted = rows.orderBy(asc(t.credentials.provider), asc(t.credentials.kind));
        return (yield* run(sorted)).map(readCredential);
      }),
    remove: (slot) =>
      transact(function* (tx) {
        const { q, t } = tx;
        const removed = q
          .delete(t.credentials)
          .where(inSlot(tx, slot))
          .returning({ one: sql`1` });
        return (yield* run(removed)).length > 0;
      }),
    recordUse: (use) =>
      transact(function* (tx) {
        const { q, t } = tx;
        yield* run(q.insert(t.credentialUses).values(use));
        yield* run(q.update(t.credentials).set({ lastUsedAt: use.at }).where(inSlot(tx, use)));
      }),
    uses: (ownerId, limit) =>
      transact(function* (tx) {
        return (yield* run(tx.ready(usesOfOwner, { ownerId, limit }))).map(readUse);
      }),
    markRefused: (slot, at) =>
      transact(function* (tx) {
        const { q, t } = tx;
        yield* run(q.update(t.credentials).set({ refusedAt: at }).where(inSlot(tx, slot)));
      }),
    canary: (keyId) =>
      transact(function* ({ q, t }) {
        const rows = q.select().from(t.vaultCanaries).where(eq(t.vaultCanaries.keyId, keyId));
        const [canary] = yield* run(rows);
        return canary?.box ?? null;
      }),
    addCanary: (keyId, box) =>
      transact(function* ({ q, t }) {
        yield* run(q.insert(t.vaultCanaries).values({ keyId, box }).onConflictDoNothing());
      }),
    keyIdsInUse: () =>
      transact(function* ({ q, t }) {
        const rows = yield* run(q.selectDistinct({ keyId: t.dataKeys.keyId }).from(t.dataKeys));
        return rows.map(({ keyId }) => keyId);
      }),
  };
}

/** Compare and set on the version, so that of two secrets put in at once one is refused. */
function* put(tx: Tx, credential: SealedCredential): Work<boolean> {
  const { q, t } = tx;
  const held = yield* find(tx, credential);
  if (credential.version !== (held?.version ?? 0) + 1) return false;
  const { ownerId, provider, kind } = t.credentials;
  yield* run(
    q
      .insert(t.credentials)
      .values(credential)
      .onConflictDoUpdate({ target: [ownerId, provider, kind], set: credential }),
  );
  return true;
}

function* find(tx: Tx, { ownerId, provider, kind }: SlotAddress): Work<SealedCredential | null> {
  const [row] = yield* run(tx.ready(credentialInSlot, { ownerId, provider, kind }));
  return row ? readCredential(row) : null;
}

function inSlot({ t }: Tx, slot: SlotAddress) {
  return and(
    eq(t.credentials.ownerId, slot.ownerId),
    eq(t.credentials.provider, slot.provider),
    eq(t.credentials.kind, slot.kind),
  );
}

const credentialInSlot = ({ q, t, forUpdate }: Tx) =>
  forUpdate(
    q
      .select()
      .from(t.credentials)
      .where(
        and(
          eq(t.credentials.ownerId, sql.placeholder("ownerId")),
          eq(t.credentials.provider, sql.placeholder("provider")),
          eq(t.credentials.kind, sql.placeholder("kind")),
        ),
      ),
  );

const keyOfOwner = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.dataKeys)
    .where(eq(t.dataKeys.ownerId, sql.placeholder("ownerId")));

export const usesOfOwner = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.credentialUses)
    .where(eq(t.credentialUses.ownerId, sql.placeholder("ownerId")))
    .orderBy(desc(t.credentialUses.at), desc(t.credentialUses.id))
    .limit(sql.placeholder("limit"));

function readCredential(row: CredentialRow): SealedCredential {
  return { ...row, ...slotWords.parse(row) };
}

function readUse(row: UseRow): CredentialUse {
  const { ownerId, version, launchId, at } = row;
  return { ownerId, ...slotWords.parse(row), version, launchId, at };
}
