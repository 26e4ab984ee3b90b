import type { Line, Settled } from "./line.ts";
import { readBuy, readLinks, readPreset, readTarget, readTicker } from "./fields.ts";
import { readBareName, readQuotedName } from "./name.ts";
import { createReading } from "./reading.ts";
import { cutIntoTokens } from "./tokens.ts";
import { partsOf } from "./words.ts";

/**
 * Reads what stands behind `/launch`. Pure, in time linear to the length, for any text. It never throws and never guesses:
 * what can be read in two ways becomes a choice, and reading the same text again with its answer settles it.
 *
 * ```
 * line    = { item | gap }                 in any order
 * gap     = "," | ";" | "|" | line end | a dash or dot that stands alone
 * item    = target | preset | ticker | name | amount | link
 * target  = its id, label or alias, in any case                     pump  Four.Meme  letsbonk USD1
 * preset  = "@" word
 * ticker  = "$" word | CAPITALS | the only bare word beside a quoted name
 * name    = quoted, in the marks of any keyboard | bare words that stand together
 * amount  = digits [("." | ",") digits] [[blank] ("SOL" | "BNB" | "ETH" | "MON")]
 * link    = scheme "://" … | "www." … | host "/" …     a picture by its ending, a page, or one on X or Telegram
 * ```
 *
 * What the grammar leaves open is a choice: two of a kind; `1,000`; a whole number beside bare words (`Area 51`); a bare
 * host (`moss.xyz`) when no name is quoted; words on both sides of something else; a quotation that never closes. Between
 * quotation marks nothing has a meaning of its own. Only glued to its number is `BNB` a unit: alone it is a target too.
 */
export function readLine(text: string, settled: Settled = {}): Line {
  const asTyped = cutIntoTokens(text);
  const { unclosed } = asTyped;
  const closesLate = unclosed !== null && settled.name === unclosed;
  const { tokens } = closesLate ? cutIntoTokens(text, true) : asTyped;

  const reading = createReading(partsOf(tokens), settled);
  readQuotedName(reading);
  readPreset(reading);
  readTarget(reading);
  readLinks(reading);
  readTicker(reading);
  // What is open decides which words are left, so nobody can say yet what those are.
  const { isOpen } = reading;
  const open = ["target", "website", "twitter", "telegram", "ticker"] as const;
  if (!open.some(isOpen)) readBuy(reading);
  if (!open.some(isOpen) && !isOpen("buy")) readBareName(reading, closesLate ? null : unclosed);
  reading.miss(reading.ofKind("bad"));
  return reading.result();
}
