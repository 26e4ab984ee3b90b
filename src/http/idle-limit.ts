import type { Clock } from "../kit/clock.ts";

/** How long the other side lets a connection rest: as it says, or as seen when it closed some. All in ms. */
export interface IdleLimit {
  /** A `Keep-Alive` header named this. */
  hinted(ms: number): void;
  /** It closed a connection on which nothing had happened for so long. */
  closed(restMs: number): void;
  /** The shortest that is known, by hint or by closes; null: nothing is. */
  knownMs(): number | null;
  /** How often a resting connection has to be pinged: twice within the limit, and at least every `mostMs`. */
  everyMs(mostMs: number): number;
}

const LEAST_EVERY_MS = 500;
/** Sooner than this it closed for another reason than rest. */
const LEAST_REST_MS = 1_000;
const ALIKE = 0.2;
const REMEMBERED = 8;
/** Limits change with the other side's settings; one that still holds is learnt again at the cost of two closes. */
const HOLDS_MS = 60 * 60_000;

/**
 * One close proves no limit: a server that restarts closes everything, rested or not. Two closes after a like rest, at
 * different moments, do.
 */
export function createIdleLimit(clock: Clock): IdleLimit {
  let hint: number | null = null;
  let learnt: { readonly ms: number; readonly at: number } | null = null;
  let seen: readonly { readonly restMs: number; readonly at: number }[] = [];

  const knownMs = () => {
    const held = learnt !== null && clock.now() - learnt.at < HOLDS_MS ? learnt.ms : null;
    return hint === null ? held : Math.min(hint, held ?? hint);
  };
  return {
    hinted: (ms) => void (hint = ms),
    closed(restMs) {
      if (restMs < LEAST_REST_MS) return;
      const at = clock.now();
      const like = seen.find(
        (one) =>
          at - one.at >= LEAST_REST_MS && Math.abs(one.restMs - restMs) <= ALIKE * one.restMs,
      );
      if (like) learnt = { ms: Math.min(like.restMs, restMs), at };
      seen = [...seen, { restMs, at }].slice(-REMEMBERED);
    },
    knownMs,
    everyMs(mostMs) {
      const limit = knownMs();
      return limit === null ? mostMs : Math.max(LEAST_EVERY_MS, Math.min(mostMs, limit / 2));
    },
  };
}
