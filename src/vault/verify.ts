import { createSecretKey, type KeyObject } from "node:crypto";
import { VaultError } from "../domain/errors.ts";
import { proveRing } from "./canaries.ts";
import { open } from "./cipher.ts";
import type { CredentialStore, SealedCredential } from "./credential-store.ts";
import { openDataKey } from "./data-key-box.ts";
import type { KeyRing } from "./key-ring.ts";
import { aboutSecret } from "./open-credential.ts";
import { BEFORE_ALL } from "./rotate.ts";
import { aboutState } from "./vault.ts";

/** Sealed state at rest, wherever it is kept; see `Vault.sealState`. */
export interface SealedState {
  readonly ownerId: number;
  readonly label: string;
  readonly box: Buffer;
}

/** How many boxes of a kind open, and how many do not. */
export interface Count {
  readonly open: number;
  readonly closed: number;
}

export interface Verified {
  readonly dataKeys: Count;
  readonly secrets: Count;
  readonly states: Count;
  /** Data keys under each vault key. */
  readonly underKey: ReadonlyMap<string, number>;
}

const PAGE = 50;

/**
 * Opens everything that is sealed, and tells nothing but counts. Records no use: what comes out is wiped at once.
 *
 * The bot may go on meanwhile. Somebody whose boxes do not all open is looked at once more, in case they were just being
 * forgotten.
 *
 * @throws {ConfigError} The ring does not fit the database.
 */
export async function verify(
  ring: KeyRing,
  store: CredentialStore,
  states: AsyncIterable<SealedState>,
): Promise<Verified> {
  await proveRing(ring, store);
  const dataKeys = { open: 0, closed: 0 };
  const secrets = { open: 0, closed: 0 };
  const underKey = new Map<string, number>();
  for await (const ownerId of everybody(store)) {
    let seen = await look(ring, store, ownerId);
    if (seen.closed > 0 || !seen.key) seen = await look(ring, store, ownerId);
    const { keyId } = seen;
    if (keyId !== null) {
      underKey.set(keyId, (underKey.get(keyId) ?? 0) + 1);
      dataKeys[seen.key ? "open" : "closed"] += 1;
    }
    secrets.open += seen.open;
    secrets.closed += seen.closed;
  }
  return { dataKeys, secrets, states: await verifyStates(ring, store, states), underKey };
}

async function* everybody(store: CredentialStore): AsyncGenerator<number> {
  for (let after = BEFORE_ALL; ;) {
    const page = await store.owners(after, PAGE);
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last;
  }
}

async function look(ring: KeyRing, store: CredentialStore, ownerId: number) {
  const rows = await store.list(ownerId);
  const { keyId, key } = await keyOf(ring, store, ownerId);
  const opens = rows.filter((row) => key !== null && secretOpens(key, { ...row, ownerId })).length;
  return { keyId, key, open: opens, closed: rows.length - opens };
}

async function verifyStates(
  ring: KeyRing,
  store: CredentialStore,
  states: AsyncIterable<SealedState>,
): Promise<Count> {
  const count = { open: 0, closed: 0 };
  for await (const { ownerId, label, box } of states) {
    const { key } = await keyOf(ring, store, ownerId);
    count[key && opens(key, aboutState(ownerId, label), box) ? "open" : "closed"] += 1;
  }
  return count;
}

async function keyOf(
  ring: KeyRing,
  store: CredentialStore,
  ownerId: number,
): Promise<{ readonly keyId: string | null; readonly key: KeyObject | null }> {
  const row = await store.dataKey(ownerId);
  if (!row) return { keyId: null, key: null };
  try {
    const bytes = openDataKey(ring, row);
    const key = createSecretKey(bytes);
    bytes.fill(0);
    return { keyId: row.keyId, key };
  } catch (error) {
    if (error instanceof VaultError) return { keyId: row.keyId, key: null };
    throw error;
  }
}

const secretOpens = (key: KeyObject, row: SealedCredential): boolean =>
  opens(key, aboutSecret(row, row.version), row.box);

function opens(key: KeyObject, about: Buffer, box: Buffer): boolean {
  try {
    open(key, about, box).fill(0);
    return true;
  } catch (error) {
    if (error instanceof VaultError) return false;
    throw error;
  }
}
