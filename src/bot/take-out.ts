import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import { isNotThere } from "./telegram-errors.ts";

/**
 * Deletes the message of this update, which holds a secret.
 *
 * @returns Whether it is gone. One that is not there any more (deleted by us before a crash, or by the person) is gone.
 */
export async function takeOut(deps: Pick<BotDeps, "log">, ctx: Ctx): Promise<boolean> {
  try {
    return await ctx.deleteMessage();
  } catch (error) {
    if (isNotThere(error)) return true;
    deps.log.warn({ error }, "a message with a secret could not be deleted");
    return false;
  }
}
