import type { Launch } from "../domain/launch.ts";
import type { NoticeWishes } from "../domain/notice-wishes.ts";
import { isInline, type CardPlace, type Room } from "../launches/draft-store.ts";

export const NOTICE_KINDS = [
  "card",
  "final",
  "told",
  "announcement",
  "follow",
  "reminder",
] as const;
export const NOTICE_STATES = ["live", "parked", "dead"] as const;

/**
 * What a chat should show about a launch, as desired state: deliver until `haveVersion` is the launch's version.
 *
 * A launch has at most one of each kind, and of `follow` one for each person. A row at rest has `nextAt` null.
 *
 * - `card`: the edited status card,
 * - `final`: a plain message where the card stands, when an end comes late,
 * - `told`: how it ends, to its owner in private, when the card stands elsewhere; edited when it ends otherwise after all,
 * - `announcement`: to the group it was launched in, once it is live, where the group's admins switched that on,
 * - `follow`: how it ends, to somebody who asked for that; at rest until then,
 * - `reminder`: that the launch is unclear, to its owner once a day. All of a person's are due together and make one
 *   message; they owe no version, only their time counts.
 */
export interface Notice extends Room {
  readonly id: number;
  readonly launchId: string;
  readonly kind: (typeof NOTICE_KINDS)[number];
  /** Null until it was sent, or when the message is gone and a new one must be sent. */
  readonly messageId: number | null;
  readonly hasPicture: boolean;
  /**
   * Set for a card that was posted through inline mode and stands there still. It has no `messageId`, and `chatId` is
   * where its launch is told otherwise.
   */
  readonly inlineId: string | null;
  readonly wantVersion: number;
  readonly haveVersion: number;
  readonly nextAt: number | null;
  readonly tries: number;
  /**
   * `parked`: the chat is closed to the bot; shown again at the person's next /start, or when the bot may speak in the
   * group again. `dead`: Telegram refuses the message itself, or its place is gone and its owner is told otherwise.
   */
  readonly state: (typeof NOTICE_STATES)[number];
}

/** Where the notice's message stands; null while there is none. */
export function placeOf({ chatId, messageId, hasPicture, inlineId }: Notice): CardPlace | null {
  if (inlineId !== null) return { inlineId };
  return messageId === null ? null : { chatId, messageId, hasPicture };
}

/** Where others read it: in a group, or wherever it was posted. */
export const isShared = (place: CardPlace): boolean => isInline(place) || place.chatId < 0;

export interface DueNotice {
  readonly notice: Notice;
  /** As it is now. */
  readonly launch: Launch;
  /** When the launch became what it is, ms since the epoch. */
  readonly since: number;
  /** Of the person whose chat it is; the first ones in a group. */
  readonly wishes: NoticeWishes;
}

/** A launch that is unclear, and since when. */
export type Unclear = Pick<DueNotice, "launch" | "since">;

/** What a chat shows since a delivery. `messageId` null: nothing was sent, and nothing needs to be, or it is a posted card. */
export interface Shown {
  readonly version: number;
  readonly messageId: number | null;
  readonly hasPicture: boolean;
}

/** A notice that has to wait. Without `tries` they stay as they were. */
export interface Wait {
  readonly was: Notice;
  readonly nextAt: number;
  readonly tries?: number;
}

/**
 * `was` is the notice as it was handed out. A delivery takes its time: when the row was changed meanwhile (the launch
 * moved, the card was brought forward, its owner sent /start), what came of the delivery is not written over that, and
 * the notice stays due.
 */
export interface NoticeStore {
  /** Live notices whose time has come, the longest waiting first. */
  due(now: number, limit: number): Promise<readonly DueNotice[]>;
  /** The earliest time of a live notice that is later than this; null when there is none. */
  nextDueAt(after: number): Promise<number | null>;
  /** Sets every timer of a live notice that lies further ahead than this (ms since the epoch) to where the furthest may lie. */
  bringNearer(furthest: (kind: Notice["kind"]) => number): Promise<void>;
  /** Where a launch's card stands; null while there is none. */
  cardOf(launchId: string): Promise<CardPlace | null>;
  /** Where messages about a launch stand, its card and all others. */
  placesOf(launchId: string): Promise<readonly CardPlace[]>;
  /** This person is told how an open launch ends. `over`: it has ended, so there is nothing to follow. */
  follow(launchId: string, userId: number): Promise<"followed" | "already" | "over">;
  unfollow(launchId: string, userId: number): Promise<void>;
  /**
   * Records a delivery. When the launch has moved on meanwhile the notice stays due at once; otherwise it rests until
   * `restUntil` (null: until the next change).
   *
   * @returns False when the notice does not stand there any more: it was moved while this was under way.
   */
  delivered(was: Notice, shown: Shown, restUntil: number | null): Promise<boolean>;
  postpone(waits: readonly Wait[]): Promise<void>;
  /** What of this person's is unclear, the longest first. */
  unclearOf(ownerId: number): Promise<readonly Unclear[]>;
  /** This person was told of all that is unclear: its reminders rest until the next digest. */
  reminded(ownerId: number): Promise<void>;
  /** The message is gone: the next delivery sends a new one, into the chat of `chatId`. */
  forgetMessage(was: Notice, nextAt: number): Promise<void>;
  /**
   * The launch's card is sent anew, as the newest message, whatever became of the old one.
   * @returns Where the old one stands; null when there is none.
   */
  bringForward(launchId: string, now: number): Promise<CardPlace | null>;
  /** Its topic is closed or deleted: it goes on as a new message in the group's General. */
  leaveTopic(was: Notice, nextAt: number): Promise<void>;
  /**
   * The place of a card or of a final message is closed or gone: it goes on as a new message in its owner's private chat.
   * Where the owner is told there anyway, nothing more comes of it: in a group it is parked, posted it is dead.
   */
  sendHome(was: Notice, ownerId: number, nextAt: number): Promise<void>;
  setState(was: Notice, state: Notice["state"]): Promise<void>;
  /**
   * A group became a supergroup: notices of the old chat go to the new one, as new messages, and previews have no card any
   * more. The new chat counts its messages from 1, so that an old id would name somebody else's card there. The group's
   * rules, drafts and launches go along. What was parked is due: the new chat may be open.
   */
  migrateChat(from: number, to: number): Promise<void>;
  /** A chat is open to the bot again: its parked notices are due. @returns How many. */
  unpark(chatId: number, now: number): Promise<number>;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Who waits for the end of quiet hours, or for the next digest, waits longer than a try. */
const FURTHEST_MS: Partial<Record<Notice["kind"], number>> = {
  told: DAY_MS,
  follow: DAY_MS,
  reminder: 1.5 * DAY_MS,
};

/**
 * Where the timer of a notice can lie at the furthest. One that lies beyond was set by a clock that was ahead, or is a
 * longer pause that Telegram asked for: asked once more, it says again for how long.
 */
export const furthestTimer = (kind: Notice["kind"], now: number): number =>
  now + (FURTHEST_MS[kind] ?? MINUTE_MS);
