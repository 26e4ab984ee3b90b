import { refuse } from "./errors.ts";
import type { Field } from "./problem.ts";

/**
 * Control characters, line separators, and marks that turn text around or take no ink. Line feed is judged apart, joiners
 * and selectors by {@link STRAY_JOINERS}.
 */
const HIDDEN_MARKS =
  /[[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\uFFF9-\uFFFB]--[\u200C\u200D\uFE00-\uFE0F\u{E0020}-\u{E007F}]]/v;

/** Marks that belong inside an emoji or a joined script, where they do not: there they only make two names look alike. */
const STRAY_JOINERS = new RegExp(
  [
    "(?<![\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\p{M}\\p{Script=Arabic}\\p{Script=Syriac}])[\\u200C\\u200D]",
    "(?<![\\p{Extended_Pictographic}\\p{Emoji_Modifier}])[\\uFE00-\\uFE0F](?!\\u20E3)",
    "(?<![\\u{1F3F4}\\u{E0020}-\\u{E007E}])[\\u{E0020}-\\u{E007F}]",
  ].join("|"),
  "u",
);

/** The longest emoji there are take 15 units of UTF-16; what is longer is a pile of marks. */
const LONGEST_GRAPHEME = 16;

/** Made with the first text that is not plain: it would be a fortieth of every start. */
let graphemes: Intl.Segmenter | null = null;

const PLAIN = /^[ -~]*$/;

/** Length as people count it: one emoji with its joiners is one. Marks piled upon each other count from the 17th unit. */
export function lengthOf(text: string): number {
  // Most text is plain, and the segmenter takes a hundred times as long.
  if (PLAIN.test(text)) return text.length;
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  let length = 0;
  for (const { segment } of graphemes.segment(text)) {
    length += Math.ceil(segment.length / LONGEST_GRAPHEME);
  }
  return length;
}

export interface TextRule {
  readonly min: number;
  readonly max: number;
  readonly lines?: "one" | "many";
}

/**
 * Trims, joins runs of blanks and checks a piece of text.
 *
 * Hidden marks are refused rather than dropped: a name that looks like another one is how people get cheated.
 *
 * @throws {InputError} `empty`, `too-short`, `too-long` or `control-characters`.
 */
export function parseText(field: Field, typed: string, rule: TextRule): string {
  const many = rule.lines === "many";
  const text = many ? typed.trim().replace(/\r\n?/g, "\n") : typed.trim().replace(/[ \t]+/g, " ");
  if (text === "") refuse({ code: "empty", field });
  const onOneLine = many ? text.replaceAll("\n", " ") : text;
  if (HIDDEN_MARKS.test(onOneLine) || STRAY_JOINERS.test(onOneLine)) {
    refuse({ code: "control-characters", field });
  }
  const got = lengthOf(text);
  if (got < rule.min) refuse({ code: "too-short", field, min: rule.min });
  if (got > rule.max) refuse({ code: "too-long", field, max: rule.max, got });
  return text;
}

export interface TickerRule extends TextRule {
  /** `latin`: A to Z and 0 to 9, upper-cased here. `any`: letters and digits of every script, kept as typed. */
  readonly alphabet: "latin" | "any";
}

/** Reads a ticker; a leading `$` is dropped. @throws {InputError} `ticker-*` or as {@link parseText}. */
export function parseTicker(typed: string, rule: TickerRule): string {
  const bare = parseText("ticker", typed.trim().replace(/^[$＄]\s*/u, ""), { ...rule, min: 1 });
  if (/[\p{Extended_Pictographic}\p{Regional_Indicator}\u20E3]/u.test(bare)) {
    refuse({ code: "ticker-emoji" });
  }
  // Before upper-casing, which turns some foreign letters into two Latin ones.
  const foreign = rule.alphabet === "latin" ? /[^A-Za-z0-9]/u : /^\p{M}|[^\p{L}\p{M}\p{N}]/u;
  const stranger = foreign.exec(bare);
  if (stranger) refuse({ code: "ticker-alphabet", allowed: rule.alphabet, found: stranger[0] });
  if (lengthOf(bare) < rule.min) refuse({ code: "too-short", field: "ticker", min: rule.min });
  return rule.alphabet === "latin" ? bare.toUpperCase() : bare;
}

const ALL_HIDDEN_MARKS = new RegExp(HIDDEN_MARKS, "gv");

/** Cuts text that came from outside to `max` characters, on one line, without hidden marks, and never within one. */
export function cut(text: string, max: number): string {
  const seen = text.toWellFormed().replace(/\s+/g, " ").replace(ALL_HIDDEN_MARKS, "");
  const line = seen.replace(/ +/g, " ").trim();
  if (line.length <= max) return line;
  return `${line.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
