import type { Clock } from "../../../src/kit/clock.ts";

/** A time that runs faster than the real one, in every process alike. */
export interface FastTime {
  /** Where both agree, ms since the epoch. */
  readonly since: number;
  readonly speed: number;
}

/** For whoever takes a clock: the world around the program. */
export function fastClock({ since, speed }: FastTime): Clock {
  return {
    now: () => fastNow(Date.now(), { since, speed }),
    elapsedMs: () => performance.now() * speed,
    after(ms, call) {
      const timer = setTimeout(call, ms / speed);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}

/**
 * For who takes none: replaces this process's `Date` and `setTimeout`. So a deadline of 120 s passes in 12, and the
 * program itself needs no switch for it.
 */
export function makeTimeFast(time: FastTime): void {
  const RealDate = Date;
  const realTimeout = setTimeout;
  const now = () => fastNow(RealDate.now(), time);

  globalThis.Date = class extends RealDate {
    constructor(...given: unknown[]) {
      super(...((given.length === 0 ? [now()] : given) as [number]));
    }
    static override now(): number {
      return now();
    }
  } as DateConstructor;
  const fastTimeout = (call: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) =>
    realTimeout(call, ms / time.speed, ...given);
  globalThis.setTimeout = Object.assign(fastTimeout, {
    __promisify__: realTimeout.__promisify__,
  }) as typeof setTimeout;
}

const fastNow = (realNow: number, { since, speed }: FastTime): number =>
  Math.floor(since + (realNow - since) * speed);
