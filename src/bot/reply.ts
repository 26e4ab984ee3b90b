import type { Api, Context, InlineKeyboard } from "grammy";
import type { ReplyKeyboardRemove, ReplyParameters } from "grammy/types";
import { isInGroup } from "./group-answers.ts";
import type { Html } from "./html.ts";
import { isGone, isNotModified } from "./telegram-errors.ts";

/** Takes away the buttons that a question put in place of the letters; in a group those of whom is answered. */
export const noButtons = (ctx: Context): ReplyKeyboardRemove => ({
  remove_keyboard: true,
  ...(isInGroup(ctx) ? { selective: true } : {}),
});

/** In a group, whom an answer is for: the message becomes a reply to theirs, unless that is gone. */
export function answering(ctx: Context): { readonly reply_parameters?: ReplyParameters } {
  const said = ctx.message ?? ctx.editedMessage;
  if (!said || !isInGroup(ctx)) return {};
  return {
    reply_parameters: { message_id: said.message_id, allow_sending_without_reply: true },
  };
}

/** Answers in the same chat and topic, in our HTML, without link previews. */
export async function reply(
  ctx: Context,
  text: Html,
  keyboard?: InlineKeyboard | ReplyKeyboardRemove,
): Promise<void> {
  await ctx.reply(text.html, {
    parse_mode: "HTML",
    link_preview_options: { is_disabled: true },
    ...answering(ctx),
    ...(keyboard ? { reply_markup: keyboard } : {}),
  });
}

/** Says something in a chat that no update of it asked for; a person's id is that of their private chat. */
export async function say(api: Api, chatId: number, text: Html): Promise<void> {
  await api.sendMessage(chatId, text.html, {
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
