import type { Clock } from "./clock.ts";
import type { Log } from "./log.ts";

export interface Loop {
  /** Runs the work soon, also when it is running right now. */
  wake(): void;
  /** Ends the loop; resolves when the work in progress is done. */
  stop(): Promise<void>;
}

/**
 * Repeats work every `everyMs` and whenever it is woken, one run at a time. A run that throws is logged and the loop
 * goes on: a loop that dies quietly freezes statuses.
 */
export function startLoop(
  deps: { readonly clock: Clock; readonly log: Log },
  name: string,
  everyMs: number,
  work: () => Promise<void>,
): Loop {
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  let callOff: (() => void) | null = null;

  const runOnce = async () => {
    try {
      // Also when it throws before its first await: `running` must be set by then.
      await Promise.try(work);
    } catch (error) {
      deps.log.error({ loop: name, error }, "a loop's work failed; it goes on");
    }
    running = null;
    if (again) wake();
    else if (!stopped) callOff = deps.clock.after(everyMs, wake);
  };

  function wake() {
    if (stopped) return;
    callOff?.();
    if (running) {
      again = true;
      return;
    }
    again = false;
    running = runOnce();
  }

  wake();
  return {
    wake,
    async stop() {
      stopped = true;
      callOff?.();
      await running;
    },
  };
}
