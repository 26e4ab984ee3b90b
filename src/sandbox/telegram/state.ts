import type { BotCommand, Chat, Message, PhotoSize, User, UserFromGetMe } from "@grammyjs/types";
import type { Clock } from "../../kit/clock.ts";
import type { Files } from "./files.ts";
import type { InlineState } from "./inline-state.ts";
import { Refusal, refuse } from "./refusal.ts";
import type { UpdateQueue } from "./update-queue.ts";
import type { Webhook } from "./webhook.ts";
import type {
  Pressed,
  SimEvent,
  SimPerson,
  SimReplyKeyboard,
  SimRole,
  EphemeralMode,
} from "./world.ts";
import { SimError } from "./world.ts";

/** A message as Telegram keeps it, with what the Bot API's own form leaves out. */
export interface Stored {
  readonly message: Message;
  readonly from: User;
  readonly replyKeyboard?: SimReplyKeyboard;
  readonly reaction?: string;
  /** The id under which the bot edits what a person posted through it. */
  readonly inlineId?: string;
  /** The picture of the page that the text links to. */
  readonly preview?: PhotoSize[];
}

/** Where the bot stands in a chat: `stranger` until somebody let it in. */
export type Standing = "stranger" | "member" | "restricted" | "administrator" | "kicked";

/** One of a forum's topics; its General is none. */
export interface Topic {
  readonly name: string;
  readonly isClosed: boolean;
  /** The message that opened it, which all that is said in it and replies to nothing counts as a reply to. */
  readonly opening: NonNullable<Message["reply_to_message"]>;
}

export interface SimChat {
  /** Bots of channels speak another dialect (`channel_post`), which is not played. */
  readonly chat: Exclude<Chat, Chat.ChannelChat>;
  readonly members: Map<number, SimRole>;
  readonly messages: Map<number, Stored>;
  /** Topics of a forum by their message_thread_id. */
  readonly topics: Map<number, Topic>;
  /** The supergroup that this group became. */
  movedTo: number | null;
  bot: Standing;
  /** The message that the bot is still writing; `end` takes it from the screen. */
  draft: { readonly messageId: number; end(): void; callOff(): void } | null;
  /** All private chats and small groups share one row of ids, as at Telegram; a supergroup counts for itself. */
  nextMessageId(): number;
}

export interface Asked {
  readonly personId: number;
  readonly askedAt: number;
  answer(given: Awaited<Pressed["answer"]>): void;
}

/** Everything that the parts of the simulator share. */
export interface State {
  readonly clock: Clock;
  readonly token: string;
  readonly bot: UserFromGetMe;
  readonly queue: UpdateQueue;
  readonly files: Files;
  readonly people: Map<number, SimPerson>;
  readonly chats: Map<number, SimChat>;
  /** Button presses that wait for their answer, by callback query id. */
  readonly asked: Map<string, Asked>;
  /** Every button press, by callback query id: an ephemeral message names the one that it answers. */
  readonly taps: Map<
    string,
    { readonly personId: number; readonly chatId: number; readonly at: number }
  >;
  readonly ephemeral: { mode: EphemeralMode; last: number };
  readonly inline: InlineState;
  /** Menus by scope and language. */
  readonly menus: Map<string, readonly BotCommand[]>;
  readonly webhook: Webhook;
  emit(event: SimEvent): void;
  /** The next id in the row that all chats share but supergroups. */
  nextMessageId(): number;
  /** So many random digits, the first not 0. */
  digits(count: number): string;
  letters(count: number): string;
  /** What Telegram's servers find under a URL; null: nothing. */
  fetchPicture(url: string): Promise<Buffer | null>;
}

/** Seconds since the epoch. */
export const unixTime = (state: State): number => Math.floor(state.clock.now() / 1000);

export function personOf(state: State, id: number): SimPerson {
  const person = state.people.get(id);
  if (!person) throw new SimError(`there is no person ${id}`);
  return person;
}

export const userOf = (person: SimPerson): User => ({
  id: person.id,
  is_bot: false,
  first_name: person.firstName,
  ...(person.username === undefined ? {} : { username: person.username }),
  language_code: person.languageCode,
});

export const botUser = (state: State): User => ({
  id: state.bot.id,
  is_bot: true,
  first_name: state.bot.first_name,
  username: state.bot.username,
});

/** The chat a call names. @throws {Refusal} 400 "chat not found". */
export function chatOf(state: State, chatId: number | string): SimChat {
  // A name leads only to groups and channels; a person's does not.
  const chat = /^-?\d+$/.test(String(chatId)) ? state.chats.get(Number(chatId)) : undefined;
  if (!chat) refuse("chat not found");
  if (chat.movedTo !== null) {
    const migrate_to_chat_id = chat.movedTo;
    throw new Refusal(400, UPGRADED, { migrate_to_chat_id });
  }
  return chat;
}

const UPGRADED = "Bad Request: group chat was upgraded to a supergroup chat";

/** The chat a call names, if the bot is in it. @throws {Refusal} 400 or 403. */
export function openChatOf(state: State, chatId: number | string): SimChat {
  const chat = chatOf(state, chatId);
  if (chat.bot === "kicked" || chat.bot === "stranger") {
    throw new Refusal(403, SHUT[chat.chat.type][chat.bot]);
  }
  return chat;
}

/** The chat a call names, if the bot may write there, and in this topic. @throws {Refusal} 400 or 403. */
export function writableChatOf(
  state: State,
  chatId: number | string,
  topic: (chat: SimChat) => number | undefined,
): { readonly chat: SimChat; readonly topic: number | undefined } {
  const chat = openChatOf(state, chatId);
  if (chat.bot === "restricted") refuse("not enough rights to send text messages to the chat");
  const id = topic(chat);
  if (id === undefined) return { chat, topic: id };
  const found = chat.topics.get(id) ?? refuse("message thread not found");
  if (found.isClosed && chat.bot !== "administrator") refuse("TOPIC_CLOSED");
  return { chat, topic: id };
}

export const BLOCKED = "Forbidden: bot was blocked by the user";

const SHUT = {
  private: {
    kicked: BLOCKED,
    stranger: "Forbidden: bot can't initiate conversation with a user",
  },
  group: {
    kicked: "Forbidden: bot was kicked from the group chat",
    stranger: "Forbidden: bot is not a member of the group chat",
  },
  supergroup: {
    kicked: "Forbidden: bot was kicked from the supergroup chat",
    stranger: "Forbidden: bot is not a member of the supergroup chat",
  },
} as const;

/** As a reply quotes it: without what it was itself a reply to. */
export function quoted({ message }: Stored): NonNullable<Message["reply_to_message"]> {
  return { ...message, reply_to_message: undefined } as NonNullable<Message["reply_to_message"]>;
}
