import { setImmediate as turn } from "node:timers/promises";
import { sleep, type Clock } from "../kit/clock.ts";

/** How long a transaction of what nobody waits for should take: a tap that comes meanwhile waits for its end. */
const AIM_MS = 8;

/** How many rows a bite has, to begin with and at its ends. However slow the disk is, `least` rows go at a time. */
export interface Bites {
  readonly least: number;
  readonly first: number;
  readonly most: number;
}

/**
 * Does what may be much, bite after bite, each of which holds the database for a few ms: the next bite is larger or smaller
 * for what this one took, and others have as long in between. With the signal it ends after the bite that has begun.
 *
 * @param work One transaction. @returns Whether there is more.
 */
export async function inBites(
  { clock, signal, ...bites }: Bites & { readonly clock: Clock; readonly signal: AbortSignal },
  work: (rows: number) => Promise<boolean>,
): Promise<void> {
  let rows = bites.first;
  while (!signal.aborted) {
    const startedAt = clock.now();
    if (!(await work(rows))) return;
    const tookMs = clock.now() - startedAt;
    rows = Math.min(bites.most, Math.max(bites.least, fitting(rows, tookMs)));
    await (tookMs > 0 ? sleep(clock, tookMs, signal) : turn());
  }
}

/** At most twice as many: what one bite took says little about one that is far larger. */
function fitting(rows: number, tookMs: number): number {
  return tookMs * 2 <= AIM_MS ? rows * 2 : Math.floor((rows * AIM_MS) / tookMs);
}
