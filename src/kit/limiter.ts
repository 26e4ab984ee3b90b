import { RateLimiterMemory } from "rate-limiter-flexible";

/** Counts tries by who or what makes them. */
export interface Limiter {
  /** Counts a try. Resolves to false when there were too many. */
  allows(key: string): Promise<boolean>;
}

/**
 * At most `tries` a key in each window of `windowMs`, which begins with the key's first try.
 *
 * In memory, and by the system's clock: what it protects is this process, and a restart that forgives a flood does no harm.
 * A key is forgotten when its window is over.
 */
export function createLimiter(options: {
  readonly tries: number;
  readonly windowMs: number;
}): Limiter {
  const { tries: points, windowMs } = options;
  const memory = new RateLimiterMemory({ points, duration: windowMs / 1_000 });
  // `penalty` is `consume` that says how many there were instead of rejecting with it.
  return { allows: async (key) => (await memory.penalty(key)).consumedPoints <= points };
}
