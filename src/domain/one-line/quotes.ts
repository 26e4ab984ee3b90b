/** Each mark that begins a quotation, and those that may end it: keyboards mix them, and languages turn them around. */
const CLOSERS: Readonly<Record<string, string>> = {
  '"': '"”',
  "“": '”"“',
  "”": '”"',
  "„": '“”"',
  "‟": '”"',
  "＂": "＂",
  "«": "»",
  "»": "«»",
  "‹": "›",
  "›": "‹›",
  "「": "」",
  "『": "』",
  "〝": "〞〟",
  "`": "`",
  "'": "'’",
  "‘": "’'",
  "’": "’'",
  "‚": "‘’'",
};

/** Marks that are apostrophes as well: they begin a quotation only before a word, and end it only behind one. */
const APOSTROPHES = "'‘’‚";
/** Below this, an apostrophe on both sides is a shortened word: `rock 'n' roll`. */
const LEAST_BETWEEN_APOSTROPHES = 2;

/** All other marks, for a character class. They never stand within a word. */
export const HARD_MARKS = Object.keys(CLOSERS)
  .filter((mark) => !APOSTROPHES.includes(mark))
  .join("");

export interface Quotation {
  readonly text: string;
  /** Index behind the closing mark. */
  readonly end: number;
}

/**
 * Looks for the quotation that begins at an index: null when there is no mark, `unclosed` when a mark finds no other.
 *
 * For indexes that only grow; every mark is looked for once, so that all of a text is read in time linear to its length.
 */
export function createQuoteReader(text: string) {
  /** The next place of each closing mark that is not passed yet. */
  const next = new Map<string, number>();

  function nextOf(mark: string, from: number): number {
    const known = next.get(mark) ?? -1;
    if (known >= from) return known;
    const soft = APOSTROPHES.includes(mark);
    let at = text.indexOf(mark, from);
    while (soft && at !== -1 && !isEdge(text[at + 1])) at = text.indexOf(mark, at + 1);
    const found = at === -1 ? Infinity : at;
    next.set(mark, found);
    return found;
  }

  return (start: number): Quotation | "unclosed" | null => {
    const mark = text[start] ?? "";
    const closers = CLOSERS[mark];
    if (closers === undefined) return null;
    const soft = APOSTROPHES.includes(mark);
    if (soft && !isEdge(text[start - 1])) return null;
    const least = start + 1 + (soft ? LEAST_BETWEEN_APOSTROPHES : 0);
    const end = Math.min(...Array.from(closers, (closer) => nextOf(closer, least)));
    if (end === Infinity) return soft ? null : "unclosed";
    return { text: text.slice(start + 1, end), end: end + 1 };
  };
}

const isEdge = (character: string | undefined): boolean =>
  character === undefined || /[\s,;，、；]/.test(character);
