import type { Clock } from "./clock.ts";

/** Counts tries by who or what makes them. */
export interface Limiter {
  /** Counts a try. @returns False when there were too many. */
  allows(key: string): boolean;
}

/**
 * At most `tries` a key in each window of `windowMs`, which begins with the key's first try.
 *
 * Kept in memory and bounded: where strangers make up more than `maxKeys` keys, the oldest window is dropped.
 */
export function createLimiter(options: {
  readonly clock: Clock;
  readonly tries: number;
  readonly windowMs: number;
  readonly maxKeys?: number;
}): Limiter {
  const { clock, tries, windowMs, maxKeys = 10_000 } = options;
  const windows = new Map<string, { readonly endsAt: number; tries: number }>();
  return {
    allows(key) {
      const now = clock.now();
      let window = windows.get(key);
      if (!window || window.endsAt <= now) {
        windows.delete(key);
        const [oldest] = windows.keys();
        if (windows.size >= maxKeys && oldest !== undefined) windows.delete(oldest);
        window = { endsAt: now + windowMs, tries: 0 };
        windows.set(key, window);
      }
      window.tries += 1;
      return window.tries <= tries;
    },
  };
}
