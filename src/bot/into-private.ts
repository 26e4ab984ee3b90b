import { InlineKeyboard, type MiddlewareFn } from "grammy";
import type { Chat } from "grammy/types";
import { canWriteTo } from "./can-write-to.ts";
import type { Ctx } from "./context.ts";
import { saidIn } from "./launch-message.ts";
import { generalWords, lineWords } from "./words/words.ts";

/**
 * A launch that is begun in a group goes on in the private chat of who began it, where nobody else's words can get into it;
 * its card comes back to the group. From here on the update counts as one of the private chat, so that one way serves both.
 * The group is told in one reply; it is also told when the private chat is closed to the bot.
 *
 * An edit of such a message goes the same way, silently.
 */
export function intoPrivate(): MiddlewareFn<Ctx> {
  return async (ctx, next) => {
    const { chat, from, update } = ctx;
    const said = saidIn(ctx);
    if (!from || !said || (chat?.type !== "group" && chat?.type !== "supergroup")) return next();
    if (update.message) {
      const link = `https://t.me/${ctx.me.username}?start=hello`;
      const keyboard = new InlineKeyboard().url(generalWords.openPrivate, link);
      const isOpen = await canWriteTo(ctx, from.id);
      const words = isOpen ? lineWords.goesOnInPrivate : lineWords.writeFirst;
      await ctx.reply(words.html, {
        parse_mode: "HTML",
        reply_markup: keyboard,
        reply_parameters: { message_id: update.message.message_id },
      });
      if (!isOpen) return;
    }
    ctx.takenFrom = chat.id;
    const privately: Chat.PrivateChat = {
      id: from.id,
      type: "private",
      first_name: from.first_name,
    };
    if (update.message) Object.assign(update.message, { chat: privately });
    if (update.edited_message) Object.assign(update.edited_message, { chat: privately });
    await next();
  };
}
