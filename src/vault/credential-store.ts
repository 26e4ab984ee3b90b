import type { CredentialInfo, CredentialKind, ProviderName } from "../domain/credential.ts";

/** Names one secret: whose, where, what, which. All of it is bound into the sealed box. */
export interface SlotAddress {
  readonly ownerId: number;
  readonly provider: ProviderName;
  readonly kind: CredentialKind;
}

/** A secret at rest, with what may be shown about it. */
export interface SealedCredential extends SlotAddress, CredentialInfo {
  readonly box: Buffer;
}

/** An owner's data key, sealed under the vault key `keyId`. */
export interface SealedDataKey {
  readonly ownerId: number;
  readonly keyId: string;
  readonly box: Buffer;
}

/** One use of a secret. `launchId` is null for a test of the credential or a sign-in without a launch. */
export interface CredentialUse extends SlotAddress {
  readonly version: number;
  readonly launchId: string | null;
  readonly at: number;
}

/** What the vault needs kept. Each method is one transaction. */
export interface CredentialStore {
  dataKey(ownerId: number): Promise<SealedDataKey | null>;
  /** Keeps the first one when two are added at once, and returns the one that was kept. */
  addDataKey(key: SealedDataKey): Promise<SealedDataKey>;
  /** Replaces what the slot held. Refuses (returns false) unless `version` is one above what is there, or 1 in an empty slot. */
  put(credential: SealedCredential): Promise<boolean>;
  get(slot: SlotAddress): Promise<SealedCredential | null>;
  list(ownerId: number): Promise<readonly SealedCredential[]>;
  /** @returns Whether there was one. */
  remove(slot: SlotAddress): Promise<boolean>;
  /** Records a use and moves `lastUsedAt`. */
  recordUse(use: CredentialUse): Promise<void>;
  /** Newest first; uses of a secret that was removed stay. */
  uses(ownerId: number, limit: number): Promise<readonly CredentialUse[]>;
  /** Does nothing to an empty slot. */
  markRefused(slot: SlotAddress, at: number): Promise<void>;
  /** The canary of a vault key: a known text sealed under it, to tell a wrong key at start. */
  canary(keyId: string): Promise<Buffer | null>;
  /** Keeps the first one: two processes may start at once. */
  addCanary(keyId: string, box: Buffer): Promise<void>;
  /** Ids of vault keys that data keys are sealed under. */
  keyIdsInUse(): Promise<readonly string[]>;
}
