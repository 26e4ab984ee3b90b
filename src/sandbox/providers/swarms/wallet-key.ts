import { base58, base64, base64urlnopad } from "@scure/base";
import { z } from "zod";
import { readBase58 } from "../mint.ts";

const bytesSchema = z.array(z.int().min(0).max(255)).length(64);

/** DER head of a raw Ed25519 seed (RFC 8410). */
const PKCS8_HEAD = Uint8Array.from([
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
]);

/**
 * The address of a wallet key in one of the three forms: text of a JSON array, base64 or base58, of 64 bytes.
 *
 * @returns Null when the form is wrong or the second half of the key is not the public key of the first.
 */
export async function walletOf(privateKey: string): Promise<string | null> {
  const bytes = readKey(privateKey);
  if (!bytes) return null;
  try {
    const claimed = bytes.slice(32);
    const actual = await publicKeyOf(bytes.subarray(0, 32));
    return base64urlnopad.encode(claimed) === actual ? base58.encode(claimed) : null;
  } finally {
    bytes.fill(0);
  }
}

function readKey(text: string): Uint8Array | null {
  if (text.startsWith("[")) {
    try {
      return Uint8Array.from(bytesSchema.parse(JSON.parse(text)));
    } catch {
      return null;
    }
  }
  if (/^[A-Za-z0-9+/]{86}==$/.test(text)) {
    try {
      return base64.decode(text);
    } catch {
      return null;
    }
  }
  return readBase58(text, 64);
}

/** The public key of a seed of 32 bytes, in base64url. */
export async function publicKeyOf(seed: Uint8Array): Promise<string | undefined> {
  const der = new Uint8Array([...PKCS8_HEAD, ...seed]);
  const key = await crypto.subtle.importKey("pkcs8", der, "Ed25519", true, ["sign"]);
  der.fill(0);
  return (await crypto.subtle.exportKey("jwk", key)).x;
}
