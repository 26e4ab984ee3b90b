import type { LooksLike } from "../domain/problem.ts";
import { isJwt, isWalletKey } from "./looks-like.ts";
import { holdsSeedPhrase } from "./seed-phrase.ts";
import { halvesMatch, WALLET_BYTES } from "./wallet.ts";

/** Marks that nobody sees; a copy brings them along, also into the middle of a key. */
const UNSEEN = /[\u200B-\u200D\u2060\uFEFF]/g;

const FINDERS: readonly (readonly [LooksLike, (text: string) => boolean])[] = [
  ["jwt", holdsJwt],
  ["ed25519", holdsWalletKey],
  ["seed-phrase", holdsSeedPhrase],
  ["evm-private-key", saysItIsEvmKey],
  ["api-key", holdsApiKey],
];

/**
 * Finds a secret anywhere in a text that people wrote to each other.
 *
 * Built for few false alarms: what it finds is deleted. 64 bytes are a Solana key only when their halves belong together,
 * since a transaction's signature is 64 bytes too. 32 bytes of hex are an EVM key only where the text calls them one. A key
 * that a provider encrypted has no shape and is never found.
 */
export function findSecret(text: string): LooksLike | null {
  const seen = text.replace(UNSEEN, "");
  return FINDERS.find(([, holds]) => holds(seen))?.[0] ?? null;
}

/** Also glued to what stands before and after it, as in `jwt_eyJ….` at the end of a sentence. */
function holdsJwt(text: string): boolean {
  return (text.match(/[\w.-]{20,}/g) ?? []).some((word) => {
    const parts = word.split(".");
    return parts.some((part, at) => {
      // How `{"`, `{ ` and `{` with a line break begin in base64.
      const start = part.search(/ey[IJ]|ew[0o]/);
      return start !== -1 && isJwt(`${part.slice(start)}.${parts[at + 1]}.${parts[at + 2]}`);
    });
  });
}

function holdsWalletKey(text: string): boolean {
  return (
    someMatch(text, /[1-9A-HJ-NP-Za-km-z]{64,}/g, isWalletKey) ||
    someMatch(text, /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{86}==/g, isWalletKey) ||
    someMatch(text, /[0-9a-f]{128,}/gi, (hex) => isKey(Buffer.from(hex, "hex"))) ||
    someMatch(text, /(?<!\d)\d{1,3}(?:[\s,]+\d{1,3}){63,}(?!\d)/g, (list) =>
      isKey(bytesOf(list.split(/[\s,]+/).map(Number))),
    )
  );
}

function isKey(bytes: Buffer): boolean {
  try {
    return bytes.length === WALLET_BYTES && halvesMatch(bytes);
  } finally {
    bytes.fill(0);
  }
}

const bytesOf = (numbers: readonly number[]): Buffer =>
  Buffer.from(numbers.every((number) => number <= 255) ? numbers : []);

function saysItIsEvmKey(text: string): boolean {
  return /(?:private|secret)[\s_-]*key\W{0,8}(?:is\W{1,4})?(?:0x)?[0-9a-f]{64}(?![0-9a-f])/i.test(
    text,
  );
}

/** `sk-` and a long word with digits; not a page's address, which may have an `sk-` in its path. */
function holdsApiKey(text: string): boolean {
  return /(?<![\w/.-])sk-(?:[a-z]{2,8}-)?(?=[A-Za-z_]*\d)\w{24,}/.test(text);
}

function someMatch(text: string, pattern: RegExp, is: (found: string) => boolean): boolean {
  return (text.match(pattern) ?? []).some((found) => is(found));
}
