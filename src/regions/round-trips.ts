/** The round trips of one path, the last twenty of them. */
export interface RoundTrips {
  add(ms: number): void;
  count(): number;
  /** The smallest value that at least this share of the round trips do not exceed; null while there is none. */
  percentile(share: number): number | null;
}

const KEPT = 20;

export function createRoundTrips(): RoundTrips {
  let kept: readonly number[] = [];
  return {
    add: (ms) => void (kept = [...kept, ms].slice(-KEPT)),
    count: () => kept.length,
    percentile(share) {
      const sorted = kept.toSorted((one, other) => one - other);
      return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
    },
  };
}
