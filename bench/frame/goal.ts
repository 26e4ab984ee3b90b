import type { Spread } from "./spread.ts";

/** One of the goals of docs/performance.md. */
export interface Goal {
  /** As everybody calls it: `S1`. */
  readonly id: string;
  /** What is to be reached, in words. */
  readonly goal: string;
  /** What it is compared with, in the same run; for a count, what counts it. */
  readonly anchor: string;
  /** Undefined: it can run here. Else why not, in words. */
  readonly cannotRun?: () => string | undefined;
  measure(lab: Lab): Promise<readonly Figure[]>;
}

/** What is made once and shared by goals. */
export interface Lab {
  /** Where the database of a million launches lies. */
  bigDatabase(): Promise<string>;
}

/** One number with its bound. A ratio has both spreads it comes from, in ms where nothing else is said. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: "x" | "ms" | "KB" | "" | "/s";
  /** Absent: told only. */
  readonly atMost?: number;
  readonly atLeast?: number;
  readonly subject?: Spread;
  readonly anchor?: Spread;
}

export type Verdict =
  | { readonly verdict: "reached" | "missed" }
  | { readonly verdict: "skipped" | "failed"; readonly why: string };

export type Result = Pick<Goal, "id" | "goal" | "anchor"> &
  Verdict & { readonly figures: readonly Figure[]; readonly tookMs: number };

export function isReached({ value, atMost = Infinity, atLeast = -Infinity }: Figure): boolean {
  return value <= atMost && value >= atLeast;
}
