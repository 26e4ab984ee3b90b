import { InputError } from "../errors.ts";
import { parseLink, purposeOf } from "../link.ts";
import type { Problem } from "../problem.ts";
import { createQuoteReader, HARD_MARKS } from "./quotes.ts";

export type LinkField = ReturnType<typeof purposeOf>;

/** A piece of a line. A `gap` parts what stands on its two sides; blanks do not. */
export type Token =
  | { readonly kind: "quoted" | "word"; readonly text: string }
  | { readonly kind: "link"; readonly field: LinkField; readonly url: string }
  | { readonly kind: "bad-link"; readonly text: string; readonly problem: Problem }
  | { readonly kind: "gap" };

export interface Tokens {
  readonly tokens: readonly Token[];
  /** What stands behind the first quotation mark that never closes, to the end of its line; null when all do. */
  readonly unclosed: string | null;
}

/** A link says so itself: by its scheme, by `www.`, or by a path behind a name with a dot. */
const LINK = /(?:[a-z][a-z\d+.-]{0,20}:\/\/|www\.|[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+[/?])\S*/iuy;
/** A comma between digits belongs to their number, and so may one before a digit that follows a blank. */
const WORD = new RegExp(
  `(?:(?<![^\\s]),(?=\\d))?(?:[^\\s,;，、；|${HARD_MARKS}]|(?<=\\d),(?=\\d))+`,
  "uy",
);
const BLANKS = /[^\S\n]+/uy;
/** Dashes and dots that stand alone part things, as commas and line ends do. */
const LONE_MARK = /^[-–—·•/]+$/u;
const BEHIND_A_LINK = new Set(`.,;:!?)]}>'’${HARD_MARKS}`);

/**
 * Cuts a line into quotations, links, words and gaps, in time linear to its length. An unclosed mark is left out, unless
 * `toTheEnd` has it close at the end of its line.
 */
export function cutIntoTokens(text: string, toTheEnd = false): Tokens {
  const tokens: Token[] = [];
  const quotationAt = createQuoteReader(text);
  let unclosed: string | null = null;
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };

  while (at < text.length) {
    const blanks = take(BLANKS);
    if (blanks !== undefined) {
      at += blanks.length;
      continue;
    }
    const quotation = quotationAt(at);
    if (quotation === "unclosed") {
      at += 1;
      if (unclosed !== null) continue;
      unclosed = text.slice(at).split("\n", 1)[0] ?? "";
      if (!toTheEnd) continue;
      tokens.push(...quoted(unclosed));
      at += unclosed.length;
      continue;
    }
    if (quotation) {
      tokens.push(...quoted(quotation.text));
      at = quotation.end;
      continue;
    }
    const link = take(LINK);
    if (link !== undefined) {
      tokens.push(linkFrom(link));
      at += link.length;
      continue;
    }
    const word = take(WORD);
    tokens.push(
      word === undefined || LONE_MARK.test(word) ? { kind: "gap" } : { kind: "word", text: word },
    );
    at += word?.length ?? 1;
  }
  return { tokens, unclosed: unclosed === null ? null : onOneLine(unclosed) };
}

/** Runs of blanks become one, as everywhere in names. */
export const onOneLine = (text: string): string => text.trim().replace(/\s+/g, " ");

function quoted(text: string): readonly Token[] {
  const line = onOneLine(text);
  return line === "" ? [] : [{ kind: "quoted", text: line }];
}

/** A link without what only stands behind it in a sentence, and what it is for; its scheme may be left out. */
export function linkFrom(typed: string): Token {
  let end = typed.length;
  while (BEHIND_A_LINK.has(typed[end - 1] ?? "")) end -= 1;
  const text = typed.slice(0, end);
  try {
    const url = parseLink("website", text);
    return { kind: "link", field: purposeOf(url), url };
  } catch (error) {
    if (error instanceof InputError) return { kind: "bad-link", text, problem: error.problem };
    throw error;
  }
}
