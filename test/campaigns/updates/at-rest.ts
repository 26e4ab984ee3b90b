import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { World } from "../../support/a-world.ts";
import type { Judge } from "./judge.ts";
import type { Witness } from "./witness.ts";

interface Resting {
  readonly witness: Witness;
  readonly world: World;
  readonly judge: Judge;
}

/** Updates under way, and nothing has moved for this long, while the bot's own clock stands still: they hang. */
const HANG_MS = 1_000;
/** Cards are edited and launches sent long before this. */
const REST_MS = 20_000;
/** Longer than the bot lets any handler take. */
const LIMIT_MS = 61_000;

/** Waits until every update is handled. What does not end in time hangs; of a call without an answer it may. */
export async function rest(storm: Resting, mayHang: boolean): Promise<void> {
  const { witness, world, judge } = storm;
  await allHandled(storm);
  if (mayHang) {
    await world.clock.advance(LIMIT_MS);
    await allHandled(storm);
  }
  for (const one of witness.underWay()) judge.blame("an update hangs", one.update);
  if (!mayHang) await atRest(storm);
}

/** Resolves when every update is handled, or when nothing moves any more. */
async function allHandled({ witness, world }: Resting): Promise<void> {
  for (const quietMs = sinceMoved(witness); quietMs() < HANG_MS;) {
    if (witness.underWay().length === 0 && (await pending(world)) === 0) return;
    // A timer, not a turn: whatever other threads work on gets the machine.
    await sleep(1);
  }
}

/** Waits until nothing is due any more, all loops of the bot included. */
export async function atRest({ judge, world }: Resting): Promise<void> {
  if (judge.faults.length > 0) return;
  const rested = world.settled().then(() => true);
  const patience = new AbortController();
  const never = sleep(REST_MS, false, { signal: patience.signal }).catch(() => false);
  if (!(await Promise.race([rested, never]))) judge.blame("the bot never comes to rest", null);
  patience.abort();
}

/** How long nothing has happened, in ms. */
function sinceMoved(witness: Witness): () => number {
  let moves = -1;
  let since = 0;
  return () => {
    if (moves !== witness.moves()) since = performance.now();
    moves = witness.moves();
    return performance.now() - since;
  };
}

async function pending({ telegram }: World): Promise<number> {
  const info = await telegram.call("getWebhookInfo");
  return info.ok ? (info.result as { pending_update_count: number }).pending_update_count : 0;
}
