import { base64urlnopad, hex } from "@scure/base";
import type { SecretForm } from "../domain/credential.ts";
import { publicKeyOf } from "./providers/swarms/wallet-key.ts";

const GOOD_FOR_MS = 30 * 24 * 3_600_000;

/**
 * A made-up secret of this form, a new one each time, in bytes for the caller to wipe. The played providers take it; a
 * real one knows nobody by it. For whoever has no key at hand.
 */
export async function sampleKey(form: SecretForm, now: number): Promise<Buffer> {
  const name = `sandbox-${hex.encode(random(6))}`;
  switch (form) {
    case "jwt":
      return session(name, now + GOOD_FOR_MS);
    case "ed25519":
      return wallet();
    case "wallet-amounts":
      return Buffer.from(`${name}:0.1`);
    case "wallet-amount-delays":
      return Buffer.from(`${name}:0.1:200`);
    case "sealed-key":
    case "api-key":
    case "opaque":
      return Buffer.from(name);
  }
}

function session(sub: string, expiresAt: number): Buffer {
  const part = (value: object) => base64urlnopad.encode(Buffer.from(JSON.stringify(value)));
  const head = part({ alg: "HS256", typ: "JWT" });
  const claims = part({ sub, exp: Math.floor(expiresAt / 1000) });
  return Buffer.from(`${head}.${claims}.${base64urlnopad.encode(random(32))}`);
}

/** As Solana's tools write it: a list of 64 bytes, the seed and then the public key. */
async function wallet(): Promise<Buffer> {
  const seed = random(32);
  const publicKey = base64urlnopad.decode((await publicKeyOf(seed)) ?? "");
  return Buffer.from(JSON.stringify([...seed, ...publicKey]));
}

const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes));
