import { targetCalled, type TargetId } from "../targets.ts";
import { linkFrom, type LinkField, type Token } from "./tokens.ts";
import type { Problem } from "../problem.ts";

/** What a piece of a line is by its form. Where a form has more than one meaning, the line as a whole decides. */
export type Part =
  | { readonly is: "target"; readonly id: TargetId; readonly text: string }
  | { readonly is: "preset"; readonly name: string; readonly text: string }
  /** With a dollar: nothing but a ticker. */
  | { readonly is: "cashtag"; readonly ticker: string; readonly text: string }
  | { readonly is: "quoted"; readonly text: string }
  | { readonly is: "link"; readonly field: LinkField; readonly url: string; readonly text: string }
  /** `moss.xyz`: a page, or a word. */
  | { readonly is: "host"; readonly field: LinkField; readonly url: string; readonly text: string }
  /** What it may amount to, with a dot: one amount, or two where a comma can mean either. */
  | {
      readonly is: "amount";
      readonly readings: readonly string[];
      /** A bare whole number may be part of a name: `Area 51`. */
      readonly plain: boolean;
      readonly text: string;
    }
  | { readonly is: "word"; readonly text: string }
  | { readonly is: "gap"; readonly text: "" }
  | { readonly is: "bad"; readonly text: string; readonly problem: Problem | null };

const UNIT = /^(sol|eth|mon)$/i;
const AMOUNT = /^(\d*)(?:([.,])(\d+))?(sol|bnb|eth|mon)?$/i;
const HOST = /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}$/u;

/** Tells for each piece what it is, taking two words together where only the two have a meaning: `0.5 SOL`. */
export function partsOf(tokens: readonly Token[]): readonly Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    const next = tokens[at + 1];
    const pair =
      token.kind === "word" && next?.kind === "word" ? readPair(token.text, next.text) : null;
    parts.push(pair ?? readToken(token));
    if (pair) at += 1;
  }
  return parts;
}

function readPair(first: string, second: string): Part | null {
  const text = `${first} ${second}`;
  const id = targetCalled(text);
  if (id) return { is: "target", id, text };
  if (!UNIT.test(second) || !/^[\d.,]+$/.test(first)) return null;
  return amountFrom(first + second, text);
}

function readToken(token: Token): Part {
  switch (token.kind) {
    case "gap":
      return { is: "gap", text: "" };
    case "quoted":
      return { is: "quoted", text: token.text };
    case "link":
      return { is: "link", field: token.field, url: token.url, text: token.url };
    case "bad-link":
      return { is: "bad", text: token.text, problem: token.problem };
    case "word":
      return readWord(token.text);
  }
}

function readWord(text: string): Part {
  const id = targetCalled(text);
  if (id) return { is: "target", id, text };
  const preset = /^@([\p{L}\p{N}_]{1,32})$/u.exec(text)?.[1];
  if (preset !== undefined) return { is: "preset", name: preset.toLowerCase(), text };
  const ticker = /^[$＄]([\p{L}\p{N}][\p{L}\p{M}\p{N}]{0,19})$/u.exec(text)?.[1];
  if (ticker !== undefined) return { is: "cashtag", ticker, text };
  const amount = amountFrom(text, text);
  if (amount) return amount;
  const link = HOST.test(text) ? linkFrom(text) : undefined;
  if (link?.kind === "link") return { is: "host", field: link.field, url: link.url, text };
  // What is left of a number, a command or a mention is no part of a name.
  const odd = /^[/@$＄+-]|^[^\p{L}\p{Extended_Pictographic}\p{RI}&]+$/u.test(text);
  return odd ? { is: "bad", text, problem: null } : { is: "word", text };
}

/**
 * `0.5`, `0,5`, `.5`, `1`, `0.5SOL`. A comma before exactly three digits can mean a thousand or a fraction, and a comma in
 * front can part or begin a number, so these have two readings.
 */
function amountFrom(typed: string, text: string): Part | null {
  const [all, whole = "", mark, fraction = "", unit = ""] = AMOUNT.exec(typed) ?? [];
  if (all === undefined || whole + fraction === "") return null;
  const told = unit === "" ? "" : ` ${unit.toUpperCase()}`;
  const asFraction = mark === undefined ? whole : `${whole === "" ? "0" : whole}.${fraction}`;
  const twofold = mark === "," && (whole === "" || (fraction.length === 3 && !/^0*$/.test(whole)));
  const readings = [asFraction, ...(twofold ? [whole + fraction] : [])];
  return {
    is: "amount",
    readings: readings.map((digits) => digits + told),
    plain: mark === undefined && unit === "",
    text,
  };
}
