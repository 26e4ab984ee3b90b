import type { Launch } from "../domain/launch.ts";
import type { PausedBy } from "../domain/standing.ts";
import type { Decision } from "./launch-store.ts";

/** Whose launches: a person's, or everybody's. */
export type Whose = number | "all";

/** What a pause found. Counts of launches. */
export interface Halted {
  /** Waited to be sent, and never will be. */
  readonly cancelled: number;
  /** Sent already, or with the provider: they go on, since nothing can call them back. */
  readonly underWay: number;
}

/** Who stopped launches. Kept until it is taken back, through restarts and when a person is forgotten. */
export interface PauseStore {
  /**
   * From the end of this transaction on nothing of `whose` is sent. What is queued goes where `halt` says, in the same
   * transaction, so that a pause which is soon taken back lets nothing old go. An operator's pause of a person stands above
   * their own and replaces it.
   */
  pause(whose: Whose, by: number, halt: (launch: Launch) => Decision): Promise<Halted>;
  /**
   * Takes back a pause: people their own, operators theirs. @returns False when there was none of that kind.
   */
  resume(whose: Whose, by: number): Promise<boolean>;
  /** Who stops this person's launches: an operator's pause, of them or of everybody, comes before their own. */
  pausedBy(userId: number): Promise<PausedBy | null>;
}
