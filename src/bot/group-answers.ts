import { GrammyError, HttpError, type Context } from "grammy";
import type { Ctx } from "./context.ts";
import { flowButtonOf } from "./flow-button.ts";

// In a group most of what is said is talk. It reaches the flow of its author, who began it, only as a reply to the newest
// question; a button's words as a reply to any of theirs. So nothing is an answer by chance, nobody answers for somebody
// else, and privacy mode, which shows a bot hardly more than the replies to it, may stay on.

export const isInGroup = ({ chat }: Context): boolean =>
  chat?.type === "group" || chat?.type === "supergroup";

/** Whether a flow may take it for an answer. For below the conversations, which know what was asked. */
export function reachesFlows(ctx: Ctx): boolean {
  if (!isInGroup(ctx) || ctx.flowStart) return true;
  if (ctx.callbackQuery) return isQuestionsTap(ctx) && !isForSomebodyElse(ctx);
  return ctx.editedMessage !== undefined || isAnswer(ctx);
}

export function isAnswer({ message, asked = [] }: Ctx): boolean {
  const replied = message?.reply_to_message?.message_id;
  if (replied === undefined) return false;
  return replied === asked.at(-1) || (asked.includes(replied) && !!flowButtonOf(message?.text));
}

/** Whether this is about a flow in a group, so that its author waits for a word. */
export const isForFlow = (ctx: Ctx): boolean =>
  isInGroup(ctx) &&
  (ctx.flowStart !== undefined ||
    (ctx.asked ?? []).some((id) => id === ctx.message?.reply_to_message?.message_id));

const isQuestionsTap = ({ callbackQuery: query }: Context): boolean =>
  query?.data?.startsWith("f:") === true;

/** A button below a question that was put to another person, to whose message it is a reply. */
export function isForSomebodyElse(ctx: Context): boolean {
  const message = isQuestionsTap(ctx) ? ctx.callbackQuery?.message : undefined;
  if (!message || !("reply_to_message" in message)) return false;
  const to = message.reply_to_message.from;
  return to !== undefined && to.id !== ctx.from?.id;
}

/** Writes down that a flow asked something with this message of the group. */
export function noteQuestion(ctx: Ctx, messageId: number): void {
  ctx.asked = [...(ctx.asked ?? []), messageId];
}

/** The most that one call takes away. */
const MOST_AT_ONCE = 100;

/** Takes away what a flow asked, so that a group keeps the card alone. It only tidies: what stays does no harm. */
export async function removeQuestions(ctx: Ctx): Promise<void> {
  const { chat, asked = [] } = ctx;
  ctx.asked = [];
  if (!chat || asked.length === 0) return;
  try {
    await ctx.api.deleteMessages(chat.id, asked.slice(-MOST_AT_ONCE));
  } catch (error) {
    if (!(error instanceof GrammyError) && !(error instanceof HttpError)) throw error;
  }
}
