import { GrammyError, type MiddlewareFn } from "grammy";
import { isPersonId } from "../domain/person-id.ts";
import { createLimiter } from "../kit/limiter.ts";
import type { Ctx } from "./context.ts";
import { saidIn } from "./launch-message.ts";
import { reply, say } from "./reply.ts";
import type { Rights } from "./rights.ts";
import { unlessOldQuery } from "./telegram-errors.ts";
import { toast } from "./toast.ts";
import { accessWords, generalWords, groupWords, inlineWords, noticeWords } from "./words/words.ts";

/** Somebody who goes on writing to a bot that does not serve them hears the same sentence once in this time. */
const SILENCE_MS = 60 * 60_000;

/**
 * Lets through what one person did, told by `from`. An anonymous group admin, a channel and its linked group write under
 * ids that many share, so nobody can say who stands behind them: whoever calls the bot by a command is told once.
 */
export function onlyPeople(commands: readonly string[]): MiddlewareFn<Ctx> {
  const told = createLimiter({ tries: 1, windowMs: SILENCE_MS });
  return async (ctx, next) => {
    const { from, message } = ctx;
    const asItself = message?.sender_chat === undefined;
    if (from && isPersonId(from.id) && !from.is_bot && asItself) return next();
    if (ctx.callbackQuery) return toast(ctx, accessWords.nobody);
    if (!message || !(ctx.hasCommand([...commands]) || saidIn(ctx))) return;
    if (await told.allows(String(message.chat.id))) await reply(ctx, accessWords.anonymous);
  };
}

/** An empty list with the way to the chat, where a stranger is told their number. Kept for them for a while. */
async function refuseInline(ctx: Ctx): Promise<void> {
  const button = { text: inlineWords.private, start_parameter: "hello" };
  await ctx
    .answerInlineQuery([], { is_personal: true, cache_time: 60, button })
    .catch(unlessOldQuery);
}

/** Whom the bot serves. Others get one polite sentence with their number, and then silence for a while. */
export function access(deps: { readonly rights: Rights }): MiddlewareFn<Ctx> {
  const told = createLimiter({ tries: 1, windowMs: SILENCE_MS });
  return async (ctx, next) => {
    if (ctx.from && (await deps.rights.mayUse(ctx.from.id))) return next();
    if (ctx.callbackQuery) return toast(ctx, refusalOf(ctx.callbackQuery.data));
    if (ctx.inlineQuery) return refuseInline(ctx);
    const { from, message } = ctx;
    // In a group only who wants to launch is told, and not there.
    if (!message || !from || (ctx.chat?.type !== "private" && !saidIn(ctx))) return;
    if (await told.allows(String(from.id))) await tell(ctx, from.id);
  };
}

/** Votes, a group's rules and following are for more people than one. */
function refusalOf(data = ""): string {
  if (data.startsWith("w:")) return noticeWords.notServed;
  return /^[vg]:/.test(data) ? groupWords.notCounted["no-say"] : generalWords.notYours;
}

async function tell(ctx: Ctx, userId: number): Promise<void> {
  try {
    await say(ctx.api, userId, generalWords.closed(userId));
  } catch (error) {
    // They never wrote to the bot, so it may not write to them.
    if (!(error instanceof GrammyError && error.error_code === 403)) throw error;
  }
}
