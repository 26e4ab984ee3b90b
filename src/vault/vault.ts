import type {
  Credential,
  CredentialInfo,
  ProviderName,
  RecordedUses,
  SecretForm,
} from "../domain/credential.ts";
import { VaultError } from "../domain/errors.ts";
import type { Clock } from "../kit/clock.ts";
import { associated, fingerprint, open, seal } from "./cipher.ts";
import type {
  CredentialStore,
  RecordedUse,
  SealedCredential,
  SlotAddress,
} from "./credential-store.ts";
import { createDataKeys } from "./data-keys.ts";
import type { KeyRing } from "./key-ring.ts";
import { aboutSecret, createCredential } from "./open-credential.ts";
import { checkSecret, type CheckedSecret } from "./secret-forms.ts";
import { addressOf, generate } from "./wallet.ts";

/** How often a secret is sealed anew because somebody else filled the slot meanwhile. */
const MAX_TRIES = 5;

export interface VaultDeps {
  readonly ring: KeyRing;
  readonly store: CredentialStore;
  readonly clock: Clock;
}

/**
 * The one door for secrets. Two levels of keys: a vault key from the settings seals each owner's data key, the data key
 * seals what that owner entrusts to us. A stolen database is of no use without the vault key, a row moved to another
 * owner, slot or version does not open, and an owner is forgotten for good by destroying one data key.
 */
export interface Vault {
  /**
   * Proves that the ring fits the database; must come before everything else. A key that is new here leaves a canary.
   * @throws {ConfigError} Another key than the database knows under this id, or a key in use that the ring lacks.
   */
  unlock(): Promise<void>;
  /**
   * Checks what was typed, seals it and replaces what the slot held. Wipes `typed`, also when it refuses.
   * @param link Hash of the one-time link it came through: used up if it is stored, and only then.
   * @throws {InputError} `secret-form`, `secret-expired`, `wallet-halves-differ`, `intake-closed`.
   */
  seal(slot: SlotAddress, form: SecretForm, typed: Buffer, link?: string): Promise<CredentialInfo>;
  /**
   * Makes a wallet that nobody ever typed. A slot that holds something keeps it, and its info comes back: a second tap
   * must not replace a wallet that somebody may have paid to. Remove it first to get another.
   */
  makeWallet(slot: SlotAddress): Promise<CredentialInfo>;
  /** A handle for one launch, or for none (a test, a sign-in). Opens nothing before it is asked to. */
  credentialOf(
    ownerId: number,
    provider: ProviderName,
    launchId: string | null,
    recorded?: RecordedUses,
  ): Credential;
  /** Remembers the data key of an owner whose secrets are about to be opened, so that it need not be unwrapped then. */
  warm(ownerId: number): Promise<void>;
  list(ownerId: number): Promise<readonly CredentialInfo[]>;
  /** @returns Whether there was one. */
  remove(slot: SlotAddress): Promise<boolean>;
  /** Uses of this owner's secrets, newest first, those before `before` when given. */
  uses(
    ownerId: number,
    limit: number,
    before?: Pick<RecordedUse, "at" | "id">,
  ): Promise<readonly RecordedUse[]>;
  /** Seals conversation state and the like. `label` says what it is; the box opens under the same label only. */
  sealState(ownerId: number, label: string, plain: Buffer): Promise<Buffer>;
  /** Opens it; null when it will not open, whatever the reason: state can be asked for again. */
  openState(ownerId: number, label: string, box: Buffer): Promise<Buffer | null>;
  /** Drops what is remembered of an owner. To be called when their data key was destroyed. */
  forget(ownerId: number): void;
}

export function createVault(deps: VaultDeps): Vault {
  const { store, clock } = deps;
  const dataKeys = createDataKeys(deps.ring, store);

  async function sealed(slot: SlotAddress, secret: CheckedSecret, version: number) {
    const key = await dataKeys.forSealing(slot.ownerId);
    const info: CredentialInfo = {
      provider: slot.provider,
      kind: slot.kind,
      fingerprint: fingerprint(key, secret.bytes),
      address: secret.address,
      expiresAt: secret.expiresAt,
      version,
      createdAt: clock.now(),
      lastUsedAt: null,
      refusedAt: null,
    };
    const box = seal(key, aboutSecret(slot, version), secret.bytes);
    return { info, row: { ...info, ownerId: slot.ownerId, box } };
  }

  async function replace(
    slot: SlotAddress,
    secret: CheckedSecret,
    link?: string,
  ): Promise<CredentialInfo> {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const current = await store.get(slot);
      const { info, row } = await sealed(slot, secret, (current?.version ?? 0) + 1);
      if (await store.put(row, link)) return info;
    }
    throw new VaultError("the slot was changed by others again and again");
  }

  return {
    unlock: () => dataKeys.unlock(),

    async seal(slot, form, typed, link) {
      try {
        const secret = checkSecret(form, typed, clock.now());
        try {
          return await replace(slot, secret, link);
        } finally {
          secret.bytes.fill(0);
        }
      } finally {
        typed.fill(0);
      }
    },

    async makeWallet(slot) {
      const bytes = generate();
      try {
        const wallet = { bytes, address: addressOf(bytes), expiresAt: null };
        const { info, row } = await sealed(slot, wallet, 1);
        if (await store.put(row)) return info;
        const kept = await store.get(slot);
        if (kept) return infoOf(kept);
        throw new VaultError("the slot was emptied while a wallet was made");
      } finally {
        bytes.fill(0);
      }
    },

    credentialOf: (ownerId, provider, launchId, recorded) =>
      createCredential({ store, dataKeys, clock }, { ownerId, provider }, launchId, recorded),

    async warm(ownerId) {
      await dataKeys.forOpening(ownerId);
    },

    async list(ownerId) {
      return (await store.list(ownerId)).map(infoOf);
    },

    remove: (slot) => store.remove(slot),

    uses: (ownerId, limit, before) => store.uses(ownerId, limit, before),

    async sealState(ownerId, label, plain) {
      const key = (await dataKeys.forOpening(ownerId)) ?? (await dataKeys.forSealing(ownerId));
      return seal(key, aboutState(ownerId, label), plain);
    },

    async openState(ownerId, label, box) {
      try {
        const key = await dataKeys.forOpening(ownerId);
        return key && open(key, aboutState(ownerId, label), box);
      } catch (error) {
        if (error instanceof VaultError) return null;
        throw error;
      }
    },

    forget: (ownerId) => dataKeys.forget(ownerId),
  };
}

/** What a state's box is bound to. */
export function aboutState(ownerId: number, label: string): Buffer {
  return associated("state", ownerId, label);
}

/** What may be shown; named field by field, so that nothing else of a row ever slips out. */
function infoOf(row: SealedCredential): CredentialInfo {
  return {
    provider: row.provider,
    kind: row.kind,
    fingerprint: row.fingerprint,
    address: row.address,
    expiresAt: row.expiresAt,
    version: row.version,
    createdAt: row.createdAt,
    lastUsedAt: row.lastUsedAt,
    refusedAt: row.refusedAt,
  };
}
