import type { GroupStanding, Listed, Policy, Vote } from "../domain/governance.ts";
import type { Draft } from "./draft-store.ts";

/** What somebody says about a draft, or takes back. */
export interface Cast extends Listed {
  readonly draftId: string;
  /** The draft's version on the button that was tapped: nobody agrees to what they did not see. */
  readonly version: number;
  readonly word: Vote["word"] | null;
}

/** Why a vote was not taken. */
export type VoteRefusal = "own" | "no-say" | "unasked" | "stale-button" | "draft-closed" | "late";

/**
 * The rules of groups, and what people said about drafts. Each method is one transaction, and none of them believes that
 * somebody is an admin: that is for who asks Telegram.
 */
export interface GroupStore {
  /** The first policy of who never set any. */
  policy(groupId: number): Promise<Policy>;
  /** Notes that the bot is in this group. @returns Whether it had been there before, so that its rules are old ones. */
  meet(groupId: number): Promise<boolean>;
  change(groupId: number, decide: (policy: Policy) => Policy): Promise<Policy>;
  /** As the confirmation of this draft would see its group now. Null for a draft of no group. */
  standing(draft: Draft): Promise<GroupStanding | null>;
  /**
   * Writes down what a person says about a draft of a group, in place of what they said before, unless `judge` says why
   * not. It sees the draft and its group in the transaction that writes.
   *
   * @returns `draft-closed` also for a draft that is not there, or of no group.
   */
  vote(
    cast: Cast,
    judge: (draft: Draft, group: GroupStanding) => VoteRefusal | null,
  ): Promise<VoteRefusal | null>;
}
