import type { Found } from "./one-line/line.ts";
import { readLine } from "./one-line/read-line.ts";
import { cutIntoTokens } from "./one-line/tokens.ts";

/** What a message gives a draft, and what it only suggests. */
export interface Given {
  readonly found: Omit<Found, "target" | "preset" | "buy">;
  readonly description: string | null;
  /** For the questions that are left: to be tapped, never taken by themselves. */
  readonly names: readonly string[];
  readonly tickers: readonly string[];
}

const CASHTAG = /(?<![\p{L}\p{N}$＄])[$＄](\p{L}[\p{L}\p{M}\p{N}]{0,19})(?![\p{L}\p{N}])/gu;
const LINKS_AND_TAGS = /\S+:\/\/\S+|[$＄]\S+/gu;
const LONGEST_NAME = 32;
/** What is shorter is no sentence. */
const LEAST_DESCRIPTION = 20;

/**
 * Reads a message that was replied to. It is data, whoever wrote it: it names no target, preset or amount, since only the
 * person who launches says where and for how much. Links, the one ticker with a dollar, and what is long enough to describe
 * something fill the draft, and so does a short name beside that ticker. Everything else of it may mean anything.
 */
export function readReplied(text: string): Given {
  const { found, choices } = readLine(text);
  const { name, picture, website, twitter, telegram } = found;
  const tags = Array.from(text.matchAll(CASHTAG), ([, tag = ""]) => tag);
  const tickers = [...new Map(tags.map((tag) => [tag.toUpperCase(), tag])).values()];
  const [ticker] = tickers.length === 1 ? tickers : [];
  const isShort = (one: string) => one !== "" && one.length <= LONGEST_NAME;
  const isName = ticker !== undefined && choices.length === 0 && !text.includes("\n");
  const given = { ticker, name: isName && name && isShort(name) ? name : undefined };
  const quoted = cutIntoTokens(text).tokens.flatMap((one) =>
    one.kind === "quoted" ? [one.text] : [],
  );
  const plain = text.replace(LINKS_AND_TAGS, "").trim();
  return {
    found: defined({ ...given, picture, website, twitter, telegram }),
    description: plain.length >= LEAST_DESCRIPTION ? text.trim() : null,
    names: [...quoted, plain.split("\n", 1)[0] ?? ""].filter(isShort),
    tickers,
  };
}

function defined(found: { readonly [Key in keyof Found]: Found[Key] | undefined }): Found {
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}
