import type { Context, InlineKeyboard } from "grammy";
import type { Html } from "./html.ts";

/** Answers in the same chat, in our HTML, without link previews. */
export async function reply(ctx: Context, text: Html, keyboard?: InlineKeyboard): Promise<void> {
  await ctx.reply(text.html, {
    parse_mode: "HTML",
    link_preview_options: { is_disabled: true },
    ...(keyboard ? { reply_markup: keyboard } : {}),
  });
}

/** Changes a page in place, or sends it anew where there is no message to change. */
export async function show(ctx: Context, text: Html, keyboard: InlineKeyboard): Promise<void> {
  if (!ctx.callbackQuery?.message) return reply(ctx, text, keyboard);
  await ctx.editMessageText(text.html, {
    parse_mode: "HTML",
    link_preview_options: { is_disabled: true },
    reply_markup: keyboard,
  });
}
