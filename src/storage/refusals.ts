import { StorageError } from "../domain/errors.ts";
import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import type { Engine } from "./sqlite.ts";

const TRY_AGAIN_MS = 5_000;

/** What a refusing database is told to. */
export interface RefusalsDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** Each transaction that came to nothing. */
  readonly refused: (problem: StorageError["problem"]) => void;
}

/**
 * The same engine, noticing when the database takes nothing any more: a full disk, a file that became read-only. One line
 * of the log says when that begins and one when it is over, which is found out by trying.
 */
export function watchRefusals(engine: Engine, { clock, log, refused }: RefusalsDeps): Engine {
  let refusing = false;
  let callOff = (): void => undefined;

  const tryAgain = (): void => {
    callOff = clock.after(TRY_AGAIN_MS, () => {
      engine.probe().then(() => {
        refusing = false;
        log.warn("the database takes what it is given again");
      }, tryAgain);
    });
  };

  function note(error: unknown): void {
    if (!(error instanceof StorageError)) return;
    refused(error.problem);
    if (refusing) return;
    refusing = true;
    log.error({ problem: error.problem, error }, "the database refuses: nothing is launched now");
    tryAgain();
  }

  return {
    ...engine,
    async transact(work) {
      try {
        return await engine.transact(work);
      } catch (error) {
        note(error);
        throw error;
      }
    },
    close() {
      callOff();
      return engine.close();
    },
  };
}
