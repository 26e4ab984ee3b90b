import type { Clock } from "../kit/clock.ts";
import type { PingedLane, Pings } from "./pings.ts";
import type { Readiness } from "./wire.ts";

/** A connection that is made to measure and let go. */
export interface MeasuredLane extends PingedLane {
  /** @throws When it cannot be opened. */
  open(): Promise<void>;
  close(): Promise<void>;
}

/** Measures the way to a place where no connection is kept: a few pings now and then, over a connection of their own. */
export interface Measuring {
  /** From now on, instead of what was measured before; without a ping a connection is made once and let go. */
  start(asked: Readiness): void;
  stop(): void;
}

/** Pings of one round. */
const PINGS = 2;

export function createMeasuring<L extends MeasuredLane>(deps: {
  readonly create: () => L;
  readonly pings: Pings<L>;
  readonly clock: Clock;
}): Measuring {
  const { create, pings, clock } = deps;
  let current: Readiness | null = null;
  let callOff: (() => void) | null = null;

  async function round(asked: Readiness): Promise<void> {
    const lane = create();
    try {
      await lane.open();
      for (let sent = 0; sent < PINGS && current === asked && lane.isOpen; sent += 1) {
        await pings.send(lane, asked);
      }
    } catch {
      asked.heard(null);
    }
    void lane.close();
    if (current !== asked || !asked.ping) return;
    callOff = clock.after(asked.ping.everyMs, () => void round(asked));
  }

  const stop = () => {
    current = null;
    callOff?.();
  };
  return {
    start(asked) {
      stop();
      current = asked;
      void round(asked);
    },
    stop,
  };
}
