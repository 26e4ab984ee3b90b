import { ConfigError, VaultError } from "../domain/errors.ts";
import { associated, open, seal } from "./cipher.ts";
import type { DataKeyStore } from "./data-key-store.ts";
import type { KeyRing, VaultKey } from "./key-ring.ts";

const CANARY = Buffer.from("launchgram vault key");

/**
 * Proves that a ring fits the database. Changes nothing.
 *
 * @returns Keys of the ring that the database does not know yet.
 * @throws {ConfigError} Another key than the database knows under this id, a retired key to seal under, or a key in use
 * that the ring lacks.
 */
export async function proveRing(ring: KeyRing, store: DataKeyStore): Promise<readonly VaultKey[]> {
  const wrong = (problem: string) => new ConfigError(ring.setting, problem);
  const fresh: VaultKey[] = [];
  for (const vaultKey of ring.keys) {
    const canary = await store.canary(vaultKey.id);
    if (canary === null) fresh.push(vaultKey);
    else if (canary === "retired") {
      // An old one that nobody has taken out of the setting yet does no harm: nothing lies under it.
      if (vaultKey === ring.newest) throw wrong(`the key ${vaultKey.id} was retired`);
    } else if (!opensCanary(vaultKey, canary)) {
      throw wrong(`the key ${vaultKey.id} is not the one that this database was sealed under`);
    }
  }
  const missing = (await store.keyIdsInUse()).filter((id) => !ring.get(id));
  if (missing.length > 0) throw wrong(`lacks ${missing.join(", ")}, which is still in use`);
  return fresh;
}

/** The same at a start, after which the database knows the keys of this ring and no others. @throws {ConfigError} */
export async function unlockRing(ring: KeyRing, store: DataKeyStore): Promise<void> {
  // Before the proof: what is in use is kept, so a key that another process begins to use just now is missed by it.
  await store.dropCanaries(ring.keys.map(({ id }) => id));
  // After it, so that a start that is refused leaves nothing behind.
  for (const { id, key } of await proveRing(ring, store)) {
    await store.addCanary(id, seal(key, associated("canary", id), CANARY));
  }
}

function opensCanary({ id, key }: VaultKey, box: Buffer): boolean {
  try {
    return open(key, associated("canary", id), box).equals(CANARY);
  } catch (error) {
    if (error instanceof VaultError) return false;
    throw error;
  }
}
