import type { CredentialInfo, CredentialKind, ProviderName } from "../domain/credential.ts";
import type { DataKeyStore } from "./data-key-store.ts";

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

/** One use of a secret. `launchId` is null for a test of the credential or a sign-in without a launch. */
export interface CredentialUse extends SlotAddress {
  readonly version: number;
  readonly launchId: string | null;
  readonly at: number;
}

/** A use as it was recorded. `id` tells those of the same moment apart; later ones have a higher one. */
export interface RecordedUse extends CredentialUse {
  readonly id: number;
}

/** What the vault needs kept. Each method is one transaction. */
export interface CredentialStore extends DataKeyStore {
  /**
   * Replaces what the slot held. Refuses (returns false) unless `version` is one above what is there, or 1 in an empty slot.
   *
   * @param link Hash of a one-time link that the key came through; used up in the same transaction.
   * @throws {InputError} `intake-closed` when that link is not good, or not for this slot. Nothing is changed.
   */
  put(credential: SealedCredential, link?: string): Promise<boolean>;
  get(slot: SlotAddress): Promise<SealedCredential | null>;
  list(ownerId: number): Promise<readonly SealedCredential[]>;
  /** @returns Whether there was one. */
  remove(slot: SlotAddress): Promise<boolean>;
  /**
   * Records a use and moves `lastUsedAt`.
   * @returns False, recording nothing, when the slot is empty by now: the use must not happen.
   */
  recordUse(use: CredentialUse): Promise<boolean>;
  /** Newest first, those before `before` when given; uses of a secret that was removed stay. */
  uses(
    ownerId: number,
    limit: number,
    before?: Pick<RecordedUse, "at" | "id">,
  ): Promise<readonly RecordedUse[]>;
  /** Does nothing to an empty slot. */
  markRefused(slot: SlotAddress, at: number): Promise<void>;
  /** A page of all who have a data key or a secret: those whose id is above `after`, by id. */
  owners(after: number, limit: number): Promise<readonly number[]>;
}
