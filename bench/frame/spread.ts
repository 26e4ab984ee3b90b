/** How samples lie. All in the samples' own unit. */
export interface Spread {
  readonly n: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** @param samples At least one, in any order. */
export function spreadOf(samples: readonly number[]): Spread {
  const sorted = samples.toSorted((one, other) => one - other);
  return {
    n: sorted.length,
    p10: at(sorted, 0.1),
    p50: at(sorted, 0.5),
    p90: at(sorted, 0.9),
    p99: at(sorted, 0.99),
    max: at(sorted, 1),
  };
}

/** The smallest sample that at least this share of all do not exceed. */
export function percentile(samples: readonly number[], share: number): number {
  return at(
    samples.toSorted((one, other) => one - other),
    share,
  );
}

function at(sorted: readonly number[], share: number): number {
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new Error("nothing was measured");
  return found;
}
