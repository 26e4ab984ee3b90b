import { isReached, type Figure, type Result } from "./goal.ts";
import type { Spread } from "./spread.ts";

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const MARKS = { reached: "reached", missed: "MISSED", skipped: "skipped", failed: "FAILED" };

export function printHead(): void {
  print(row("", "figure", "measured", "bound", "subject p50 / p99 (n)", "anchor p50 / p99 (n)"));
}

export function printResult(result: Result): void {
  print(`\n${result.id}  ${result.goal}`);
  print(`    against: ${result.anchor}`);
  for (const figure of result.figures) print(figureRow(figure));
  const why = "why" in result ? `: ${result.why}` : "";
  print(`    ${MARKS[result.verdict]}${why} (${(result.tookMs / 1000).toFixed(1)} s)`);
}

export function printSum(results: readonly Result[]): void {
  const of = (verdict: Result["verdict"]) =>
    results.filter((result) => result.verdict === verdict).map(({ id }) => id);
  const seconds = results.reduce((sum, { tookMs }) => sum + tookMs, 0) / 1000;
  print("");
  for (const verdict of ["reached", "missed", "skipped", "failed"] as const) {
    const ids = of(verdict);
    if (ids.length > 0) print(`${MARKS[verdict]}: ${ids.join(" ")}`);
  }
  print(`${seconds.toFixed(0)} s`);
}

function figureRow(figure: Figure): string {
  const { name, value, unit, atMost, atLeast, subject, anchor } = figure;
  const bound =
    atMost !== undefined
      ? `<= ${number(atMost)}${unit}`
      : atLeast !== undefined
        ? `>= ${number(atLeast)}${unit}`
        : "";
  const mark = isReached(figure) ? "" : "!";
  return row(mark, name, `${number(value)}${unit}`, bound, told(subject), told(anchor));
}

function row(mark: string, ...[name, value, bound, subject, anchor]: readonly string[]): string {
  const cells = [name?.padEnd(52), value?.padStart(10), bound?.padStart(10)];
  return `  ${mark.padEnd(2)}${cells.join(" ")}   ${subject?.padEnd(24) ?? ""} ${anchor ?? ""}`.trimEnd();
}

const told = (spread: Spread | undefined): string =>
  spread ? `${number(spread.p50)} / ${number(spread.p99)} (${spread.n})` : "";

/** Three digits that matter. */
export function number(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
