import type { Credential, CredentialKind, RecordedUses } from "../domain/credential.ts";
import { refuse, VaultError } from "../domain/errors.ts";
import { Secret } from "../domain/secret.ts";
import type { Clock } from "../kit/clock.ts";
import { associated, open } from "./cipher.ts";
import type { CredentialStore, SealedCredential, SlotAddress } from "./credential-store.ts";
import type { DataKeys } from "./data-keys.ts";

/** What a secret's box is bound to: moved to another owner, slot or version it does not open. */
export function aboutSecret(slot: SlotAddress, version: number): Buffer {
  return associated("secret", slot.ownerId, slot.provider, slot.kind, version);
}

/**
 * A handle on one owner's credentials at one provider. Reads and decrypts nothing before it is asked to, and each `open`
 * by itself, so that concurrent calls never share or wipe each other's bytes.
 *
 * @param recorded Uses that were written down with the mark that the launch is being sent: each stands for one `open` of
 *   that very version.
 */
export function createCredential(
  deps: { readonly store: CredentialStore; readonly dataKeys: DataKeys; readonly clock: Clock },
  owner: Omit<SlotAddress, "kind">,
  launchId: string | null,
  recorded: RecordedUses = new Map(),
): Credential {
  const { store, dataKeys, clock } = deps;
  const unspent = new Map(recorded);
  const openedVersions = new Map<CredentialKind, number>();
  const slotOf = (kind: CredentialKind): SlotAddress => ({ ...owner, kind });

  async function decrypt(sealed: SealedCredential): Promise<Secret> {
    const key = await dataKeys.forOpening(owner.ownerId);
    if (!key) throw new VaultError("a secret without its owner's data key");
    return new Secret(open(key, aboutSecret(sealed, sealed.version), sealed.box));
  }

  return {
    ownerId: owner.ownerId,

    async address(kind) {
      const sealed = await store.get(slotOf(kind));
      return sealed?.address ?? null;
    },

    async open(kind, work) {
      const slot = slotOf(kind);
      const sealed = (await store.get(slot)) ?? refuse({ code: "credential-missing", kind });
      const { version } = sealed;
      // Bound to the slot that was asked for, whatever the row says about itself.
      const secret = await decrypt({ ...sealed, ...slot });
      try {
        // Before anybody sees it: a use that could not be recorded does not happen, nor one of a secret that is gone.
        const isRecorded = unspent.get(kind) === version && unspent.delete(kind);
        const use = { ...slot, version, launchId, at: clock.now() };
        if (!isRecorded && !(await store.recordUse(use))) {
          refuse({ code: "credential-missing", kind });
        }
        openedVersions.set(kind, version);
        return await work(secret);
      } finally {
        secret.wipe();
      }
    },

    async markRefused(kind) {
      const slot = slotOf(kind);
      const opened = openedVersions.get(kind);
      const current = await store.get(slot);
      // The answer may come after its owner replaced the secret: the new one was not refused.
      if (!current || (opened !== undefined && opened !== current.version)) return;
      await store.markRefused(slot, clock.now());
    },
  };
}
