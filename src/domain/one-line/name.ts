import type { Reading } from "./reading.ts";
import type { Part } from "./words.ts";

/** As many as a person can look through, none longer than any target takes. */
const MOST = 6;
const LONGEST = 255;

/** A name in quotation marks is one for sure. */
export function readQuotedName(reading: Reading): void {
  const quoted = reading.ofKind("quoted");
  const name = reading.settle("name", quoted.map(textOf));
  if (name !== undefined) reading.miss(quoted.filter(({ text }) => text !== name));
}

/**
 * The bare words that nothing else claimed are the name, if they stand together. Where they do not, or a mark never closes,
 * every way to put them together is offered.
 *
 * @param unclosed What stands behind a quotation mark that never closes.
 */
export function readBareName(reading: Reading, unclosed: string | null): void {
  if (reading.ofKind("quoted").length > 0) {
    reading.miss([...reading.words]);
    return;
  }
  const groups = groupsOf(reading.parts, reading.words);
  if (groups.length === 0) return;
  const apart = groups.map(textOfAll);
  const together = groups.length === 1 ? apart : [apart.join(" "), ...spanOf(reading), ...apart];
  const ways = [...together, ...(unclosed === null ? [] : [unclosed])];
  const fitting = ways.filter((way, at) => at === 0 || way.length <= LONGEST).slice(0, MOST);
  const name = reading.settle("name", fitting);
  if (typeof name !== "string" || !apart.includes(name)) return;
  reading.miss(groups.flatMap((group, at) => (apart[at] === name ? [] : group)));
}

/** Runs of bare words with nothing between them. */
function groupsOf(parts: readonly Part[], words: ReadonlySet<Part>): readonly (readonly Part[])[] {
  const groups: Part[][] = [];
  parts.forEach((part, at) => {
    if (!words.has(part)) return;
    const before = parts[at - 1];
    if (before !== undefined && words.has(before)) groups.at(-1)?.push(part);
    else groups.push([part]);
  });
  return groups;
}

/** From the first bare word to the last as typed, where only the ticker stands between. */
function spanOf({ parts, words, ticker }: Reading): readonly string[] {
  const from = parts.findIndex((part) => words.has(part));
  const span = parts.slice(from, parts.findLastIndex((part) => words.has(part)) + 1);
  return span.every((part) => words.has(part) || ticker.has(part)) ? [textOfAll(span)] : [];
}

const textOf = ({ text }: { readonly text: string }): string => text;
const textOfAll = (parts: readonly Part[]): string => parts.map(textOf).join(" ");
