import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../src/kit/clock.ts";

/** A clock that stands still until it is advanced. */
export interface VirtualClock extends Clock {
  /**
   * Moves time on by `ms`, calling what comes due in the order of its time, and what is due at the same time in the
   * order in which it was asked for. After each call, what waits on promises gets its turn and may ask for more.
   */
  advance(ms: number): Promise<void>;
  /** Somebody sets it forward, or back. What waits goes on waiting for as long as before. */
  set(byMs: number): void;
  /** How many calls are waiting for their time: none should be left when everything was called off. */
  waiting(): number;
}

/** Some moment in 2025, so that times in tests look like times. */
export const START = Date.UTC(2025, 5, 1, 12);

export function aClock(start = START): VirtualClock {
  let now = start;
  let setBy = 0;
  let calls: readonly { readonly at: number; readonly call: () => void }[] = [];

  const nextUntil = (end: number) =>
    calls
      .filter((one) => one.at <= end)
      .reduce<(typeof calls)[number] | null>(
        (first, one) => (first && first.at <= one.at ? first : one),
        null,
      );

  return {
    now: () => now,
    elapsedMs: () => now - start - setBy,
    after(ms, call) {
      const one = { at: now + Math.max(0, ms), call };
      calls = [...calls, one];
      return () => (calls = calls.filter((other) => other !== one));
    },
    async advance(ms) {
      const end = now + ms;
      await setImmediate();
      for (let next = nextUntil(end); next; next = nextUntil(end)) {
        const due = next;
        calls = calls.filter((one) => one !== due);
        now = due.at;
        due.call();
        await setImmediate();
      }
      now = end;
    },
    set(byMs) {
      now += byMs;
      setBy += byMs;
      calls = calls.map(({ at, call }) => ({ at: at + byMs, call }));
    },
    waiting: () => calls.length,
  };
}
