import type { Api, Context, InlineKeyboard } from "grammy";
import type { ReplyKeyboardRemove } from "grammy/types";
import type { Html } from "./html.ts";
import { isGone, isNotModified } from "./telegram-errors.ts";

/** Takes away the buttons that a question put in place of the letters. */
export const NO_BUTTONS: ReplyKeyboardRemove = { remove_keyboard: true };

/** Answers in the same chat, in our HTML, without link previews. */
export async function reply(
  ctx: Context,
  text: Html,
  keyboard?: InlineKeyboard | ReplyKeyboardRemove,
): Promise<void> {
  await ctx.reply(text.html, {
    parse_mode: "HTML",
    link_preview_options: { is_disabled: true },
    ...(keyboard ? { reply_markup: keyboard } : {}),
  });
}

/** Says something in a private chat that no update of it asked for. */
export async function say(api: Api, userId: number, text: Html): Promise<void> {
  await api.sendMessage(userId, text.html, {
    parse_mode: "HTML",
    link_preview_options: { is_disabled: true },
  });
}

/** Changes a page in place, or sends it anew where there is no message to change. A second tap changes nothing. */
export async function show(ctx: Context, text: Html, keyboard?: InlineKeyboard): Promise<void> {
  if (!ctx.callbackQuery?.message) return reply(ctx, text, keyboard);
  try {
    await ctx.editMessageText(text.html, {
      parse_mode: "HTML",
      link_preview_options: { is_disabled: true },
      ...(keyboard ? { reply_markup: keyboard } : {}),
    });
  } catch (error) {
    if (isNotModified(error)) return;
    if (!isGone(error)) throw error;
    await reply(ctx, text, keyboard);
  }
}
