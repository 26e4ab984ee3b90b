/** Time as the program sees it, so that tests and the simulation can bring their own. */
export interface Clock {
  /** Ms since the epoch. */
  now(): number;
  /** Ms since some moment in the past, with fractions. Goes on evenly also when somebody sets the time. */
  elapsedMs(): number;
  /** Calls back once after `ms`; the returned function calls it off. Never keeps the process alive. */
  after(ms: number, call: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsedMs: () => performance.now(),
  after(ms, call) {
    const timer = setTimeout(call, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** When something happened: by the time that everybody shares, and by this process's own, to tell how long ago it was. */
export interface Moment {
  readonly at: number;
  readonly elapsedMs: number;
}

export const thisMoment = (clock: Clock): Moment => ({
  at: clock.now(),
  elapsedMs: clock.elapsedMs(),
});

/** Waits, or ends early with the signal; never rejects. */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      cancel();
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const cancel = clock.after(ms, done);
    signal?.addEventListener("abort", done);
  });
}
