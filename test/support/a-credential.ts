import type { Credential, CredentialKind } from "../../src/domain/credential.ts";
import { InputError } from "../../src/domain/errors.ts";
import { Secret } from "../../src/domain/secret.ts";
import { OWNER } from "./a-launch.ts";

export interface ACredential extends Credential {
  /** Kinds in the order in which they were opened, once for each opening. */
  readonly opened: readonly CredentialKind[];
  readonly refused: readonly CredentialKind[];
}

export const WALLET = "4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T";

/** Dummies of the right form for every slot. */
export const DUMMIES: Readonly<Record<CredentialKind, string | Buffer>> = {
  "session-jwt": "aaaa1111.bbbb2222.cccc3333",
  "solana-key": "ENC-SOL-KEY-PLACEHOLDER",
  "evm-key": "ENC-EVM-KEY-PLACEHOLDER",
  "bundle-wallets": "ENC-BUNDLE-ONE:0.1,ENC-BUNDLE-TWO:2",
  "sniper-wallets": "ENC-SNIPER-ONE:0.1:250",
  "auto-sell-wallets": "ENC-SELL-ONE:50:1000",
  "vanity-mint": Buffer.alloc(64, 9),
  "sign-in-wallet": Buffer.alloc(64, 5),
  "api-key": "sk-placeholder-0123456789",
  "wallet-key": Buffer.alloc(64, 7),
};

/** A credential whose secrets lie in memory, each opened as the vault does it: a copy that is wiped after the work. */
export function aCredential(
  secrets: Partial<Record<CredentialKind, string | Buffer>> = DUMMIES,
): ACredential {
  const opened: CredentialKind[] = [];
  const refused: CredentialKind[] = [];
  return {
    ownerId: OWNER,
    opened,
    refused,
    address: async (kind) => (secrets[kind] === undefined ? null : WALLET),
    async open(kind, work) {
      const stored = secrets[kind];
      if (stored === undefined) throw new InputError({ code: "credential-missing", kind });
      opened.push(kind);
      const secret = new Secret(Buffer.from(stored as string));
      try {
        return await work(secret);
      } finally {
        secret.wipe();
      }
    },
    async markRefused(kind) {
      refused.push(kind);
    },
  };
}
