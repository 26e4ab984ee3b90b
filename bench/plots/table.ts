import { isReached, type Result } from "../frame/goal.ts";
import type { Results } from "../frame/results.ts";
import { measured, spreadWords, wanted } from "./words.ts";

/** Every figure of a run as a table in Markdown. */
export function drawTable({ at, machine, load, results }: Results): string {
  const minutes = Math.round(results.reduce((sum, { tookMs }) => sum + tookMs, 0) / 6_000) / 10;
  return [
    `Measured until ${at.slice(0, 16).replace("T", " ")} UTC in ${minutes} minutes on ${machine}, with a load`,
    `of ${load.toFixed(1)} (the bench alone is 1 to 2). Spreads are medians / 99th percentiles (samples), in ms where nothing`,
    "else is said.",
    "",
    row(["", "figure", "measured", "goal", "", "subject", "anchor"]),
    row(Array.from({ length: 7 }, () => "---")),
    ...results.flatMap(rowsOf),
  ].join("\n");
}

function rowsOf(result: Result): readonly string[] {
  if ("why" in result) {
    const why = result.why.split("\n", 1)[0] ?? "";
    return [row([result.id, `${result.verdict}: ${why}`, "", "", "", "", ""])];
  }
  return result.figures.map((figure, at) =>
    row([
      at === 0 ? result.id : "",
      figure.name,
      measured(figure),
      wanted(figure),
      isReached(figure) ? "" : "**missed**",
      spreadWords(figure.subject),
      spreadWords(figure.anchor),
    ]),
  );
}

const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
