import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import { isNotThere } from "./telegram-errors.ts";

/**
 * Deletes a message that holds a secret: that of this update, or another one of its chat.
 *
 * @returns Whether it is gone. One that is not there any more (deleted by us before a crash, or by the person) is gone.
 */
export async function takeOut(
  deps: Pick<BotDeps, "log">,
  ctx: Ctx,
  messageId = ctx.msgId,
): Promise<boolean> {
  if (ctx.chatId === undefined || messageId === undefined) return false;
  try {
    return await ctx.api.deleteMessage(ctx.chatId, messageId);
  } catch (error) {
    if (isNotThere(error)) return true;
    deps.log.warn({ error }, "a message with a secret could not be deleted");
    return false;
  }
}
