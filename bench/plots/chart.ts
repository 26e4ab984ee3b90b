import { isReached, type Figure, type Result } from "../frame/goal.ts";
import { measured, wanted } from "./words.ts";

const WIDTH = 960;
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

/** In its own colours on its own ground, so that it can be read on any page, light or dark. */
const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #57606a }
  .title { font-size: 16px; font-weight: 600; fill: #1f2328 }
  .id { font-weight: 600; fill: #1f2328 }
  .ground { fill: #ffffff; stroke: #d0d7de }
  .bound { stroke: #8c959f; stroke-dasharray: 4 3 }
  .reached { fill: #2da44e }
  .missed { fill: #cf222e }
  @media (prefers-color-scheme: dark) {
    text { fill: #9198a1 }
    .title, .id { fill: #f0f6fc }
    .ground { fill: #0d1117; stroke: #3d444d }
    .bound { stroke: #656c76 }
    .reached { fill: #3fb950 }
    .missed { fill: #f85149 }
  }`;

/** One bar for each figure that has a bound; null when there is none. */
export function drawChart(title: string, results: readonly Result[]): string | null {
  const rows = results.flatMap(({ id, figures }) =>
    figures.filter((figure) => wanted(figure) !== "").map((figure) => ({ id, figure })),
  );
  if (rows.length === 0) return null;
  const height = TOP + rows.length * ROW + BOTTOM;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${safe(title)}">`,
    `<style>${STYLE}\n</style>`,
    `<rect class="ground" x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="6"/>`,
    text(ID, 26, title, "title"),
    text(BOUND, 44, "what is allowed", "", "middle"),
    `<line class="bound" x1="${BOUND}" y1="48" x2="${BOUND}" y2="${height - BOTTOM + 4}"/>`,
    ...rows.map(({ id, figure }, at) => bar(id, figure, TOP + at * ROW)),
    text(
      ID,
      height - 10,
      "A bar that ends before the line is within its goal. None is drawn longer than twice what is allowed.",
    ),
    "</svg>\n",
  ].join("\n");
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

function text(x: number, y: number, words: string, kind = "", anchor = "start"): string {
  return `<text x="${x.toFixed(1)}" y="${y}" class="${kind}" text-anchor="${anchor}">${safe(words)}</text>`;
}

const safe = (words: string): string =>
  words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
