const DAY_MS = 24 * 60 * 60 * 1000;

/** The midnight in UTC with which the day of `now` began; ms since the epoch. */
export function utcDayStart(now: number): number {
  return Math.floor(now / DAY_MS) * DAY_MS;
}

/** The next midnight in UTC, when daily limits are lifted; ms since the epoch. */
export function nextUtcMidnight(now: number): number {
  return utcDayStart(now) + DAY_MS;
}
