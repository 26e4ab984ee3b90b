import type { Clock } from "./clock.ts";
import type { Log } from "./log.ts";

export interface Loop {
  /** Runs the work soon, also when it is running right now. */
  wake(): void;
  /** Ends the loop; resolves when the work in progress is done. */
  stop(): Promise<void>;
}

/** When a loop whose work is rows with a due time runs next. All in ms. */
export interface Pace {
  /** When the next row is due, ms since the epoch; null: none waits. */
  readonly nextDueAt: () => Promise<number | null>;
  /** The pause while a row is due although it just ran, and after a run that failed. */
  readonly busyMs: number;
  /** The longest pause, so that a wake that got lost costs no more than this. */
  readonly mostMs: number;
}

/**
 * Repeats work at this pace (a number: after this many ms) and whenever it is woken, one run at a time. A run that throws
 * is logged and the loop goes on: a loop that dies quietly freezes statuses.
 */
export function startLoop(
  deps: { readonly clock: Clock; readonly log: Log },
  name: string,
  pace: number | Pace,
  work: () => Promise<void>,
): Loop {
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  let callOff: (() => void) | null = null;

  const runOnce = async () => {
    let pauseMs = typeof pace === "number" ? pace : pace.busyMs;
    try {
      // Also when it throws before its first await: `running` must be set by then.
      await Promise.try(work);
      if (typeof pace !== "number" && !again)
        pauseMs = untilDue(pace, await pace.nextDueAt(), deps.clock);
    } catch (error) {
      deps.log.error({ loop: name, error }, "a loop's work failed; it goes on");
    }
    running = null;
    if (again) wake();
    else if (!stopped) callOff = deps.clock.after(pauseMs, wake);
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

function untilDue({ busyMs, mostMs }: Pace, dueAt: number | null, clock: Clock): number {
  if (dueAt === null) return mostMs;
  const ms = dueAt - clock.now();
  return ms > 0 ? Math.min(ms, mostMs) : busyMs;
}
