import { createSecretKey, randomBytes, type KeyObject } from "node:crypto";
import { unlockRing } from "./canaries.ts";
import { openDataKey, sealDataKey } from "./data-key-box.ts";
import type { DataKeyStore, SealedDataKey } from "./data-key-store.ts";
import type { KeyRing } from "./key-ring.ts";

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

export function createDataKeys(ring: KeyRing, store: DataKeyStore): DataKeys {
  // Opened keys are remembered, since every chat message opens and seals conversation state. They are KeyObjects, so
  // their bytes stay out of the JavaScript heap and its snapshots; and whoever could read this process's memory would
  // find the vault key in it anyway. The longest unused goes first.
  const cached = new Map<number, KeyObject>();
  /** How often anybody was forgotten: a key read before that may be one that was destroyed, and is not remembered. */
  let forgotten = 0;

  function remember(ownerId: number, key: KeyObject): KeyObject {
    cached.delete(ownerId);
    cached.set(ownerId, key);
    const [longestUnused] = cached.keys();
    if (cached.size > MAX_CACHED && longestUnused !== undefined) cached.delete(longestUnused);
    return key;
  }

  function unwrap(row: SealedDataKey): KeyObject {
    const bytes = openDataKey(ring, row);
    try {
      return createSecretKey(bytes);
    } finally {
      bytes.fill(0);
    }
  }

  function make(ownerId: number): SealedDataKey {
    const bytes = randomBytes(32);
    try {
      return sealDataKey(ownerId, ring.newest, bytes);
    } finally {
      bytes.fill(0);
    }
  }

  async function load(
    ownerId: number,
    read: () => Promise<SealedDataKey | null>,
  ): Promise<KeyObject | null> {
    const before = forgotten;
    const row = await read();
    const key = row && unwrap(row);
    return key && before === forgotten ? remember(ownerId, key) : key;
  }

  return {
    unlock: () => unlockRing(ring, store),

    async forSealing(ownerId) {
      // Two first secrets at once: the store keeps one key, and both use that.
      const key = await load(
        ownerId,
        async () => (await store.dataKey(ownerId)) ?? store.addDataKey(make(ownerId)),
      );
      if (!key) throw new Error("a data key was made and is not there");
      return key;
    },

    async forOpening(ownerId) {
      const known = cached.get(ownerId);
      if (known) return remember(ownerId, known);
      return load(ownerId, () => store.dataKey(ownerId));
    },

    forget(ownerId) {
      forgotten += 1;
      cached.delete(ownerId);
    },
  };
}
