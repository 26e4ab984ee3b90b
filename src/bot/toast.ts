import type { Ctx } from "./context.ts";
import { isOldQuery } from "./telegram-errors.ts";

/** Ends the spinner on a tapped button, with a short text if there is something to say. Too late is no error. */
export async function toast(ctx: Ctx, text?: string): Promise<void> {
  if (!ctx.callbackQuery) return;
  await ctx.answerCallbackQuery(text === undefined ? {} : { text }).catch((error: unknown) => {
    if (!isOldQuery(error)) throw error;
  });
}
