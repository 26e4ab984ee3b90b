import type { Message, MessageEntity } from "@grammyjs/types";
import type { Markup } from "./keyboards.ts";
import type { Content } from "./sending.ts";
import { userOf, type SimChat, type State } from "./state.ts";
import type { SimReplyKeyboard } from "./world.ts";

/** Whoever is mentioned by id is named as Telegram knows them; of somebody it does not know only the words stay. */
export function mentioning<T extends Content>(state: State, content: T): T {
  const named = (entities: readonly MessageEntity[]) =>
    entities.flatMap((entity): MessageEntity[] => {
      if (entity.type !== "text_mention") return [entity];
      const person = state.people.get(entity.user.id);
      return person ? [{ ...entity, user: userOf(person) }] : [];
    });
  return content.entities ? { ...content, entities: named(content.entities) } : content;
}

/** A keyboard as it is sent; a selective one in a group to whom the message mentions or replies to. */
export function addressed(
  state: State,
  { chat, members }: SimChat,
  message: Pick<Message, "text" | "entities" | "reply_to_message">,
  keyboard: SimReplyKeyboard | null,
  markup: Markup | undefined,
): SimReplyKeyboard | undefined {
  if (keyboard === null) return undefined;
  const isSelective = markup !== undefined && "selective" in markup && markup.selective;
  if (!isSelective || chat.type === "private") return keyboard;
  const replied = message.reply_to_message?.from?.id;
  const mentioned = (message.entities ?? []).flatMap((entity) => {
    if (entity.type === "text_mention") return [entity.user.id];
    if (entity.type !== "mention") return [];
    const { offset, length } = entity;
    const username = message.text?.slice(offset + 1, offset + length);
    return [...state.people.values()].flatMap((one) => (one.username === username ? [one.id] : []));
  });
  const only = [...mentioned, ...(replied === undefined ? [] : [replied])];
  return { ...keyboard, only: only.filter((id) => members.has(id)) };
}
