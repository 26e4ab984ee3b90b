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
/** So long it waits for launches that are under way, looking this often. */
const PATIENCE_MS = 5_000;
const LOOK_MS = 50;
const TRIES = 6;
const PAUSE_MS = 500;

export function startCheckpoints(deps: {
  readonly checkpoint: Engine["checkpoint"];
  /** Whether a launch is under way, whose request or whose answer would wait meanwhile. */
  readonly isBusy: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
}): Checkpoints {
  const { checkpoint, isBusy, clock } = deps;
  const stopping = new AbortController();
  // Also at the start: a program that was killed may have deleted something just before.
  let owed = true;
  const truncate = async () => {
    owed = !(await checkpoint("truncate"));
    return !owed;
  };
  /** Not for ever: where launches never cease the log would grow until SQLite moves it inside of a commit. */
  const calm = async () => {
    for (let waitedMs = 0; isBusy() && waitedMs < PATIENCE_MS; waitedMs += LOOK_MS) {
      await sleep(clock, LOOK_MS, stopping.signal);
    }
  };
  const loop = startLoop(deps, "checkpoints", EVERY_MS, async () => {
    await calm();
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
    stop() {
      stopping.abort();
      return loop.stop();
    },
  };
}
