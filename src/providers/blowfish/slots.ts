import type { CredentialSlot } from "../../domain/credential.ts";

/** Launching costs nothing, so a wallet the bot makes itself is enough; it later controls the fee claims. */
export const slots = [
  { kind: "sign-in-wallet", form: "ed25519", need: "always", canBeMade: true },
] as const satisfies readonly CredentialSlot[];
