import { VaultError } from "../domain/errors.ts";
import { associated, open, seal } from "./cipher.ts";
import type { SealedDataKey } from "./data-key-store.ts";
import type { KeyRing, VaultKey } from "./key-ring.ts";

/** Seals an owner's data key under a vault key. `bytes` stay the caller's to wipe. */
export function sealDataKey(ownerId: number, under: VaultKey, bytes: Buffer): SealedDataKey {
  const box = seal(under.key, aboutDataKey(ownerId, under.id), bytes);
  return { ownerId, keyId: under.id, box };
}

/**
 * Opens one. The caller wipes what comes back.
 *
 * @throws {VaultError} The ring lacks its vault key, or it is not this owner's, or it was altered.
 */
export function openDataKey(ring: KeyRing, { ownerId, keyId, box }: SealedDataKey): Buffer {
  const vaultKey = ring.get(keyId);
  if (!vaultKey) throw new VaultError(`the ring lacks the vault key ${keyId}`);
  return open(vaultKey.key, aboutDataKey(ownerId, keyId), box);
}

const aboutDataKey = (ownerId: number, keyId: string) => associated("data key", ownerId, keyId);
