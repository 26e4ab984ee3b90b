import type { Figure } from "../frame/goal.ts";
import { number } from "../frame/print.ts";
import type { Spread } from "../frame/spread.ts";

export const measured = ({ value, unit }: Figure): string => number(value) + unitOf(unit);

/** Empty where a figure has no bound. */
export function wanted({ atMost, atLeast, unit }: Figure): string {
  if (atMost !== undefined) return `≤ ${number(atMost)}${unitOf(unit)}`;
  return atLeast === undefined ? "" : `≥ ${number(atLeast)}${unitOf(unit)}`;
}

/** Median, 99th percentile, how many; empty where a figure is no ratio. */
export const spreadWords = (spread: Spread | undefined): string =>
  spread ? `${number(spread.p50)} / ${number(spread.p99)} (${spread.n})` : "";

const unitOf = (unit: Figure["unit"]): string =>
  unit === "ms" || unit === "KB" ? ` ${unit}` : unit;
