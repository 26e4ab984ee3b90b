import type { CredentialSlot } from "../../domain/credential.ts";

export const slots = [
  { kind: "api-key", form: "api-key", need: "always" },
  { kind: "wallet-key", form: "ed25519", need: "always" },
] as const satisfies readonly CredentialSlot[];
