/**
 * Changing the vault key, while the bot runs: a new one is put first in the ring, the bot is started with it, every data
 * key is sealed anew under it (`rotate`), and the old one is given up (`retire`). Secrets and states are not touched:
 * they lie under data keys, which stay what they are, so a bot that remembers some of them goes on.
 *
 * Each batch is one transaction and what is done is not done again, so whatever moment it dies in, the next run goes on
 * from there; in between some data keys lie under the old key and some under the new, and the ring holds both.
 */
import { ConfigError, VaultError } from "../domain/errors.ts";
import { proveRing } from "./canaries.ts";
import { openDataKey, sealDataKey } from "./data-key-box.ts";
import type { DataKeyStore, Resealed, SealedDataKey } from "./data-key-store.ts";
import type { KeyRing } from "./key-ring.ts";

/** What a rotation came to, in data keys. `closed`: they do not open, and stay as they are. */
export interface Rotated {
  readonly resealed: number;
  readonly closed: number;
}

/** So short that the bot never waits for it to be noticed. */
const BATCH = 50;
/** Below every id that Telegram gives. */
export const BEFORE_ALL = Number.MIN_SAFE_INTEGER;

/**
 * Seals every data key under the newest vault key of the ring.
 *
 * @throws {ConfigError} The ring does not fit the database, or the bot was not started with its newest key yet: one that
 * runs without it could open nothing any more.
 */
export async function rotate(ring: KeyRing, store: DataKeyStore): Promise<Rotated> {
  const { newest, setting } = ring;
  if ((await proveRing(ring, store)).includes(newest)) {
    throw new ConfigError(setting, `start the bot with the key ${newest.id} first, then rotate`);
  }
  let resealed = 0;
  let closed = 0;
  for (let after = BEFORE_ALL; ;) {
    const page = await store.dataKeys(after, BATCH);
    const last = page.at(-1);
    if (!last) return { resealed, closed };
    const old = page.filter(({ keyId }) => keyId !== newest.id);
    const moved = old.flatMap((was) => reseal(ring, was) ?? []);
    closed += old.length - moved.length;
    if (moved.length > 0) resealed += await store.reseal(moved);
    after = last.ownerId;
  }
}

/**
 * Gives a vault key up for good: nothing is ever sealed under it again.
 *
 * @throws {ConfigError} It is the one to seal under, it is not known, or something is still sealed under it.
 */
export async function retire(ring: KeyRing, store: DataKeyStore, keyId: string): Promise<void> {
  const wrong = (problem: string) => new ConfigError(ring.setting, problem);
  await proveRing(ring, store);
  if (keyId === ring.newest.id) throw wrong(`the key ${keyId} is the newest; put another first`);
  if ((await store.canary(keyId)) === null) throw wrong("the database knows no key of this id");
  const inUse = await store.retire(keyId);
  if (inUse > 0) throw wrong(`${inUse} data keys are still under ${keyId}; rotate first`);
}

function reseal(ring: KeyRing, was: SealedDataKey): Resealed | null {
  let bytes: Buffer;
  try {
    bytes = openDataKey(ring, was);
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
  try {
    return { was, now: sealDataKey(was.ownerId, ring.newest, bytes) };
  } finally {
    bytes.fill(0);
  }
}
