import type { DraftContent } from "../domain/draft.ts";
import { InputError } from "../domain/errors.ts";
import type { Field } from "../domain/problem.ts";
import { TARGETS } from "../domain/targets.ts";
import { parseText, parseTicker } from "../domain/text.ts";

/** What a message that was replied to suggests. */
export interface Hints {
  readonly names: readonly string[];
  readonly tickers: readonly string[];
}
export const NO_HINTS: Hints = { names: [], tickers: [] };

const MOST = 3;
/** First buys as buttons, by the unit's symbol. */
const BUYS: Readonly<Record<string, readonly string[]>> = {
  SOL: ["0.1", "0.5", "1"],
  BNB: ["0.05", "0.1", "0.3"],
  ETH: ["0.01", "0.05", "0.1"],
  MON: ["100", "500", "1000"],
};

/** Answers to a question that one tap gives. Only what the target takes, and nothing that is not a good guess. */
export function offersFor(field: Field, content: DraftContent, hints: Hints): readonly string[] {
  const target = TARGETS[content.target];
  switch (field) {
    case "name": {
      const own = content.ticker === null ? [] : [spelled(content.ticker)];
      return fitting([...hints.names, ...own], (text) => parseText("name", text, target.name));
    }
    case "ticker": {
      const words = content.name?.toUpperCase().match(/[\p{L}\p{N}]+/gu) ?? [];
      const own = words.length > 0 ? [words.join(""), words[0] ?? ""] : [];
      const initials = words.length > 1 ? [words.map((word) => word.charAt(0)).join("")] : [];
      return fitting([...hints.tickers, ...own, ...initials], (text) =>
        parseTicker(text, { ...target.ticker, max: Math.min(target.ticker.max, 10) }),
      );
    }
    case "buy":
      return BUYS[target.buy?.symbol ?? ""] ?? [];
    default:
      return [];
  }
}

/** `MOSS` as a name: `Moss`. */
const spelled = (ticker: string): string =>
  ticker.charAt(0).toUpperCase() + ticker.slice(1).toLowerCase();

function fitting(all: readonly string[], parse: (text: string) => string): readonly string[] {
  const good = all.flatMap((text) => {
    try {
      return [parse(text)];
    } catch (error) {
      if (error instanceof InputError) return [];
      throw error;
    }
  });
  return [...new Set(good)].slice(0, MOST);
}
