import { base58 } from "@scure/base";
import type { LooksLike } from "../domain/problem.ts";
import { isSeedPhrase } from "./seed-phrase.ts";
import { decodeWallet, halvesMatch } from "./wallet.ts";

/**
 * How a text looks, by its shape alone: what to say about a paste in the wrong place.
 *
 * Built for few false alarms. 64 bytes are `ed25519` only when their halves belong together, since a Solana transaction's
 * signature is 64 bytes too. An EVM transaction hash cannot be told from a key: both are `evm-private-key`.
 */
export function looksLike(text: string): LooksLike {
  const bare = unwrap(text);
  if (bare === "") return "empty";
  if (isJwt(bare)) return "jwt";
  if (isWalletKey(bare)) return "ed25519";
  if (isEvmKey(bare)) return "evm-private-key";
  if (isAddress(bare)) return "address";
  if (isSeedPhrase(bare)) return "seed-phrase";
  // Long first parts only: "8:30" is a time of day.
  if (/^(?:[^,\s:]{24,}:\d+(?:\.\d+)?(?:,\s*|$))+$/.test(bare)) return "wallet-amounts";
  if (/^(?:[^,\s:]{24,}:\d+(?:\.\d+)?:\d+(?:,\s*|$))+$/.test(bare)) return "wallet-amount-delays";
  if (/^sk-[\w-]{16,}$/.test(bare)) return "api-key";
  return "text";
}

/** Without what a copy brings along: white space, quotes, and marks that nobody sees. */
export function unwrap(text: string): string {
  return text.replace(/^[\s"'`“”„‘’«»\u200B\uFEFF]+|[\s"'`“”„‘’«»\u200B\uFEFF]+$/g, "");
}

/** Three base64url parts of which the first two hold JSON objects. */
export function isJwt(text: string): boolean {
  const parts = /^([\w-]+)\.([\w-]+)\.[\w-]+$/.exec(text);
  return parts !== null && [parts[1], parts[2]].every((part) => readPart(part) !== null);
}

/** The JSON object in one part of a JWT. */
export function readPart(part = ""): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** Hex of 32 bytes, with or without 0x. */
export const isEvmKey = (text: string): boolean => /^(?:0x)?[0-9a-fA-F]{64}$/.test(text);

/** An EVM address, or 32 bytes of base58. */
export function isAddress(text: string): boolean {
  if (/^0x[0-9a-fA-F]{40}$/.test(text)) return true;
  if (!/^[1-9A-HJ-NP-Za-km-z]{32,44}$/.test(text)) return false;
  return base58.decode(text).length === 32;
}

/** A raw ed25519 key whose halves belong together. */
export function isWalletKey(text: string): boolean {
  const key = decodeWallet(text);
  if (!key) return false;
  try {
    return halvesMatch(key);
  } finally {
    key.fill(0);
  }
}
