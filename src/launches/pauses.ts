import type { PausedBy } from "../domain/standing.ts";
import type { Clock } from "../kit/clock.ts";
import { halt } from "./decide.ts";
import type { Halted, PauseStore, Whose } from "./pause-store.ts";

/** Stops launches, and lets them go on. `by`: the person's own id, or the operator's. */
export interface Pauses {
  /** Nothing of `whose` is sent any more once this has returned. */
  pause(whose: Whose, by: number): Promise<Halted>;
  /** @returns False when there was no pause that this person may take back. */
  resume(whose: Whose, by: number): Promise<boolean>;
  pausedBy(userId: number): Promise<PausedBy | null>;
}

export function createPauses(deps: {
  readonly store: PauseStore;
  readonly clock: Clock;
  /** Cards of launches may have changed. */
  readonly wake: () => void;
}): Pauses {
  const { store, clock, wake } = deps;
  return {
    async pause(whose, by) {
      const pausedBy: PausedBy = whose === by ? "owner" : "operator";
      const halted = await store.pause(whose, by, (launch) => halt(launch, pausedBy, clock.now()));
      if (halted.cancelled > 0) wake();
      return halted;
    },
    resume: (whose, by) => store.resume(whose, by),
    pausedBy: (userId) => store.pausedBy(userId),
  };
}
