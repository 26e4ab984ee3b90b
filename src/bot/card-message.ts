import type { Api, InlineKeyboard } from "grammy";
import { isInline, type CardPlace, type ChatPlace, type Room } from "../launches/draft-store.ts";
import type { Html } from "./html.ts";
import { inTopic } from "./topic.ts";

/** Text for a message: with markup, or a string that is taken as it is. */
export type Words = Html | string;

/** A new text message. Links in it grow no preview. */
export async function sendCard(
  api: Api,
  { chatId, topicId }: Room,
  words: Words,
  keyboard?: InlineKeyboard,
): Promise<ChatPlace> {
  const { text, ...other } = textOf(words, keyboard);
  const sent = await api.sendMessage(chatId, text, {
    ...{ ...other, ...inTopic(topicId) },
    ...NO_PREVIEW,
  });
  return { chatId, messageId: sent.message_id, hasPicture: false };
}

/**
 * Changes a card where it stands: the caption under its picture, or its text. Without a keyboard its buttons go.
 *
 * @param picture Link to the picture, for a card that was posted through inline mode: those cannot be sent a file.
 */
export async function editCard(
  api: Api,
  place: CardPlace,
  words: Words,
  keyboard?: InlineKeyboard,
  picture: string | null = null,
): Promise<void> {
  const { text, ...other } = textOf(words, keyboard);
  if (isInline(place)) {
    await api.editMessageTextInline(place.inlineId, text, { ...other, ...previewOf(picture) });
    return;
  }
  const { chatId, messageId, hasPicture } = place;
  if (hasPicture) {
    await api.editMessageCaption(chatId, messageId, { caption: text, ...other });
    return;
  }
  await api.editMessageText(chatId, messageId, text, { ...other, ...NO_PREVIEW });
}

const NO_PREVIEW = { link_preview_options: { is_disabled: true } } as const;

/** How a text shows a picture that lies under a link: large, above the words. */
export const previewOf = (picture: string | null) =>
  picture === null
    ? NO_PREVIEW
    : {
        link_preview_options: { url: picture, prefer_large_media: true, show_above_text: true },
      };

function textOf(words: Words, keyboard?: InlineKeyboard) {
  const markup = keyboard ? { reply_markup: keyboard } : {};
  return typeof words === "string"
    ? { text: words, ...markup }
    : { text: words.html, parse_mode: "HTML" as const, ...markup };
}
