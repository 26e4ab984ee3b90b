import type { Launch } from "../domain/launch.ts";
import { backoff } from "../kit/backoff.ts";
import type { FurthestTimers } from "./launch-store.ts";

/** A confirmation is good for this long; after an outage the person is asked again. */
export const CONFIRMATION_MS = 30_000;
/** An open draft that nobody touches ends after this long; until then its card can be tapped. */
export const CARD_LIFE_MS = 30 * 60_000;
/** Longest provider call is 120 s; beyond this nobody is working on it any more. */
export const LEASE_MS = 150_000;
export const POLL_MS = 5_000;
/** From here on an accepted launch counts as unclear, and is asked after more slowly. */
export const POLL_DEADLINE_MS = 5 * 60_000;
const SLOW_POLL_MS = 30_000;
const SLOWEST_TRY_MS = 8_000;
const SLOWEST_POLL_MS = 10 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/** When to ask again after a poll or look-up that brought nothing. `canLook`: the provider has a way to ask at all. */
export function nextLook(
  launch: Launch,
  now: number,
  canLook: boolean,
): { readonly nextAt: number | null; readonly tries: number } {
  const tries = launch.tries + 1;
  if (launch.status === "accepted") return nextPoll(launch, now);
  // A live launch whose mint never shows is live all the same; stop asking after a day.
  if (launch.status === "live" && now - launch.confirmedAt > DAY_MS) return { nextAt: null, tries };
  if (!canLook) return { nextAt: launch.status === "live" ? null : now + DAY_MS, tries };
  const first = launch.status === "unclear" ? firstPause(launch) : POLL_MS;
  return { nextAt: now + backoff(launch.tries, first, SLOWEST_POLL_MS), tries };
}

/** Pause before the next try to reach a provider that could not be reached. */
export function nextTry(launch: Launch): number {
  return backoff(launch.tries, 1_000, SLOWEST_TRY_MS);
}

/** The next poll of an accepted launch. */
export function nextPoll(
  launch: Launch,
  now: number,
): { readonly nextAt: number; readonly tries: number } {
  return { nextAt: now + POLL_MS, tries: launch.tries + 1 };
}

/** Before the first look at a launch that became unclear: one that was polled so far is now polled more slowly. */
export function firstPause(launch: Launch): number {
  return launch.acceptedAt === null ? POLL_MS : SLOW_POLL_MS;
}

/**
 * Where the timer of a launch can lie at the furthest, by its status. One that lies beyond was set by a clock that was
 * ahead. Those that wait a day, since nobody can look, are beyond too: a look in vain sets them anew.
 */
export function furthestTimers(now: number): FurthestTimers {
  return {
    queued: now + SLOWEST_TRY_MS,
    sending: now + LEASE_MS,
    accepted: now + POLL_MS,
    unclear: now + SLOWEST_POLL_MS,
    live: now + SLOWEST_POLL_MS,
  };
}

/** Whether an accepted launch took so long that it counts as unclear. */
export function pastDeadline(launch: Launch, now: number): boolean {
  return launch.acceptedAt !== null && now > launch.acceptedAt + POLL_DEADLINE_MS;
}
