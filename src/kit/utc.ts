const DAY_MS = 24 * 60 * 60 * 1000;

/** The next midnight in UTC, when daily limits are lifted; ms since the epoch. */
export function nextUtcMidnight(now: number): number {
  return (Math.floor(now / DAY_MS) + 1) * DAY_MS;
}
