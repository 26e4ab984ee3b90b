import type { WarmWires, Warmth, WireAnswer } from "../http/wire.ts";
import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import { createPath, type PathState } from "./path.ts";

/** A base URL that launches go to. */
export interface Place {
  /** A region's id, or the name of a provider that has no regions. */
  readonly id: string;
  readonly base: string;
  /** What may be asked there again and again, without a login; null: nothing that is documented. */
  readonly ping: {
    readonly path: string;
    readonly isWell: (answer: WireAnswer) => boolean;
  } | null;
}

/**
 * What is done for a place: so many connections are kept free, or none. `measured`: none, and it is asked once a minute.
 * `met`: one is opened and let go, since the first one of a process to a place takes longest.
 */
export type Care = number | "measured" | "met" | "left";

/** A place as the board shows it: its round trips, and its connections at this moment. */
export interface WayState extends PathState, Warmth {
  readonly id: string;
}

/** The way to one place. */
export interface Way {
  readonly id: string;
  /** From now on; the same again changes nothing. */
  care(care: Care): void;
  state(): WayState;
}

export interface WayDeps {
  readonly wires: Pick<WarmWires, "keep" | "warmth">;
  readonly place: Place;
  /** Something was heard of it, and what `state` says may be another. */
  readonly changed: () => void;
  readonly clock: Clock;
  readonly log: Log;
}

const KEPT_EVERY_MS = 20_000;
const MEASURED_EVERY_MS = 60_000;

export function createWay({ wires, place, changed, clock, log }: WayDeps): Way {
  const { id, base, ping } = place;
  const path = createPath(clock, ping?.isWell ?? (() => false));
  let done: Care = "left";

  function heard(pong: Parameters<typeof path.heard>[0]): void {
    if (done === "left") return;
    const wasHealthy = path.state().healthy;
    path.heard(pong);
    const { healthy, failuresInARow } = path.state();
    if (!healthy && wasHealthy) log.warn({ place: id, failuresInARow }, "a place left out");
    if (healthy && !wasHealthy) log.info({ place: id }, "a place answers again");
    changed();
  }

  return {
    id,
    care(care) {
      if (care === done) return;
      done = care;
      if (care === "left") {
        wires.keep(base, null);
        return;
      }
      const everyMs = care === "measured" ? MEASURED_EVERY_MS : KEPT_EVERY_MS;
      const deadlineMs = () => path.deadlineMs();
      wires.keep(base, {
        spares: typeof care === "number" ? care : 0,
        ping: ping && care !== "met" ? { path: ping.path, everyMs, deadlineMs } : null,
        heard,
      });
    },
    state: () => ({ id, ...path.state(), ...wires.warmth(base) }),
  };
}
