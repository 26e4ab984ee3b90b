import type { Api, InlineKeyboard } from "grammy";
import type { CardPlace } from "../launches/draft-store.ts";
import type { Html } from "./html.ts";

/** Changes a card where it stands: the caption under its picture, or its text. Without a keyboard its buttons go. */
export async function editCard(
  api: Api,
  { chatId, messageId, hasPicture }: CardPlace,
  text: Html,
  keyboard?: InlineKeyboard,
): Promise<void> {
  const other = {
    parse_mode: "HTML" as const,
    ...(keyboard ? { reply_markup: keyboard } : {}),
  };
  if (hasPicture) {
    await api.editMessageCaption(chatId, messageId, { caption: text.html, ...other });
    return;
  }
  await api.editMessageText(chatId, messageId, text.html, {
    ...other,
    link_preview_options: { is_disabled: true },
  });
}
