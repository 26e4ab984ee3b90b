import type { Result } from "../frame/goal.ts";
import type { Spread } from "../frame/spread.ts";
import { line, svg, text } from "./svg.ts";

const ID = 12;
const NAME = 52;
const LEFT = 440;
const RIGHT = 930;
const ROW = 30;
const TOP = 64;
const BOTTOM = 30;
const GRID = [0.1, 0.2, 0.5, 1, 2, 5, 10] as const;
const [LEAST, MOST] = [GRID[0], GRID[6]];

interface Row {
  readonly id: string;
  readonly name: string;
  readonly subject: Spread;
  readonly anchor: Spread;
}

/** How samples lie, against the median of their anchor: from the 10th to the 90th of a hundred. Null: nothing was compared. */
export function drawSpreads(title: string, results: readonly Result[]): string | null {
  const rows = results.flatMap(rowsOf);
  if (rows.length === 0) return null;
  const height = TOP + rows.length * ROW + BOTTOM;
  return svg(title, height, [
    ...GRID.map((times) => text(place(times), 48, `${times}x`, "", "middle")),
    ...GRID.map((times) => line("grid", [place(times), 54], [place(times), height - BOTTOM])),
    ...rows.map((row, at) => drawRow(row, TOP + at * ROW)),
    text(
      ID,
      height - 10,
      "Blue: the program; grey: its anchor. From p10 to p90, the median marked; 1x is the anchor's median.",
    ),
  ]);
}

/** Several figures may tell of the same samples. */
function rowsOf({ id, figures }: Result): readonly Row[] {
  const rows: Row[] = [];
  for (const { name, subject, anchor } of figures) {
    if (!subject || !anchor) continue;
    const isTold = rows.some(
      (row) => row.subject.p50 === subject.p50 && row.subject.n === subject.n,
    );
    if (!isTold) rows.push({ id, name: name.replace(/:? ?p\d+ ?(at )?/, ""), subject, anchor });
  }
  return rows;
}

function drawRow({ id, name, subject, anchor }: Row, y: number): string {
  return [
    text(ID, y + 12, id, "id"),
    text(NAME, y + 12, name),
    range("subject", subject, anchor.p50, y + 4),
    range("anchor", anchor, anchor.p50, y + 14),
  ].join("");
}

function range(kind: string, { p10, p50, p90 }: Spread, unit: number, y: number): string {
  const [from = 0, middle = 0, to = 0] = [p10, p50, p90].map((value) => place(value / unit));
  return line(kind, [from, y], [to, y]) + line(kind, [middle, y - 4], [middle, y + 4]);
}

/** On a scale on which each doubling is as wide as the next. */
function place(times: number): number {
  const kept = Math.min(MOST, Math.max(LEAST, times));
  return LEFT + (Math.log(kept / LEAST) / Math.log(MOST / LEAST)) * (RIGHT - LEFT);
}
