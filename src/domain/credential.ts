import type { Secret } from "./secret.ts";

export const PROVIDER_NAMES = ["j7tracker", "blowfish", "swarms"] as const;
export type ProviderName = (typeof PROVIDER_NAMES)[number];

/**
 * What a person can put into the vault. One slot per owner, provider and kind.
 *
 * The four `*-wallets` and `vanity-mint` kinds are options of j7tracker that carry keys, so they are kept like keys.
 */
export const CREDENTIAL_KINDS = [
  "session-jwt",
  "solana-key",
  "evm-key",
  "bundle-wallets",
  "sniper-wallets",
  "auto-sell-wallets",
  "vanity-mint",
  "sign-in-wallet",
  "api-key",
  "wallet-key",
] as const;
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];

/**
 * The shape a secret must have:
 *
 * - `jwt`: three base64url parts; `exp` is read, not trusted, and a past one is refused.
 * - `sealed-key`: a key that the provider encrypted; non-empty, no comma or white space, and not a raw key.
 * - `api-key`: one word, no white space, not a raw key and not a JWT.
 * - `ed25519`: 64 bytes as JSON array text, base64 or base58; kept as those 64 bytes, checked against its public half.
 * - `wallet-amounts`: comma list of `encryptedKey:amount`; `wallet-amount-delays`: of `encryptedKey:amount:delayMs`.
 * - `opaque`: one line whose form is not documented.
 */
export type SecretForm =
  | "jwt"
  | "sealed-key"
  | "api-key"
  | "ed25519"
  | "wallet-amounts"
  | "wallet-amount-delays"
  | "opaque";

/** A slot that a provider declares. Shared code draws `/keys` from it and asks the vault to check the form. */
export interface CredentialSlot {
  readonly kind: CredentialKind;
  readonly form: SecretForm;
  /** `always`: no launch without it. `by-target`: some targets need it. `option`: only when an option uses it. */
  readonly need: "always" | "by-target" | "option";
  /** The bot may make this wallet itself, so that no key is typed at all. */
  readonly canBeMade?: true;
}

/** What may be shown about a stored secret. Never the secret or a part of it. */
export interface CredentialInfo {
  readonly provider: ProviderName;
  readonly kind: CredentialKind;
  /** Eight hex digits of a keyed hash: tells two secrets apart, reveals neither. */
  readonly fingerprint: string;
  /** The wallet's public address, base58; null where the secret has none. */
  readonly address: string | null;
  /** A JWT's `exp`, ms since the epoch; null where there is none. */
  readonly expiresAt: number | null;
  readonly version: number;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  /** Set when a provider refused it, until it is replaced. */
  readonly refusedAt: number | null;
}

/** Uses that were written down before the credentials were opened: the version of each, by its kind. */
export type RecordedUses = ReadonlyMap<CredentialKind, number>;

/**
 * One owner's credentials at one provider, for one launch. Holds no secret: each `open` decrypts for the length of
 * `work`, records the use, and wipes the bytes afterwards.
 */
export interface Credential {
  readonly ownerId: number;
  /** Public address of a wallet slot, without opening it; null when the slot is empty or has none. */
  address(kind: CredentialKind): Promise<string | null>;
  /** @throws {InputError} `credential-missing` when the slot is empty. @throws {VaultError} when it will not open. */
  open<T>(kind: CredentialKind, work: (secret: Secret) => Promise<T>): Promise<T>;
  /** Remembers that the provider refused this secret, so that `/keys` can say so. */
  markRefused(kind: CredentialKind): Promise<void>;
}
