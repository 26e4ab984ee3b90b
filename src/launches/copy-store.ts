import type { Launch } from "../domain/launch.ts";
import type { Decision } from "./launch-store.ts";

/** How much was under way in the copy. */
export interface SetAside {
  readonly launches: number;
  readonly drafts: number;
}

/**
 * What has to happen when the database is a copy: its original may have gone on since, and what is open here may be done
 * there. See docs/decisions/0006-a-copy-sends-nothing.md.
 */
export interface CopyStore {
  /** Whether it is a copy, or an earlier state that was put back. Until `moveIn`, also at the next start. */
  isCopy(): boolean;
  /**
   * In one transaction: launches that are queued or sending go where `decide` says, each with a new card, since the old
   * one may show what the original came to know; open drafts expire and their cards stay as they are; no flow goes on.
   * Twice is the same as once.
   */
  setAside(decide: (launch: Launch) => Decision): Promise<SetAside>;
  /** From now on this is the database itself. Does nothing where it is that already. */
  moveIn(): Promise<void>;
}
