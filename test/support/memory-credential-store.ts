import { VaultError } from "../../src/domain/errors.ts";
import type { SealedDataKey } from "../../src/vault/data-key-store.ts";
import type {
  CredentialStore,
  RecordedUse,
  SealedCredential,
  SlotAddress,
} from "../../src/vault/credential-store.ts";

/** A {@link CredentialStore} in memory whose rows a test may look at, alter and swap. */
export interface MemoryCredentialStore extends CredentialStore {
  readonly rows: Map<string, SealedCredential>;
  readonly keys: Map<number, SealedDataKey>;
  readonly canaries: Map<string, Buffer | "retired">;
  readonly recordedUses: RecordedUse[];
  /** The next call of this method fails, once. */
  failNext(method: "recordUse" | "dataKey"): void;
}

export const slotKey = (slot: SlotAddress): string =>
  `${slot.ownerId}/${slot.provider}/${slot.kind}`;

export function createMemoryCredentialStore(): MemoryCredentialStore {
  const rows = new Map<string, SealedCredential>();
  const keys = new Map<number, SealedDataKey>();
  const canaries = new Map<string, Buffer | "retired">();
  const recordedUses: RecordedUse[] = [];
  const failing = new Set<string>();

  const failIfTold = (method: string) => {
    if (failing.delete(method)) throw new Error(`${method} failed, as the test asked`);
  };
  const change = (slot: SlotAddress, fields: Partial<SealedCredential>) => {
    const row = rows.get(slotKey(slot));
    if (row) rows.set(slotKey(slot), { ...row, ...fields });
  };

  const known = (keyId: string) => {
    const canary = canaries.get(keyId);
    if (canary === undefined || canary === "retired") throw new VaultError(`not under ${keyId}`);
  };
  const under = (keyId: string) => [...keys.values()].filter((key) => key.keyId === keyId).length;

  return {
    rows,
    keys,
    canaries,
    recordedUses,
    failNext: (method) => void failing.add(method),

    async dataKey(ownerId) {
      failIfTold("dataKey");
      return keys.get(ownerId) ?? null;
    },
    async addDataKey(key) {
      known(key.keyId);
      const kept = keys.get(key.ownerId) ?? key;
      keys.set(key.ownerId, kept);
      return kept;
    },
    async put(credential, link) {
      if (link !== undefined) throw new Error("this store keeps no links");
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
      if (!rows.has(slotKey(use))) return false;
      recordedUses.push({ ...use, id: recordedUses.length + 1 });
      change(use, { lastUsedAt: use.at });
      return true;
    },
    async uses(ownerId, limit, before = { at: Infinity, id: 0 }) {
      const own = recordedUses.filter(
        (use) =>
          use.ownerId === ownerId &&
          (use.at < before.at || (use.at === before.at && use.id < before.id)),
      );
      return own.toSorted((one, other) => other.at - one.at || other.id - one.id).slice(0, limit);
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
    async owners(after, limit) {
      const all = [...keys.keys(), ...[...rows.values()].map(({ ownerId }) => ownerId)];
      const above = [...new Set(all)].filter((id) => id > after);
      return above.toSorted((one, other) => one - other).slice(0, limit);
    },
    async dataKeys(after, limit) {
      const above = [...keys.values()].filter(({ ownerId }) => ownerId > after);
      return above.toSorted((one, other) => one.ownerId - other.ownerId).slice(0, limit);
    },
    async reseal(all) {
      for (const { now } of all) known(now.keyId);
      const same = all.filter(({ was }) => keys.get(was.ownerId)?.box.equals(was.box));
      for (const { now } of same) keys.set(now.ownerId, now);
      return same.length;
    },
    async dropCanaries(except) {
      for (const [keyId, canary] of canaries) {
        if (canary !== "retired" && under(keyId) === 0 && !except.includes(keyId)) {
          canaries.delete(keyId);
        }
      }
    },
    async retire(keyId) {
      if (under(keyId) === 0) canaries.set(keyId, "retired");
      return under(keyId);
    },
    async keyIdsInUse() {
      return [...new Set([...keys.values()].map((key) => key.keyId))];
    },
  };
}
