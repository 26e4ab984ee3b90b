import type { MiddlewareFn } from "grammy";
import { createLimiter } from "../kit/limiter.ts";
import type { Ctx } from "./context.ts";
import { reply } from "./reply.ts";
import { toast } from "./toast.ts";
import { paceWords } from "./words/words.ts";

/** Whether an update is worked on, is answered because it is the first one too many, or comes to nothing. */
export type Verdict = "go" | "tell" | "drop";

/** Counts what each person sends. */
export interface Pace {
  take(userId: number): Promise<Verdict>;
}

const WINDOW_MS = 60_000;
/** A guided launch takes about ten messages, an album ten more; nobody types forty in a minute. All at once is fine. */
const MOST = 40;

/**
 * At most 40 updates of a person in a minute, so that nobody keeps the bot from others, and a flood costs one answer.
 * What must outlive a restart, launches and money, is counted in the rows.
 */
export function createPace(): Pace {
  const updates = createLimiter({ tries: MOST, windowMs: WINDOW_MS });
  const answers = createLimiter({ tries: 1, windowMs: WINDOW_MS });
  return {
    async take(userId) {
      const key = String(userId);
      if (await updates.allows(key)) return "go";
      return (await answers.allows(key)) ? "tell" : "drop";
    },
  };
}

/**
 * Drops what is too much: answered once, then silently until the minute is over. A tap still ends its spinner.
 *
 * Stands below what takes secrets out of the chat: somebody who sends too much may have sent a key. Strangers do not come
 * so far; they are told once in an hour anyway.
 */
export function paced(pace: Pace): MiddlewareFn<Ctx> {
  return async (ctx, next) => {
    const verdict = ctx.from ? await pace.take(ctx.from.id) : "go";
    if (verdict === "go") return next();
    if (ctx.callbackQuery) {
      await toast(ctx, verdict === "tell" ? paceWords.tooFast : undefined);
    } else if (verdict === "tell" && ctx.chat?.type === "private") {
      await reply(ctx, paceWords.tooFastHere);
    }
  };
}
