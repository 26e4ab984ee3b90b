import { and, asc, desc, eq, gt, sql } from "drizzle-orm";
import type {
  CredentialStore,
  CredentialUse,
  RecordedUse,
  SealedCredential,
  SlotAddress,
} from "../vault/credential-store.ts";
import { createDataKeyStore } from "./data-keys.ts";
import { useLink } from "./intake-links.ts";
import { slotWords } from "./slot-words.ts";
import type { tables } from "./tables.ts";
import { limitSlot, run, slots, type Tx, type UnitOfWork, type Work } from "./unit-of-work.ts";

type CredentialRow = typeof tables.credentials.$inferSelect;
type UseRow = typeof tables.credentialUses.$inferSelect;

export function createCredentialStore(transact: UnitOfWork): CredentialStore {
  return {
    ...createDataKeyStore(transact),
    put: (credential, link) => transact((tx) => put(tx, credential, link)),
    get: (slot) => transact((tx) => find(tx, slot)),
    list: (ownerId) =>
      transact(function* (tx) {
        return (yield* run(tx.ready(credentialsOfOwner, { ownerId }))).map(readCredential);
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
        return (yield* noteUse(tx, use)) !== null;
      }),
    uses: (ownerId, limit, before = LATEST) =>
      transact(function* (tx) {
        const { at, id } = before;
        return (yield* run(tx.ready(usesOfOwner, { ownerId, limit, at, id }))).map(readUse);
      }),
    markRefused: (slot, at) =>
      transact(function* (tx) {
        const { q, t } = tx;
        yield* run(q.update(t.credentials).set({ refusedAt: at }).where(inSlot(tx, slot)));
      }),
    owners: (after, limit) =>
      transact(function* ({ q, t }) {
        const withKey = q.select({ id: t.dataKeys.ownerId }).from(t.dataKeys);
        const withSecret = q.select({ id: t.credentials.ownerId }).from(t.credentials);
        const both = withKey
          .where(gt(t.dataKeys.ownerId, after))
          .union(withSecret.where(gt(t.credentials.ownerId, after)));
        const rows = yield* run(both.orderBy(sql`1`).limit(limit));
        return rows.map(({ id }) => id);
      }),
  };
}

/**
 * Writes down a use of what the slot holds, or of the version that is named.
 * @returns That version; null, writing nothing, when the slot is empty.
 */
export function* noteUse(
  tx: Tx,
  use: Omit<CredentialUse, "version"> & Partial<Pick<CredentialUse, "version">>,
): Work<number | null> {
  const { ownerId, provider, kind, launchId, at } = use;
  const [held] = yield* run(tx.ready(touchCredential, { ownerId, provider, kind, lastUsedAt: at }));
  if (!held) return null;
  const { version = held.version } = use;
  yield* run(tx.ready(addUse, { ownerId, provider, kind, version, launchId, at }));
  return version;
}

export const touchCredential = (tx: Tx) =>
  tx.q
    .update(tx.t.credentials)
    .set(slots("lastUsedAt"))
    .where(thatSlot(tx))
    .returning({ version: tx.t.credentials.version });

export const addUse = ({ q, t }: Tx) =>
  q
    .insert(t.credentialUses)
    .values(slots("ownerId", "provider", "kind", "version", "launchId", "at"));

/** Compare and set on the version, so that of two secrets put in at once one is refused. */
function* put(tx: Tx, credential: SealedCredential, link?: string): Work<boolean> {
  const { q, t } = tx;
  const held = yield* find(tx, credential);
  if (credential.version !== (held?.version ?? 0) + 1) return false;
  if (link !== undefined) yield* useLink(tx, link, credential);
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

const credentialsOfOwner = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.credentials)
    .where(eq(t.credentials.ownerId, sql.placeholder("ownerId")))
    .orderBy(asc(t.credentials.provider), asc(t.credentials.kind));

export const credentialInSlot = (tx: Tx) =>
  tx.forUpdate(tx.q.select().from(tx.t.credentials).where(thatSlot(tx)));

const thatSlot = ({ t }: Tx) =>
  and(
    eq(t.credentials.ownerId, sql.placeholder("ownerId")),
    eq(t.credentials.provider, sql.placeholder("provider")),
    eq(t.credentials.kind, sql.placeholder("kind")),
  );

/** Before this are all. */
const LATEST = { at: Number.MAX_SAFE_INTEGER, id: 0 } as const;

export const usesOfOwner = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.credentialUses)
    .where(
      and(
        eq(t.credentialUses.ownerId, sql.placeholder("ownerId")),
        sql`(${t.credentialUses.at}, ${t.credentialUses.id}) < (${sql.placeholder("at")}, ${sql.placeholder("id")})`,
      ),
    )
    .orderBy(desc(t.credentialUses.at), desc(t.credentialUses.id))
    .limit(limitSlot("limit"));

function readCredential(row: CredentialRow): SealedCredential {
  return { ...row, ...slotWords.parse(row) };
}

function readUse(row: UseRow): RecordedUse {
  const { id, ownerId, version, launchId, at } = row;
  return { id, ownerId, ...slotWords.parse(row), version, launchId, at };
}
