import type { MiddlewareFn } from "grammy";
import type { Chat } from "grammy/types";
import { canWriteTo } from "./can-write-to.ts";
import type { Ctx } from "./context.ts";
import { isInGroup } from "./group-answers.ts";
import { saidIn } from "./launch-message.ts";
import { isPassing } from "./telegram-errors.ts";
import { topicOf } from "./topic.ts";

/**
 * A launch that is begun where the bot may not write is asked for in the private chat of who began it: from here on the update
 * counts as one of that chat. Where the bot may not write there either, it comes to nothing.
 */
export function intoPrivate(): MiddlewareFn<Ctx> {
  return async (ctx, next) => {
    const { chat, from, message } = ctx;
    if (!chat || !from || !message || !isInGroup(ctx) || !saidIn(ctx)) return next();
    const topicId = topicOf(message);
    if (await isOpen(ctx, chat.id, topicId)) return next();
    if (!(await isOpen(ctx, from.id))) return;
    ctx.takenFrom = { groupId: chat.id, topicId };
    const { id, first_name } = from;
    const privately: Chat = { id, type: "private", first_name };
    Object.assign(message, { chat: privately, is_topic_message: false });
    await next();
  };
}

/** A Telegram that fails for a moment says nothing about it. */
async function isOpen(...asked: Parameters<typeof canWriteTo>): Promise<boolean> {
  try {
    return await canWriteTo(...asked);
  } catch (error) {
    if (!isPassing(error)) throw error;
    return true;
  }
}
