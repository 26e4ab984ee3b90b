/** Text as people and providers send it at their worst, and the forms that have rules. */
import fc from "fast-check";

/** Marks that turn text around. */
export const BIDI_CONTROLS = /\p{Bidi_Control}/u;

const BIDI = Array.from("\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");
const UNSEEN = Array.from(
  "\u0000\u0007\u001B\u007F\u0085\u00AD\u200B\u200C\u200D\u2028\u2060\uFEFF\uFFF9",
);
const MARKUP = [
  "<",
  ">",
  "&",
  '"',
  "'",
  "&lt;",
  "&#60;",
  "&amp;amp;",
  "</b>",
  "<b>",
  "<code>",
  "<tg-spoiler>",
  '<a href="https://evil.example/">',
  "<!--",
];
const EMOJI = ["🌿", "👩‍👩‍👧‍👦", "👩🏽‍❤️‍💋‍👨🏽", "🇩🇪", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣", "☑︎"];
const HALVES = ["\uD83C", "\uDF3F"];
const SCRIPTS = ["ẞ", "İ", "ﬃ", "مرحبا", "שלום", "नमस्ते", "日本", "a\u0301\u0301\u0301", "Ω", "٣"];
const BLANKS = [" ", "  ", "\t", "\n", "\r\n", "\u00A0", "\u3000"];

const unit = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 6 }) },
  fc.constantFrom(...BIDI),
  fc.constantFrom(...UNSEEN),
  { weight: 2, arbitrary: fc.constantFrom(...MARKUP) },
  fc.constantFrom(...EMOJI),
  fc.constantFrom(...HALVES),
  fc.constantFrom(...SCRIPTS),
  fc.constantFrom(...BLANKS),
);

/** Any text, of at most about `most` characters. */
export function hostile(most = 400): fc.Arbitrary<string> {
  const mixed = fc.array(unit, { maxLength: 24 }).map((parts) => parts.join(""));
  const long = fc
    .tuple(unit, fc.integer({ min: 1, max: most }))
    .map(([part, length]) => part.repeat(Math.ceil(length / part.length)));
  return fc
    .oneof(
      { weight: 4, arbitrary: mixed },
      { weight: 1, arbitrary: long },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
    )
    .map((text) => text.slice(0, most));
}

const BASE58 = Array.from("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz");
const HEX = Array.from("0123456789abcdefABCDEF");

export const base58 = (min: number, max = min): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...BASE58), minLength: min, maxLength: max });
const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...HEX), minLength: length, maxLength: length });

export const solanaMint = base58(32, 44);
export const evmMint = hex(40).map((digits) => `0x${digits}`);

/** What stands where a mint should: nothing, something of another form, or hostile text. */
export const noMint = fc.oneof(
  fc.constantFrom(null, "", " ", 7, {}, "pending", "0x", "so11111", "m".repeat(101)),
  base58(45, 60),
  hex(39).map((digits) => `0x${digits}`),
  base58(32).map((mint) => `${mint}\u202E`),
  base58(32).map((mint) => `${mint.slice(1)}0`),
  hostile(120),
);
