import type { Clock } from "./clock.ts";

/**
 * Mends what a clock that was ahead has left behind, such as timers that lie too far in the future: at the first call,
 * since nobody knows what the clock showed before the start, and whenever it shows less than at the call before.
 *
 * @param mend Gets the time that it is now. One that fails is tried again at the next call.
 */
export function whenSetBack(clock: Clock, mend: (now: number) => Promise<void>) {
  let seenAt = Infinity;
  return async (): Promise<void> => {
    const now = clock.now();
    if (now < seenAt) await mend(now);
    seenAt = now;
  };
}
