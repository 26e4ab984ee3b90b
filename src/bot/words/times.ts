/** `on 2026-11-22 at 14:05 UTC`: the same for everybody, since a bot does not know people's time zones. */
export function formatInstant(at: number): string {
  const iso = new Date(at).toISOString();
  return `on ${iso.slice(0, 10)} at ${iso.slice(11, 16)} UTC`;
}

/** How long a wait is counted in seconds; then minutes are what people want to know. */
export const SECONDS_SHOWN_MS = 90_000;

/** A wait that goes on, in whole steps: `3 s`, `2 min`. */
export function formatWait(ms: number): string {
  return ms < SECONDS_SHOWN_MS
    ? `${Math.floor(Math.max(0, ms) / 1_000)} s`
    : `${Math.floor(ms / 60_000)} min`;
}

/** `0.04 s`, `12 s`, `3 min`: two digits that matter. */
export function formatSpan(ms: number): string {
  if (ms < 1_000) return `${(Math.max(0, ms) / 1_000).toFixed(2)} s`;
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`;
  if (ms < SECONDS_SHOWN_MS) return `${Math.round(ms / 1_000)} s`;
  if (ms < 90 * 60_000) return `${Math.round(ms / 60_000)} min`;
  if (ms < 48 * 3_600_000) return `${Math.round(ms / 3_600_000)} h`;
  return `${Math.round(ms / 86_400_000)} days`;
}

/** What is measured, down to a millisecond: `4 ms`, `2.3 s`. */
export function formatSplit(ms: number): string {
  if (ms >= 1_000) return formatSpan(ms);
  return ms < 1 ? "under 1 ms" : `${Math.round(ms)} ms`;
}

/** `3 min ago`, or `just now`. */
export function formatAgo(at: number, now: number): string {
  return now - at < 5_000 ? "just now" : `${formatSpan(now - at)} ago`;
}
