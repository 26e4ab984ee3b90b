import type { Queued } from "./world.ts";

/** What a person is in a group. `anonymous`: an administrator who writes under the group's name. */
export type SimRole = "creator" | "administrator" | "anonymous" | "member";

export interface SimGroup {
  readonly chatId: number;
  readonly title: string;
  readonly kind: "group" | "supergroup";
  readonly members: readonly { readonly personId: number; readonly role: SimRole }[];
  /** Empty unless it is a forum. `threadId` is the topic's message_thread_id. */
  readonly topics: readonly {
    readonly threadId: number;
    readonly name: string;
    /** Only administrators write in it. */
    readonly isClosed: boolean;
  }[];
  /** Null while it is not in the group; `restricted`: it may not write there. */
  readonly bot: "member" | "restricted" | "administrator" | null;
}

/** Whether ephemeral messages are shown, get lost on their way without a word, are refused, or are not known to an older server. */
export type EphemeralMode = "shown" | "lost" | "refused" | "unknown";

/** Groups and who is in them. In all of them the bot has privacy mode on. */
export interface GroupSim {
  /** Makes a group that has always been there: the bot is told nothing. It is in it unless `bot` is null. */
  addGroup(group: {
    readonly title: string;
    readonly members: Readonly<Record<number, SimRole>>;
    /** Default `supergroup`. */
    readonly kind?: SimGroup["kind"];
    /** Names of topics, which make a supergroup a forum. */
    readonly topics?: readonly string[];
    /** Default `member`. */
    readonly bot?: SimGroup["bot"];
  }): SimGroup;
  /** Oldest first; those that became supergroups are left out. */
  groups(): readonly SimGroup[];
  /** A person joins, is given another role, or leaves (null). Updates about it come only on request. */
  setRole(chatId: number, personId: number, role: SimRole | null): void;
  /** Somebody lets the bot in, promotes it, or throws it out (null). */
  setBot(chatId: number, by: number, standing: SimGroup["bot"]): Queued;
  /** Somebody closes a topic, opens it again, or deletes it with all that was said in it. */
  setTopic(chatId: number, threadId: number, to: "open" | "closed" | "deleted"): void;
  /** The small group becomes a supergroup with an id and a row of messages of its own. */
  upgradeGroup(chatId: number): SimGroup;
  /** `shown` at first. */
  setEphemeral(mode: EphemeralMode): void;
}
