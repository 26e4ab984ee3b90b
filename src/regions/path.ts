import type { Wire } from "../http/wire.ts";
import type { Clock } from "../kit/clock.ts";
import { createRoundTrips } from "./round-trips.ts";

/** One region as the board shows it. */
export interface RegionState {
  readonly id: string;
  /** Median and 95th percentile of the last 20 rounds; null before the first one was measured. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly samples: number;
  /** When it last answered a ping, ms since the epoch; null: never so far. */
  readonly lastWarmAt: number | null;
  readonly failuresInARow: number;
  /** False: it failed to answer twice in a row and has not answered since; not to be used. */
  readonly healthy: boolean;
}

/** One region's path: pings it and remembers how that went. */
export interface Path {
  /** One round of pings. Never rejects: a failure is counted. @returns Whether it answered. */
  round(): Promise<boolean>;
  state(): RegionState;
}

/** For a connection that must first be opened: name lookup, TCP, TLS, then the ping. */
const COLD_DEADLINE_MS = 5_000;
const LEAST_DEADLINE_MS = 1_000;
const FAILURES_TO_EXCLUDE = 2;

/**
 * A round is two pings, one after the other. The pool keeps a second connection open, so that a launch never waits behind
 * a ping, and lets each ping ride on the one that was idle longest: two pings keep both warm.
 *
 * The shorter of the two counts as the round trip. A connection that had to be opened, since the other side had closed
 * it, pays for its handshakes on top, about two round trips more, which a launch on the warm one does not. For the same
 * reason the first two pings ever, and the first two after a failure, open connections and count for nothing.
 */
export function createPath(deps: {
  readonly id: string;
  readonly wire: Wire;
  readonly clock: Clock;
  /** A clock that never jumps, in ms with fractions. */
  readonly nowMs: () => number;
}): Path {
  const { id, wire, clock, nowMs } = deps;
  const trips = createRoundTrips();
  let cold = true;
  let lastWarmAt: number | null = null;
  let failuresInARow = 0;

  /** @returns Its duration. @throws When there was no answer in time, or another one than `ok`. */
  async function ping(): Promise<number> {
    const typical = trips.percentile(0.5);
    const timeoutMs =
      cold || typical === null
        ? COLD_DEADLINE_MS
        : Math.min(COLD_DEADLINE_MS, Math.max(LEAST_DEADLINE_MS, 3 * typical));
    const startedAt = nowMs();
    const answer = await wire.send({ method: "GET", path: "/ping", timeoutMs });
    if (answer.status !== 200 || answer.text.trim() !== "ok")
      throw new Error("not a ping's answer");
    lastWarmAt = clock.now();
    return nowMs() - startedAt;
  }

  return {
    async round() {
      try {
        if (cold) {
          await ping();
          await ping();
          cold = false;
        }
        trips.add(Math.min(await ping(), await ping()));
        failuresInARow = 0;
        return true;
      } catch {
        cold = true;
        failuresInARow += 1;
        return false;
      }
    },
    state: () => ({
      id,
      p50Ms: trips.percentile(0.5),
      p95Ms: trips.percentile(0.95),
      samples: trips.count(),
      lastWarmAt,
      failuresInARow,
      healthy: failuresInARow < FAILURES_TO_EXCLUDE,
    }),
  };
}
