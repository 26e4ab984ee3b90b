import { refuse } from "./errors.ts";
import type { Field } from "./problem.ts";

/** Control characters, and the invisible marks that turn text around or hide in it. Line feed is judged apart. */
const HIDDEN_MARKS =
  /[\p{Cc}\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/u;
const HIDDEN_MARKS_BUT_LINE_FEED = new RegExp(
  HIDDEN_MARKS.source.replace("\\p{Cc}", "\\u0000-\\u0009\\u000B-\\u001F\\u007F-\\u009F"),
  "u",
);

/** Length as people count it: one emoji with its joiners is one. */
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

export function lengthOf(text: string): number {
  return [...graphemes.segment(text)].length;
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
  if ((many ? HIDDEN_MARKS_BUT_LINE_FEED : HIDDEN_MARKS).test(text)) {
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
  if (/\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(bare)) {
    refuse({ code: "ticker-emoji" });
  }
  const ticker = rule.alphabet === "latin" ? bare.toUpperCase() : bare;
  const stranger = (rule.alphabet === "latin" ? /[^A-Z0-9]/u : /[^\p{L}\p{M}\p{N}]/u).exec(ticker);
  if (stranger) refuse({ code: "ticker-alphabet", allowed: rule.alphabet, found: stranger[0] });
  if (lengthOf(ticker) < rule.min) refuse({ code: "too-short", field: "ticker", min: rule.min });
  return ticker;
}

/** Cuts text that came from outside to `max` characters, on one line. */
export function cut(text: string, max: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > max ? `${line.slice(0, max - 1)}…` : line;
}
