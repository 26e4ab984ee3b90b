import { GrammyError, type Context } from "grammy";
import { isPassing } from "./telegram-errors.ts";
import { inTopic } from "./topic.ts";

/**
 * Whether a chat, and in a forum this topic of it, is open to the bot; a person's chat, by their id, may not be. Asked of
 * Telegram by seeming to type, since it may change any time.
 */
export async function canWriteTo(
  ctx: Context,
  chatId: number,
  topicId: number | null = null,
): Promise<boolean> {
  try {
    await ctx.api.sendChatAction(chatId, "typing", inTopic(topicId));
    return true;
  } catch (error) {
    if (!(error instanceof GrammyError) || isPassing(error)) throw error;
    return false;
  }
}
