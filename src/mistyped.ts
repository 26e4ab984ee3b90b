/** Shorter names are a slip of the pen away from too much that is none of ours. */
const LEAST_LENGTH = 6;
const MOST_SLIPS = 2;

/**
 * The known name that somebody who wrote `name` probably meant; null when nothing is near. For warnings only: an
 * environment is full of other programs' names.
 */
export function guessName(name: string, known: readonly string[]): string | null {
  const typed = name.toUpperCase().replaceAll("-", "_");
  const near = known
    .filter((one) => one.length >= LEAST_LENGTH && one !== name)
    .map((one) => ({ one, slips: slipsBetween(typed, one) }))
    .filter(({ slips }) => slips <= MOST_SLIPS)
    .toSorted((first, second) => first.slips - second.slips);
  return near[0]?.one ?? null;
}

/** Letters to add, drop or exchange to make one text of the other (Levenshtein). */
function slipsBetween(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [row, letter] of Array.from(one).entries()) {
    const current = [row + 1];
    for (const [column, against] of Array.from(other).entries()) {
      const exchanged = (above[column] ?? 0) + (letter === against ? 0 : 1);
      const dropped = (above[column + 1] ?? 0) + 1;
      const added = (current[column] ?? 0) + 1;
      current.push(Math.min(exchanged, dropped, added));
    }
    above = current;
  }
  return above.at(-1) ?? 0;
}
