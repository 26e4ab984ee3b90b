/**
 * Draws docs/performance/*.svg from bench/results.json, and writes its figures into docs/performance.md.
 *
 *     npm run bench:plots
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { format, resolveConfig } from "prettier";
import { readResults } from "./frame/results.ts";
import { drawGoals } from "./plots/goal-chart.ts";
import { drawSpreads } from "./plots/spread-chart.ts";
import { drawTable } from "./plots/table.ts";

const PAGE = new URL("../docs/performance.md", import.meta.url);
const PICTURES = new URL("../docs/performance/", import.meta.url);
/** What stands between them on the page is written here, and nowhere else. */
const BEGIN = "<!-- What follows is written by `npm run bench:plots`. -->";
const END = "<!-- Until here. -->";

const CHARTS = [
  { file: "network", title: "Network", goals: "N" },
  { file: "process", title: "In the process", goals: "P" },
  { file: "throughput", title: "Throughput", goals: "T" },
  { file: "storage", title: "Storage at 1,000,000 launches", goals: "S" },
] as const;

const told = readResults();
if (!told) throw new Error("nothing was measured so far: npm run bench");

mkdirSync(PICTURES, { recursive: true });
const drawn = CHARTS.flatMap(({ file, title, goals }) => {
  const results = told.results.filter(({ id }) => id.startsWith(goals));
  return [
    keep(file, title, drawGoals(title, results)),
    keep(
      `${file}-spread`,
      `${title}: how it varies`,
      drawSpreads(`${title}: how it varies`, results),
    ),
  ];
});

const page = readFileSync(PAGE, "utf8");
const [from, until] = [page.indexOf(BEGIN), page.indexOf(END)];
if (from < 0 || until < from) throw new Error("docs/performance.md has no place for the figures");
const written = [BEGIN, ...drawn.filter((one) => one !== null), drawTable(told), END].join("\n\n");
const whole = page.slice(0, from) + written + page.slice(until + END.length);
const style = await resolveConfig(PAGE);
writeFileSync(PAGE, await format(whole, { ...style, parser: "markdown" }));

/** @returns How the page shows it; null where there is nothing to show. */
function keep(file: string, title: string, picture: string | null): string | null {
  if (picture === null) return null;
  writeFileSync(new URL(`${file}.svg`, PICTURES), picture);
  return `![${title}](performance/${file}.svg)`;
}
