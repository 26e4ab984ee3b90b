import { createSecretKey, randomBytes, type KeyObject } from "node:crypto";
import { ConfigError, VaultError } from "../domain/errors.ts";
import { associated, open, seal } from "./cipher.ts";
import type { CredentialStore, SealedDataKey } from "./credential-store.ts";
import type { KeyRing, VaultKey } from "./key-ring.ts";

const CANARY = Buffer.from("launchgram vault key");
const MAX_CACHED = 1000;

/** The data keys of all owners: one each, at rest under a vault key. */
export interface DataKeys {
  /** Proves that the ring is the right one; see `Vault.unlock`. */
  unlock(): Promise<void>;
  /**
   * The key to seal under, made when the owner has none. Reads the row each time: what is sealed under a key that was
   * destroyed elsewhere could never be opened again.
   */
  forSealing(ownerId: number): Promise<KeyObject>;
  /** The owner's key; null when there is none. May be remembered. @throws {VaultError} When it will not open. */
  forOpening(ownerId: number): Promise<KeyObject | null>;
  /** Drops a remembered key. */
  forget(ownerId: number): void;
}

export function createDataKeys(ring: KeyRing, store: CredentialStore): DataKeys {
  // Opened keys are remembered, since every chat message opens and seals conversation state. They are KeyObjects, so
  // their bytes stay out of the JavaScript heap and its snapshots; and whoever could read this process's memory would
  // find the vault key in it anyway. The longest unused goes first.
  const cached = new Map<number, KeyObject>();

  function remember(ownerId: number, key: KeyObject): KeyObject {
    cached.delete(ownerId);
    cached.set(ownerId, key);
    const [longestUnused] = cached.keys();
    if (cached.size > MAX_CACHED && longestUnused !== undefined) cached.delete(longestUnused);
    return key;
  }

  function unwrap({ ownerId, keyId, box }: SealedDataKey): KeyObject {
    const vaultKey = ring.get(keyId);
    if (!vaultKey) throw new VaultError(`the ring lacks the vault key ${keyId}`);
    const bytes = open(vaultKey.key, aboutDataKey(ownerId, keyId), box);
    try {
      return remember(ownerId, createSecretKey(bytes));
    } finally {
      bytes.fill(0);
    }
  }

  function make(ownerId: number): SealedDataKey {
    const { id, key } = ring.newest;
    const bytes = randomBytes(32);
    try {
      return { ownerId, keyId: id, box: seal(key, aboutDataKey(ownerId, id), bytes) };
    } finally {
      bytes.fill(0);
    }
  }

  return {
    async unlock() {
      const fresh: VaultKey[] = [];
      for (const vaultKey of ring.keys) {
        const box = await store.canary(vaultKey.id);
        if (!box) fresh.push(vaultKey);
        else if (!opensCanary(vaultKey, box)) {
          throw new ConfigError(
            ring.setting,
            `the key ${vaultKey.id} is not the one that this database was sealed under`,
          );
        }
      }
      const missing = (await store.keyIdsInUse()).filter((id) => !ring.get(id));
      if (missing.length > 0) {
        throw new ConfigError(ring.setting, `lacks ${missing.join(", ")}, which is still in use`);
      }
      // Last, so that a start that is refused leaves nothing behind.
      for (const { id, key } of fresh) {
        await store.addCanary(id, seal(key, associated("canary", id), CANARY));
      }
    },

    async forSealing(ownerId) {
      const row = await store.dataKey(ownerId);
      // Two first secrets at once: the store keeps one key, and both use that.
      return unwrap(row ?? (await store.addDataKey(make(ownerId))));
    },

    async forOpening(ownerId) {
      const known = cached.get(ownerId);
      if (known) return remember(ownerId, known);
      const row = await store.dataKey(ownerId);
      return row && unwrap(row);
    },

    forget(ownerId) {
      cached.delete(ownerId);
    },
  };
}

function opensCanary({ id, key }: VaultKey, box: Buffer): boolean {
  try {
    return open(key, associated("canary", id), box).equals(CANARY);
  } catch (error) {
    if (error instanceof VaultError) return false;
    throw error;
  }
}

const aboutDataKey = (ownerId: number, keyId: string) => associated("data key", ownerId, keyId);
