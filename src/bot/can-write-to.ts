import { GrammyError, type Context } from "grammy";
import { isPassing } from "./telegram-errors.ts";

/** Whether this person has opened their private chat to the bot. Asked of Telegram, since they may close it any time. */
export async function canWriteTo(ctx: Context, userId: number): Promise<boolean> {
  try {
    await ctx.api.sendChatAction(userId, "typing");
    return true;
  } catch (error) {
    if (!(error instanceof GrammyError) || isPassing(error)) throw error;
    return false;
  }
}
