import type { Api, InlineKeyboard } from "grammy";
import type { CardPlace } from "../launches/draft-store.ts";
import type { Html } from "./html.ts";

/** Text for a message: with markup, or a string that is taken as it is. */
export type Words = Html | string;

/** A new text message. Links in it grow no preview. */
export async function sendCard(
  api: Api,
  chatId: number,
  words: Words,
  keyboard?: InlineKeyboard,
): Promise<CardPlace> {
  const { text, ...other } = textOf(words, keyboard);
  const sent = await api.sendMessage(chatId, text, { ...other, ...NO_PREVIEW });
  return { chatId, messageId: sent.message_id, hasPicture: false };
}

/** Changes a card where it stands: the caption under its picture, or its text. Without a keyboard its buttons go. */
export async function editCard(
  api: Api,
  { chatId, messageId, hasPicture }: CardPlace,
  words: Words,
  keyboard?: InlineKeyboard,
): Promise<void> {
  const { text, ...other } = textOf(words, keyboard);
  if (hasPicture) {
    await api.editMessageCaption(chatId, messageId, { caption: text, ...other });
    return;
  }
  await api.editMessageText(chatId, messageId, text, { ...other, ...NO_PREVIEW });
}

const NO_PREVIEW = { link_preview_options: { is_disabled: true } } as const;

function textOf(words: Words, keyboard?: InlineKeyboard) {
  const markup = keyboard ? { reply_markup: keyboard } : {};
  return typeof words === "string"
    ? { text: words, ...markup }
    : { text: words.html, parse_mode: "HTML" as const, ...markup };
}
