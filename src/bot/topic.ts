import type { MaybeInaccessibleMessage, Message } from "grammy/types";

/**
 * The topic of a forum that a message stands in; null in its General, and where there are no topics. Elsewhere the field of
 * the same name only numbers a chain of replies.
 */
export function topicOf(message: MaybeInaccessibleMessage | undefined): number | null {
  const isInTopic = message && "is_topic_message" in message && message.is_topic_message;
  return isInTopic ? (message.message_thread_id ?? null) : null;
}

/** What sends a message into a topic. */
export const inTopic = (topicId: number | null) =>
  topicId === null ? {} : { message_thread_id: topicId };

/** What a person's message replies to. In a topic, what replies to nothing comes as a reply to the message that opened it. */
export function repliedIn({ reply_to_message: replied }: Message): Message | undefined {
  return replied?.forum_topic_created ? undefined : replied;
}
