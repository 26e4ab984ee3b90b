import type { CredentialSlot } from "../../domain/credential.ts";

export const slots = [
  { kind: "session-jwt", form: "jwt", need: "always" },
  { kind: "solana-key", form: "sealed-key", need: "by-target" },
  { kind: "evm-key", form: "sealed-key", need: "by-target" },
  { kind: "bundle-wallets", form: "wallet-amounts", need: "option" },
  { kind: "sniper-wallets", form: "wallet-amount-delays", need: "option" },
  { kind: "auto-sell-wallets", form: "opaque", need: "option" },
  // "base58 keypair": 64 bytes, so the vault can check its halves against each other.
  { kind: "vanity-mint", form: "ed25519", need: "option" },
] as const satisfies readonly CredentialSlot[];
