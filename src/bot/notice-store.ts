import type { Launch } from "../domain/launch.ts";
import type { CardPlace } from "../launches/draft-store.ts";

export const NOTICE_KINDS = ["card", "final", "reminder"] as const;
export const NOTICE_STATES = ["live", "parked", "dead"] as const;

/**
 * What a chat should show about a launch, as desired state: deliver until `haveVersion` is the launch's version.
 *
 * `card` is the edited status card; `final` one plain message when an end comes late; `reminder` a message to the owner
 * for as long as the launch stays unclear, again and again at growing distances. A row at rest has `nextAt` null.
 */
export interface Notice {
  readonly id: number;
  readonly launchId: string;
  readonly kind: (typeof NOTICE_KINDS)[number];
  readonly chatId: number;
  /** Null until it was sent, or when the message is gone and a new one must be sent. */
  readonly messageId: number | null;
  readonly hasPicture: boolean;
  readonly wantVersion: number;
  readonly haveVersion: number;
  readonly nextAt: number | null;
  readonly tries: number;
  /** `parked`: the person blocked the bot; shown again at their next /start. `dead`: Telegram refuses the message itself. */
  readonly state: (typeof NOTICE_STATES)[number];
}

export interface NoticeStore {
  /** Live notices whose time has come, each with its launch as it is now. */
  due(
    now: number,
    limit: number,
  ): Promise<readonly { readonly notice: Notice; readonly launch: Launch }[]>;
  nextDueAt(): Promise<number | null>;
  /**
   * Records a delivery of `version`. When the launch has moved on meanwhile the notice stays due at once; otherwise it
   * rests until `refreshAt` (null: until the next change).
   */
  delivered(
    id: number,
    version: number,
    messageId: number,
    hasPicture: boolean,
    refreshAt: number | null,
  ): Promise<void>;
  postpone(id: number, nextAt: number, tries: number): Promise<void>;
  /** The message is gone: the next delivery sends a new one. */
  forgetMessage(id: number, nextAt: number): Promise<void>;
  /**
   * The launch's card is sent anew, as the newest message, whatever became of the old one.
   * @returns Where the old one stands; null when there is none.
   */
  bringForward(launchId: string, now: number): Promise<CardPlace | null>;
  /** Sends the notice to another chat from now on, as a new message. */
  redirect(id: number, chatId: number, nextAt: number): Promise<void>;
  setState(id: number, state: Notice["state"]): Promise<void>;
  /** A group became a supergroup: every row that named the old chat names the new one. */
  migrateChat(from: number, to: number): Promise<void>;
  /** Makes this person's parked notices due again. @returns How many. */
  unpark(ownerId: number, now: number): Promise<number>;
}
