import {
  createPrivateKey,
  createPublicKey,
  randomBytes,
  sign as signBytes,
  timingSafeEqual,
  type KeyObject,
} from "node:crypto";
import { base58, base64 } from "@scure/base";
import { refuse } from "../domain/errors.ts";
import type { Secret } from "../domain/secret.ts";

/** A wallet key as Solana tools write it: the 32-byte seed, then the 32-byte public key. */
export const WALLET_BYTES = 64;
const SEED_BYTES = 32;

/** PKCS #8 frame of an ed25519 seed (RFC 8410). node:crypto takes no bare seed. */
const PKCS8_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");

/**
 * Reads a wallet key from any of its three usual spellings: a JSON array of 64 bytes, base64 or base58 of 64 bytes.
 *
 * The codecs work on strings, which cannot be wiped: a typed key stays on the heap until it is collected.
 *
 * @returns The 64 bytes, for the caller to wipe; null when the text is none of the three.
 * @throws {InputError} `wallet-halves-differ` when the public half is not the seed's: a mistyped or cut key.
 */
export function readWallet(text: string): Buffer | null {
  const key = decodeWallet(text);
  if (!key) return null;
  if (!halvesMatch(key)) {
    key.fill(0);
    refuse({ code: "wallet-halves-differ" });
  }
  return key;
}

/** The 64 bytes as typed, whether or not they are a key. */
export function decodeWallet(text: string): Buffer | null {
  if (text.startsWith("[")) return decodeArray(text);
  // Within the lengths that 64 bytes can have, so that nobody makes us decode a novel.
  if (/^[A-Za-z0-9+/]{86}==$/.test(text)) return decode(() => base64.decode(text));
  if (/^[1-9A-HJ-NP-Za-km-z]{64,88}$/.test(text)) return decode(() => base58.decode(text));
  return null;
}

/** Whether the second half is the public key of the first. */
export function halvesMatch(key: Buffer): boolean {
  return timingSafeEqual(publicHalf(key.subarray(0, SEED_BYTES)), key.subarray(SEED_BYTES));
}

/** The wallet's public address: base58 of its public half. */
export function addressOf(key: Buffer): string {
  return base58.encode(key.subarray(SEED_BYTES, WALLET_BYTES));
}

/** Signs with ed25519 (RFC 8032). @returns 64 bytes. */
export function sign(wallet: Secret, message: Buffer): Buffer {
  return signBytes(null, message, privateKey(wallet.expose().subarray(0, SEED_BYTES)));
}

/** A fresh wallet, as 64 bytes for the caller to wipe. */
export function generate(): Buffer {
  const seed = randomBytes(SEED_BYTES);
  const key = Buffer.concat([seed, publicHalf(seed)]);
  seed.fill(0);
  return key;
}

function privateKey(seed: Buffer): KeyObject {
  const der = Buffer.concat([PKCS8_HEAD, seed]);
  try {
    return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  } finally {
    der.fill(0);
  }
}

function publicHalf(seed: Buffer): Buffer {
  return createPublicKey(privateKey(seed)).export({ format: "der", type: "spki" }).subarray(-32);
}

function decodeArray(text: string): Buffer | null {
  // 64 numbers of three digits with room for line breaks.
  if (text.length > 1000) return null;
  let numbers: unknown;
  try {
    numbers = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(numbers) || numbers.length !== WALLET_BYTES) return null;
  const bytes = numbers.filter((n) => Number.isInteger(n) && n >= 0 && n <= 255) as number[];
  return bytes.length === WALLET_BYTES ? Buffer.from(bytes) : null;
}

function decode(read: () => Uint8Array): Buffer | null {
  try {
    const bytes = read();
    return bytes.length === WALLET_BYTES ? Buffer.from(bytes.buffer, bytes.byteOffset, 64) : null;
  } catch {
    return null;
  }
}
