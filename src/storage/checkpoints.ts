import { sleep, type Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import { startLoop } from "../kit/loop.ts";
import type { Engine } from "./sqlite.ts";

/** Keeps the write-ahead log short, outside of anybody's commit. */
export interface Checkpoints {
  /**
   * Empties the log now, so that what was deleted is gone from it.
   * @returns False when another program reads the database for longer than we wait; then it is done later.
   */
  empty(): Promise<boolean>;
  stop(): Promise<void>;
}

const EVERY_MS = 10_000;
const TRIES = 6;
const PAUSE_MS = 500;

export function startCheckpoints(deps: {
  readonly checkpoint: Engine["checkpoint"];
  readonly clock: Clock;
  readonly log: Log;
}): Checkpoints {
  const { checkpoint, clock } = deps;
  // Also at the start: a program that was killed may have deleted something just before.
  let owed = true;
  const truncate = async () => {
    owed = !(await checkpoint("truncate"));
    return !owed;
  };
  const loop = startLoop(deps, "checkpoints", EVERY_MS, async () => {
    await (owed ? truncate() : checkpoint("passive"));
  });
  return {
    async empty() {
      for (let tries = 1; !(await truncate()); tries += 1) {
        if (tries === TRIES) return false;
        await sleep(clock, PAUSE_MS);
      }
      return true;
    },
    stop: () => loop.stop(),
  };
}
