import type { DraftContent } from "../domain/draft.ts";

export const DRAFT_STATES = ["open", "launched", "cancelled", "expired"] as const;
export type DraftState = (typeof DRAFT_STATES)[number];

/** A chat, and in a forum one of its topics; null: its General, and wherever there are no topics. */
export interface Room {
  readonly chatId: number;
  readonly topicId: number | null;
}

/** Where a card stands that the bot sent. `hasPicture`: its text is a caption. */
export interface ChatPlace {
  readonly chatId: number;
  readonly messageId: number;
  readonly hasPicture: boolean;
}

/** A card that a person posted through inline mode: nobody tells in which chat. Its text shows the picture by its link. */
export interface InlinePlace {
  readonly inlineId: string;
}

export type CardPlace = ChatPlace | InlinePlace;

export const isInline = (place: CardPlace | null): place is InlinePlace =>
  place !== null && "inlineId" in place;

/** What a person is putting together. Its preview card becomes the status card of its launch. */
export interface Draft {
  readonly id: string;
  readonly ownerId: number;
  readonly content: DraftContent;
  readonly state: DraftState;
  /** Goes up with every change of the content; buttons carry it, so that a button of an older card is noticed. */
  readonly version: number;
  readonly card: CardPlace | null;
  /** The unclear launch that this draft repeats at its owner's risk; null for any other draft. */
  readonly repeats: string | null;
  /** The group it was begun in, whose rules hold for it; null: it is its owner's alone. */
  readonly groupId: number | null;
  /** The topic of that group it was begun in; null as in {@link Room}. */
  readonly topicId: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface DraftStore {
  add(draft: Draft): Promise<void>;
  get(id: string): Promise<Draft | null>;
  /**
   * Changes an open draft of this owner, if it still has this version.
   * @returns The changed draft, or null when it is not there, not theirs, not open or not this version.
   */
  change(
    id: string,
    owner: number,
    version: number,
    change: (content: DraftContent) => DraftContent,
    at: number,
  ): Promise<Draft | null>;
  /** The open draft this person touched last; null when there is none. */
  latestOpen(owner: number): Promise<Draft | null>;
  /**
   * Raises the version of all of this person's open drafts: what their cards say besides the draft (who pays) is about to
   * change, so a tap on a card as it stands must not count.
   */
  outdate(owner: number, at: number): Promise<void>;
  /** Remembers where the card stands now. */
  place(id: string, card: CardPlace | null): Promise<void>;
  /** Ends an open draft. @returns The ended draft; null when it was not open. */
  close(id: string, state: "cancelled" | "expired", at: number): Promise<Draft | null>;
  /** Ids of open drafts that were touched since then, the latest first. */
  lately(since: number, limit: number): Promise<readonly string[]>;
  /** Open drafts that nobody touched since `before`, oldest first. */
  stale(before: number, limit: number): Promise<readonly Draft[]>;
}
