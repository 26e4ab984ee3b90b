import { GrammyError, type MiddlewareFn } from "grammy";
import { createLimiter } from "../kit/limiter.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import { leaksIn, type Leak } from "./leaks.ts";
import { reply, say } from "./reply.ts";
import { takeOut } from "./take-out.ts";
import { keysWords } from "./words/words.ts";

/** Everything is taken out; who keeps on pasting has been told. */
const WARNINGS = { tries: 5, windowMs: 60_000 };

interface Spared {
  /** Whether the message of this update was asked for as a secret: the intake takes it. */
  readonly isAskedFor?: (ctx: Ctx) => Promise<boolean>;
}

/**
 * Takes secrets that nobody asked for out of any chat, whoever wrote them, and warns who did. The update ends here: a secret
 * must not become a name, a description, or a row in the database.
 *
 * Stands above everything that stores messages, and above the question whom the bot serves: a stranger's key leaks as well.
 */
export function keyGuard(deps: Pick<BotDeps, "findSecret" | "log"> & Spared): MiddlewareFn<Ctx> {
  const warnings = createLimiter(WARNINGS);
  return async (ctx, next) => {
    const leaks = leaksIn(ctx.update, deps.findSecret);
    if (leaks.length === 0 || (await deps.isAskedFor?.(ctx))) return next();
    for (const leak of leaks) {
      const deleted = await takeOut(deps, ctx, leak.messageId);
      if (await warnings.allows(String(leak.authorId ?? ctx.chatId)))
        await warn(ctx, leak, deleted);
    }
  };
}

/** In private where the author has opened a chat with the bot, so that a group does not learn whose key was seen. */
async function warn(ctx: Ctx, { found, authorId }: Leak, deleted: boolean): Promise<void> {
  const { chat } = ctx;
  if (chat?.type === "private") return reply(ctx, keysWords.unasked(found, deleted));
  const told = authorId !== null && (await tellInPrivate(ctx, authorId, found, deleted));
  if (!told) await reply(ctx, keysWords.unaskedHere(found, deleted));
}

/** @returns False when Telegram refuses: they never wrote to the bot, or blocked it. */
async function tellInPrivate(
  ctx: Ctx,
  authorId: number,
  ...[found, deleted]: [Leak["found"], boolean]
): Promise<boolean> {
  try {
    await say(ctx.api, authorId, keysWords.unaskedIn(ctx.chat?.title ?? "", found, deleted));
    return true;
  } catch (error) {
    if (error instanceof GrammyError) return false;
    throw error;
  }
}
