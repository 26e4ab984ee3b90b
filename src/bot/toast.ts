import type { Context } from "grammy";
import type { Extra } from "./context.ts";
import { unlessOldQuery } from "./telegram-errors.ts";

/**
 * Ends the spinner on a tapped button, with a short text if there is something to say. Too late is no error: inside a flow
 * it would end the flow.
 */
export async function toast(ctx: Context & Extra, text?: string): Promise<void> {
  if (!ctx.callbackQuery) return;
  ctx.answered = true;
  await ctx.answerCallbackQuery(text === undefined ? {} : { text }).catch(unlessOldQuery);
}
