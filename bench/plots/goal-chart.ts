import { isReached, type Figure, type Result } from "../frame/goal.ts";
import { line, svg, text } from "./svg.ts";
import { measured, wanted } from "./words.ts";

const ID = 12;
const NAME = 52;
const BARS = 420;
const BARS_WIDTH = 360;
const ROW = 24;
const TOP = 56;
const BOTTOM = 28;
/** The longest bar stands for so many times what is allowed. */
const MOST = 2;
const BOUND = BARS + BARS_WIDTH / MOST;
const WORDS = BARS + BARS_WIDTH + 12;

/** One bar for each figure that has a bound; null when there is none. */
export function drawGoals(title: string, results: readonly Result[]): string | null {
  const rows = results.flatMap(({ id, figures }) =>
    figures.filter((figure) => wanted(figure) !== "").map((figure) => ({ id, figure })),
  );
  if (rows.length === 0) return null;
  const height = TOP + rows.length * ROW + BOTTOM;
  return svg(title, height, [
    text(BOUND, 44, "what is allowed", "", "middle"),
    line("bound", [BOUND, 48], [BOUND, height - BOTTOM + 4]),
    ...rows.map(({ id, figure }, at) => bar(id, figure, TOP + at * ROW)),
    text(
      ID,
      height - 10,
      "A bar that ends before the line is within its goal. None is drawn longer than twice what is allowed.",
    ),
  ]);
}

/** How much of what is allowed was used; of what has to be at least so much, the inverse. */
function bar(id: string, figure: Figure, y: number): string {
  const { atMost, atLeast, value } = figure;
  const used = atMost !== undefined ? share(value, atMost) : share(atLeast ?? 0, value);
  const width = Math.max(2, (used / MOST) * BARS_WIDTH);
  const kind = isReached(figure) ? "reached" : "missed";
  return [
    text(ID, y + 14, id, "id"),
    text(NAME, y + 14, figure.name),
    `<rect class="${kind}" x="${BARS}" y="${y + 3}" width="${width.toFixed(1)}" height="14" rx="2"/>`,
    text(WORDS, y + 14, `${measured(figure)} (${wanted(figure)})`),
  ].join("");
}

/** At most {@link MOST}. */
function share(part: number, whole: number): number {
  if (whole === 0) return part === 0 ? 0 : MOST;
  return Math.min(MOST, part / whole);
}
