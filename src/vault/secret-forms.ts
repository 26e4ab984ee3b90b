import type { SecretForm } from "../domain/credential.ts";
import { refuse } from "../domain/errors.ts";
import type { LooksLike } from "../domain/problem.ts";
import {
  isAddress,
  isEvmKey,
  isJwt,
  isWalletKey,
  looksLike,
  readPart,
  unwrap,
} from "./looks-like.ts";
import { isSeedPhrase } from "./seed-phrase.ts";
import { addressOf, decodeWallet, readWallet } from "./wallet.ts";

/** Well above every documented secret; a list of wallets is the longest. */
const MAX_BYTES = 16 * 1024;

/** A secret in the one spelling in which it is kept, and what may be known about it. */
export interface CheckedSecret {
  /** For the caller to wipe. */
  readonly bytes: Buffer;
  /** Public address of a wallet, base58. */
  readonly address: string | null;
  /** A JWT's own word about its end, ms since the epoch. Nobody checked its signature. */
  readonly expiresAt: number | null;
}

/**
 * Checks what a person typed into a slot and brings it into the spelling in which it is kept.
 *
 * Shapes are judged on a string, which cannot be wiped; it lives until it is collected. `typed` stays the caller's.
 *
 * @throws {InputError} `secret-form`, `secret-expired` or `wallet-halves-differ`.
 */
export function checkSecret(form: SecretForm, typed: Buffer, now: number): CheckedSecret {
  if (typed.length > MAX_BYTES) refuse({ code: "secret-form", expected: form, looksLike: "text" });
  const text = unwrap(typed.toString("utf8"));
  switch (form) {
    case "jwt":
      return checkJwt(text, now);
    case "ed25519":
      return checkWallet(text);
    case "sealed-key":
      return asTyped(form, text, isSealedKey(text));
    case "api-key":
      return asTyped(form, text, isApiKey(text));
    case "wallet-amounts":
      return checkWalletList(form, text, /^\d+(?:\.\d+)?$/);
    case "wallet-amount-delays":
      return checkWalletList(form, text, /^\d+(?:\.\d+)?:\d+$/);
    case "opaque":
      return asTyped(form, text, /^[^\p{Cc}\u2028\u2029]+$/u.test(text));
  }
}

function checkJwt(typed: string, now: number): CheckedSecret {
  const text = typed.replace(/^Bearer\s+/i, "");
  if (!isJwt(text)) wrongForm("jwt", text);
  const exp = readPart(text.split(".")[1])?.["exp"];
  const expiresAt = typeof exp === "number" && Number.isFinite(exp) ? Math.floor(exp * 1000) : null;
  if (expiresAt !== null && expiresAt <= now) {
    refuse({ code: "secret-expired", expiredAt: expiresAt });
  }
  return { bytes: Buffer.from(text), address: null, expiresAt };
}

function checkWallet(text: string): CheckedSecret {
  const bytes = readWallet(text) ?? wrongForm("ed25519", text);
  return { bytes, address: addressOf(bytes), expiresAt: null };
}

function asTyped(form: SecretForm, text: string, fits: boolean): CheckedSecret {
  if (!fits) wrongForm(form, text);
  return { bytes: Buffer.from(text), address: null, expiresAt: null };
}

/** Entries of `encryptedKey:rest`; the key may hold colons itself, so the rest is read from the right. */
function checkWalletList(form: SecretForm, text: string, rest: RegExp): CheckedSecret {
  const parts = form === "wallet-amounts" ? 1 : 2;
  const entries = text.split(",").map((entry) => entry.trim());
  for (const entry of entries) {
    const fields = entry.split(":");
    const key = fields.slice(0, -parts).join(":");
    if (!isSealedKey(key)) wrongForm(form, key === "" ? text : key);
    if (!rest.test(fields.slice(-parts).join(":"))) wrongForm(form, text);
  }
  return asTyped(form, entries.join(","), true);
}

/** A key that its provider encrypted. What could be a raw key must not leave for a place that expects none. */
function isSealedKey(text: string): boolean {
  return (
    isOneWord(text) && !text.includes(",") && !isRawKey(text) && !isJwt(text) && !isAddress(text)
  );
}

/** A bare 64-digit hex number may well be an API key; with 0x in front it is a wallet's. */
function isApiKey(text: string): boolean {
  const raw = text.startsWith("0x") ? isEvmKey(text) : isWalletKey(text) || text.startsWith("[");
  return isOneWord(text) && !raw && !isJwt(text);
}

const isOneWord = (text: string): boolean => /^[\x21-\x7E]+$/.test(text);

/**
 * 64 bytes in base58 or as a list are taken for a key even when mistyped. In base64 only when their halves match: 64
 * bytes are also what a sealed 32-byte key takes with its iv and tag.
 */
function isRawKey(text: string): boolean {
  if (isEvmKey(text) || isSeedPhrase(text) || isWalletKey(text)) return true;
  return !text.endsWith("==") && decodesToWallet(text);
}

function decodesToWallet(text: string): boolean {
  const key = decodeWallet(text);
  key?.fill(0);
  return key !== null;
}

function wrongForm(expected: SecretForm, text: string): never {
  const shape: LooksLike = looksLike(text);
  // A key with a slip is still better called a key than a text.
  const looks = shape === "text" && decodesToWallet(text) ? "ed25519" : shape;
  refuse({ code: "secret-form", expected, looksLike: looks });
}
