/** An owner's data key, sealed under the vault key `keyId`. */
export interface SealedDataKey {
  readonly ownerId: number;
  readonly keyId: string;
  readonly box: Buffer;
}

/** A data key before and after it was sealed under another vault key. */
export interface Resealed {
  readonly was: SealedDataKey;
  readonly now: SealedDataKey;
}

/**
 * What the vault needs kept of its keys. Each method is one transaction.
 *
 * A vault key is known when it has a canary, and every data key lies under one that is known and not retired: whoever
 * seals under another gets a VaultError. So nothing can be sealed under a key that the bot's last start did not have, or
 * under one that was given up.
 */
export interface DataKeyStore {
  dataKey(ownerId: number): Promise<SealedDataKey | null>;
  /**
   * Keeps the first one when two are added at once, and returns the one that was kept.
   * @throws {VaultError} When its vault key is not known, or retired.
   */
  addDataKey(key: SealedDataKey): Promise<SealedDataKey>;
  /** A page of all of them, by owner: those whose owner's id is above `after`. */
  dataKeys(after: number, limit: number): Promise<readonly SealedDataKey[]>;
  /**
   * Replaces those that are still the same, byte by byte: one that was destroyed meanwhile must not come back.
   * @returns How many were replaced.
   * @throws {VaultError} As {@link addDataKey}, and then nothing was replaced.
   */
  reseal(keys: readonly Resealed[]): Promise<number>;
  /** Ids of vault keys that data keys are sealed under. */
  keyIdsInUse(): Promise<readonly string[]>;
  /** The canary of a vault key: a known text sealed under it, to tell a wrong key at start. Null: not known. */
  canary(keyId: string): Promise<Buffer | "retired" | null>;
  /** Keeps the first one: two processes may start at once. A retired key stays retired. */
  addCanary(keyId: string, box: Buffer): Promise<void>;
  /** Forgets vault keys other than these that nothing is sealed under. The retired ones stay known as such. */
  dropCanaries(except: readonly string[]): Promise<void>;
  /** Gives a vault key up for good. @returns How many data keys are still under it; unless none, nothing changed. */
  retire(keyId: string): Promise<number>;
}
