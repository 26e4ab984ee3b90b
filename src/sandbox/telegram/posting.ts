import type { Message, MessageEntity, User } from "@grammyjs/types";
import { faceOf, given } from "./face.ts";
import type { Content } from "./sending.ts";
import {
  botUser,
  personOf,
  quoted,
  unixTime,
  userOf,
  type SimChat,
  type State,
  type Stored,
  type Topic,
} from "./state.ts";
import { SimError, type QueuedMessage } from "./world.ts";

export type Posted = Content &
  Pick<Message, "sticker" | "voice" | "video" | "media_group_id" | "via_bot" | "reply_markup"> &
  Pick<Stored, "inlineId" | "preview">;

export interface Where {
  readonly chatId?: number;
  readonly replyTo?: number;
  readonly topic?: number;
}

/** Whom Telegram names when an anonymous administrator writes. */
const ANONYMOUS: User = {
  id: 1_087_968_824,
  is_bot: true,
  first_name: "Group",
  username: "GroupAnonymousBot",
};

/** Puts a person's message into a chat. The bot is told unless privacy mode keeps it away. */
export function post(
  state: State,
  personId: number,
  where: Where | undefined,
  { inlineId, preview, ...content }: Posted,
): QueuedMessage {
  const person = personOf(state, personId);
  const chat = chatAsSeen(state, where?.chatId ?? personId, personId);
  if (chat.chat.type === "private" && chat.bot === "kicked") {
    throw new SimError("the bot is blocked: unblock it first");
  }
  const repliedTo = where?.replyTo === undefined ? null : storedIn(chat, where.replyTo);
  const topic = where?.topic ?? repliedTo?.message.message_thread_id;
  const opened = topic === undefined ? undefined : topicAsSeen(chat, topic, personId);
  const isAnonymous = chat.members.get(personId) === "anonymous";
  const message = {
    message_id: chat.nextMessageId(),
    from: isAnonymous ? ANONYMOUS : userOf(person),
    ...given({ sender_chat: isAnonymous ? chat.chat : undefined }),
    chat: chat.chat,
    date: unixTime(state),
    ...inTopic(topic),
    ...given({ reply_to_message: repliedTo ? quoted(repliedTo) : opened?.opening }),
    ...content,
  };
  const stored = { message, from: message.from, ...given({ inlineId, preview }) };
  if (chat.chat.type === "private") chat.bot = "member";
  chat.messages.set(message.message_id, stored);
  state.emit({ type: "message", message: faceOf(stored) });
  const seen = isSeenByBot(state, chat, message);
  return { updateId: state.queue.push({ message }, seen), messageId: message.message_id };
}

function topicAsSeen(chat: SimChat, topic: number, personId: number): Topic {
  const found = chat.topics.get(topic);
  if (!found) throw new SimError("there is no such topic");
  if (found.isClosed && chat.members.get(personId) === "member") {
    throw new SimError("that topic is closed");
  }
  return found;
}

export const inTopic = (topic: number | undefined) =>
  topic === undefined ? {} : { message_thread_id: topic, is_topic_message: true as const };

/**
 * Privacy mode: in a group the bot sees commands that are not meant for another bot, mentions of it, replies to it and what
 * was posted through it; as an administrator everything.
 */
export function isSeenByBot(state: State, chat: SimChat, message: Message): boolean {
  if (chat.chat.type === "private" || chat.bot === "administrator") return true;
  if (chat.bot !== "member" && chat.bot !== "restricted") return false;
  const { id } = botUser(state);
  if (message.via_bot?.id === id || message.reply_to_message?.from?.id === id) return true;
  const text = message.text ?? message.caption ?? "";
  const entities: readonly MessageEntity[] = message.entities ?? message.caption_entities ?? [];
  const mine = `@${state.bot.username.toLowerCase()}`;
  return entities.some(({ type, offset, length }) => {
    const word = text.slice(offset, offset + length).toLowerCase();
    if (type === "mention") return word === mine;
    return type === "bot_command" && (!word.includes("@") || word.endsWith(mine));
  });
}

export function chatAsSeen(state: State, chatId: number, personId: number): SimChat {
  const chat = state.chats.get(chatId);
  if (!chat?.members.has(personId)) throw new SimError(`person ${personId} sees no chat ${chatId}`);
  if (chat.movedTo !== null) throw new SimError(`chat ${chatId} became ${chat.movedTo}`);
  return chat;
}

export function storedIn(chat: SimChat, messageId: number): Stored {
  const stored = chat.messages.get(messageId);
  if (!stored) throw new SimError(`there is no message ${messageId}`);
  return stored;
}
