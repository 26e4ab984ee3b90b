import type { Pong, WireAnswer } from "../http/wire.ts";
import type { Clock } from "../kit/clock.ts";
import { createRoundTrips } from "./round-trips.ts";

/** What is known of a path. */
export interface PathState {
  /** Median and 95th percentile of the last 20 pings; null before the first one was measured. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly samples: number;
  /** When it last answered a ping, ms since the epoch; null: never so far. */
  readonly lastWarmAt: number | null;
  readonly failuresInARow: number;
  /** False: it failed to answer twice in a row and has not answered since; not to be used. */
  readonly healthy: boolean;
}

/** The path to one place, as its pings tell. */
export interface Path {
  /** @param pong Null: there was no connection or no answer. */
  heard(pong: Pong | null): void;
  /** How long the next ping may take. */
  deadlineMs(): number;
  state(): PathState;
}

const FIRST_DEADLINE_MS = 5_000;
const LEAST_DEADLINE_MS = 1_000;
const FAILURES_TO_EXCLUDE = 2;
/** What fails within this time fails for one reason: all connections to a place break at once. */
const ONE_FAILURE_MS = 1_000;

/** @param isWell Whether an answer to a ping is the one that was to be expected. */
export function createPath(clock: Clock, isWell: (answer: WireAnswer) => boolean): Path {
  const trips = createRoundTrips();
  let lastWarmAt: number | null = null;
  let lastFailureAt = -Infinity;
  let failuresInARow = 0;

  return {
    heard(pong) {
      const now = clock.now();
      if (pong && isWell(pong.answer)) {
        trips.add(pong.ms);
        lastWarmAt = now;
        lastFailureAt = -Infinity;
        failuresInARow = 0;
      } else if (now - lastFailureAt >= ONE_FAILURE_MS) {
        lastFailureAt = now;
        failuresInARow += 1;
      }
    },
    deadlineMs() {
      const typical = trips.percentile(0.5);
      if (typical === null) return FIRST_DEADLINE_MS;
      return Math.min(FIRST_DEADLINE_MS, Math.max(LEAST_DEADLINE_MS, 3 * typical));
    },
    state: () => ({
      p50Ms: trips.percentile(0.5),
      p95Ms: trips.percentile(0.95),
      samples: trips.count(),
      lastWarmAt,
      failuresInARow,
      healthy: failuresInARow < FAILURES_TO_EXCLUDE,
    }),
  };
}
