import { createHash } from "node:crypto";
import type { CredentialInfo } from "../../src/domain/credential.ts";
import type { Clock } from "../../src/kit/clock.ts";
import type { SlotAddress } from "../../src/vault/credential-store.ts";
import { parseKeyRing, type KeyRing } from "../../src/vault/key-ring.ts";
import { createVault, type Vault } from "../../src/vault/vault.ts";
import { createMemoryCredentialStore } from "./memory-credential-store.ts";
import type { MemoryCredentialStore } from "./memory-credential-store.ts";

/** A ring whose keys are made from their ids, newest first. The same id gives the same key. */
export const aRing = (...ids: readonly string[]): KeyRing =>
  parseKeyRing(
    ids.map((id) => `${id}:${createHash("sha256").update(id).digest("base64")}`).join(","),
    "VAULT_KEY",
  );

/** An unlocked vault over a store in memory, at a time that stands still. */
export async function aVault(
  given: { readonly ring?: KeyRing; readonly store?: MemoryCredentialStore } = {},
): Promise<{ vault: Vault; store: MemoryCredentialStore; now: number }> {
  const store = given.store ?? createMemoryCredentialStore();
  const now = Date.UTC(2026, 0, 15);
  const clock: Clock = { now: () => now, elapsedMs: () => 0, after: () => () => undefined };
  const vault = createVault({ ring: given.ring ?? aRing("k1"), store, clock });
  await vault.unlock();
  return { vault, store, now };
}

/** Seals a line of text, whatever the slot is meant for. */
export const keep = (vault: Vault, slot: SlotAddress, text: string): Promise<CredentialInfo> =>
  vault.seal(slot, "opaque", Buffer.from(text));

/** What the slot holds, as text. */
export const read = (vault: Vault, slot: SlotAddress): Promise<string> =>
  vault
    .credentialOf(slot.ownerId, slot.provider, null)
    .open(slot.kind, async (secret) => secret.expose().toString());
