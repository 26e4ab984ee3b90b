import type {
  CredentialStore,
  CredentialUse,
  SealedCredential,
  SealedDataKey,
  SlotAddress,
} from "../../src/vault/credential-store.ts";

/** A {@link CredentialStore} in memory whose rows a test may look at, alter and swap. */
export interface MemoryCredentialStore extends CredentialStore {
  readonly rows: Map<string, SealedCredential>;
  readonly dataKeys: Map<number, SealedDataKey>;
  readonly canaries: Map<string, Buffer>;
  readonly recordedUses: CredentialUse[];
  /** The next call of this method fails, once. */
  failNext(method: "recordUse" | "dataKey"): void;
}

export const slotKey = (slot: SlotAddress): string =>
  `${slot.ownerId}/${slot.provider}/${slot.kind}`;

export function createMemoryCredentialStore(): MemoryCredentialStore {
  const rows = new Map<string, SealedCredential>();
  const dataKeys = new Map<number, SealedDataKey>();
  const canaries = new Map<string, Buffer>();
  const recordedUses: CredentialUse[] = [];
  const failing = new Set<string>();

  const failIfTold = (method: string) => {
    if (failing.delete(method)) throw new Error(`${method} failed, as the test asked`);
  };
  const change = (slot: SlotAddress, fields: Partial<SealedCredential>) => {
    const row = rows.get(slotKey(slot));
    if (row) rows.set(slotKey(slot), { ...row, ...fields });
  };

  return {
    rows,
    dataKeys,
    canaries,
    recordedUses,
    failNext: (method) => void failing.add(method),

    async dataKey(ownerId) {
      failIfTold("dataKey");
      return dataKeys.get(ownerId) ?? null;
    },
    async addDataKey(key) {
      const kept = dataKeys.get(key.ownerId) ?? key;
      dataKeys.set(key.ownerId, kept);
      return kept;
    },
    async put(credential) {
      const before = rows.get(slotKey(credential));
      if (credential.version !== (before?.version ?? 0) + 1) return false;
      rows.set(slotKey(credential), { ...credential, box: Buffer.from(credential.box) });
      return true;
    },
    async get(slot) {
      return rows.get(slotKey(slot)) ?? null;
    },
    async list(ownerId) {
      return [...rows.values()].filter((row) => row.ownerId === ownerId);
    },
    async remove(slot) {
      return rows.delete(slotKey(slot));
    },
    async recordUse(use) {
      failIfTold("recordUse");
      recordedUses.push(use);
      change(use, { lastUsedAt: use.at });
    },
    async uses(ownerId, limit) {
      const own = recordedUses.filter((use) => use.ownerId === ownerId);
      return own.reverse().slice(0, limit);
    },
    async markRefused(slot, at) {
      change(slot, { refusedAt: at });
    },
    async canary(keyId) {
      return canaries.get(keyId) ?? null;
    },
    async addCanary(keyId, box) {
      if (!canaries.has(keyId)) canaries.set(keyId, box);
    },
    async keyIdsInUse() {
      return [...new Set([...dataKeys.values()].map((key) => key.keyId))];
    },
  };
}
