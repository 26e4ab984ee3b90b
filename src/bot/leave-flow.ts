import type { Ctx, FlowStart } from "./context.ts";
import type { Html } from "./html.ts";
import { removeQuestions } from "./group-answers.ts";
import { noButtons, reply } from "./reply.ts";

/**
 * Ends the flow that waits for an answer, if there is one, and says so. Its buttons go with it: they would answer nothing.
 *
 * @returns Whether there was one.
 */
export async function leaveFlow(
  ctx: Ctx,
  words: Readonly<Record<FlowStart["flow"], Html>>,
): Promise<boolean> {
  const flow = (["launch", "edit", "mint"] as const).find((id) => ctx.conversation.active(id) > 0);
  if (flow === undefined) return false;
  await ctx.conversation.exitAll();
  await reply(ctx, words[flow], noButtons(ctx));
  await removeQuestions(ctx);
  return true;
}
