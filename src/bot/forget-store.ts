import type { Launch } from "../domain/launch.ts";
import type { Draft } from "../launches/draft-store.ts";
import type { Decision } from "../launches/launch-store.ts";

/** How much of a person was wiped. */
export interface Wiped {
  readonly secrets: number;
  readonly uses: number;
  readonly drafts: number;
  readonly conversations: number;
  readonly pictures: number;
  /** Launches that waited to be sent and never will be. */
  readonly cancelled: number;
}

export type Forgotten =
  | {
      readonly kind: "forgotten";
      readonly at: number;
      readonly wiped: Wiped;
      /** Drafts that were open: their cards still stand in the chat. */
      readonly openDrafts: readonly Draft[];
      /** Launches that stay on record, and how many of them are unclear. */
      readonly kept: { readonly launches: number; readonly unclear: number };
    }
  /** Launches that are being sent, or that the provider is at work on. Nothing was changed. */
  | { readonly kind: "under-way"; readonly launches: readonly Launch[] };

export interface ForgetStore {
  /**
   * Wipes all that is kept of a person but the record of their launches, in one transaction: the data key first of all,
   * secrets and their uses, drafts, conversations, what was asked of them, what they picked, and pictures that nobody
   * needs any more: those of other people's drafts and launches stay, and those of launches that are or may be live. What
   * is queued goes where `cancel` says, in the same transaction, so nothing of theirs is sent afterwards.
   *
   * Twice is the same as once.
   *
   * @param pictures Hashes that their conversations hold, which nobody can see from outside.
   */
  forget(
    ownerId: number,
    pictures: readonly string[],
    cancel: (launch: Launch) => Decision,
  ): Promise<Forgotten>;
}
