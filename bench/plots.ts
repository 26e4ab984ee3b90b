/**
 * Draws docs/performance-*.svg from bench/results.json: each goal's figures against their bounds.
 *
 *     npm run bench:plots
 */
import { writeFileSync } from "node:fs";
import { number } from "./frame/print.ts";
import { readResults } from "./frame/results.ts";
import { isReached, type Figure, type Result } from "./frame/goal.ts";

interface Chart {
  readonly file: string;
  readonly title: string;
  readonly goals: string;
}

const CHARTS: readonly Chart[] = [
  { file: "network", title: "Network", goals: "N" },
  { file: "process", title: "In the process", goals: "P" },
  { file: "throughput", title: "Throughput", goals: "T" },
  { file: "storage", title: "Storage at 1,000,000 launches", goals: "S" },
];

const WIDTH = 900;
const LABELS = 400;
const ROW = 24;
const TOP = 56;
/** Where the bound stands between the labels and the right end. */
const BOUND_AT = LABELS + (WIDTH - LABELS - 90) / 2;
const COLOURS = { reached: "#2e7d32", missed: "#c62828", text: "#57606a", line: "#8b949e" };

const told = readResults();
if (!told) throw new Error("nothing was measured so far: npm run bench");

for (const { file, title, goals } of CHARTS) {
  const results = told.results.filter(({ id }) => id.startsWith(goals));
  const rows = results.flatMap((result) =>
    result.figures.filter(hasBound).map((figure) => ({ result, figure })),
  );
  if (rows.length === 0) continue;
  const height = TOP + rows.length * ROW + 28;
  const body = [
    text(12, 26, title, { size: 16, weight: 600 }),
    text(BOUND_AT, 44, "goal", { anchor: "middle" }),
    `<line x1="${BOUND_AT}" y1="48" x2="${BOUND_AT}" y2="${height - 24}" stroke="${COLOURS.line}" stroke-dasharray="4 3"/>`,
    ...rows.map(({ result, figure }, at) => bar(result, figure, TOP + at * ROW)),
    text(12, height - 8, told.machine, { size: 10 }),
  ];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif">\n<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>\n${body.join("\n")}\n</svg>\n`;
  writeFileSync(new URL(`../docs/performance-${file}.svg`, import.meta.url), svg);
}

function hasBound({ atMost, atLeast }: Figure): boolean {
  return atMost !== undefined || atLeast !== undefined;
}

/**
 * How much of what is allowed was used: a bar that ends left of the bound reached its goal. Of what has to be at least so
 * much it is the inverse. On a scale of logarithms, from a hundredth to a hundred times.
 */
function bar(result: Result, figure: Figure, y: number): string {
  const { atMost, atLeast, value, unit, name } = figure;
  const used = atMost !== undefined ? share(value, atMost) : share(atLeast ?? 0, value);
  const width = Math.max(2, ((Math.log10(used) + 2) / 4) * (WIDTH - LABELS - 90));
  const colour = isReached(figure) ? COLOURS.reached : COLOURS.missed;
  const sign = atMost !== undefined ? "≤" : "≥";
  const label = `${number(value)}${unit} (${sign} ${number(atMost ?? atLeast ?? 0)}${unit})`;
  return [
    text(12, y + 14, result.id, { weight: 600 }),
    text(44, y + 14, name),
    `<rect x="${LABELS}" y="${y + 3}" width="${width.toFixed(1)}" height="14" rx="2" fill="${colour}"/>`,
    text(LABELS + width + 6, y + 14, label, { size: 11 }),
  ].join("");
}

function share(part: number, whole: number): number {
  if (whole === 0) return part === 0 ? 0.01 : 100;
  return Math.min(100, Math.max(0.01, part / whole));
}

function text(
  x: number,
  y: number,
  words: string,
  style: { readonly size?: number; readonly weight?: number; readonly anchor?: string } = {},
): string {
  const { size = 12, weight = 400, anchor = "start" } = style;
  const safe = words.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}" fill="${COLOURS.text}">${safe}</text>`;
}
