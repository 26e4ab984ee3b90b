import { GrammyError, type BotError, type MiddlewareFn } from "grammy";
import type { Update } from "grammy/types";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import { thisMoment } from "../kit/clock.ts";
import { StorageError } from "../domain/errors.ts";
import { isForFlow } from "./group-answers.ts";
import { h, type Html } from "./html.ts";
import { saidIn } from "./launch-message.ts";
import { reply, say } from "./reply.ts";
import { isPassing, isShut } from "./telegram-errors.ts";
import { toast } from "./toast.ts";
import { generalWords } from "./words/words.ts";

/** Longest time one update may hold its chat. The plugin can hang for ever on a failed call (its issue 155). */
const HANDLER_MS = 60_000;

class SlowError extends Error {
  override readonly name = "SlowError";
}

/**
 * Lets through the kinds of updates that we asked Telegram for. Those of an earlier setting still come for a while, and a
 * flow would take a message of somebody's business chat for its answer.
 */
export function onlyAskedFor(kinds: readonly (keyof Update)[]): MiddlewareFn<Ctx> {
  return async ({ update }, next) => {
    if (kinds.some((kind) => kind in update)) await next();
  };
}

/** Notes when we heard of each update: before it waits for others of its chat. */
export function arrival({ clock }: Pick<BotDeps, "clock">): MiddlewareFn<Ctx> {
  return (ctx, next) => {
    ctx.arrived = thisMoment(clock);
    return next();
  };
}

/** An edited message was read for secrets. Nothing may take it for an answer; only a launch is read again. */
export function onlyNew(): MiddlewareFn<Ctx> {
  return async (ctx, next) => {
    if (!ctx.editedMessage || saidIn(ctx)) await next();
  };
}

/**
 * Handles each update once, also when Telegram delivers it again. Marked after the work, so that an update whose handler
 * died is handled again; what must not happen twice (a launch) marks it in its own transaction. A mark that cannot be
 * written takes nothing back of what was done.
 *
 * Stands below `sequentialize`: the second delivery waits for the first and then finds its mark.
 */
export function once(deps: Pick<BotDeps, "store" | "clock" | "log">): MiddlewareFn<Ctx> {
  return async (ctx, next) => {
    const id = ctx.update.update_id;
    if (await deps.store.wasHandled(id)) {
      await toast(ctx);
      return;
    }
    try {
      await next();
    } finally {
      if (!ctx.marked) {
        await deps.store.markHandled(id, deps.clock.now()).catch((error: unknown) => {
          deps.log.error({ error }, "an update could not be marked as handled");
        });
      }
    }
  };
}

/**
 * Lets go of the chat when a handler takes too long. What it does later still happens, but it has no say in the flows any
 * more: they may have gone on meanwhile.
 */
export function timeLimit(deps: Pick<BotDeps, "clock">): MiddlewareFn<Ctx> {
  return async (ctx, next) => {
    let callOff: (() => void) | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      callOff = deps.clock.after(HANDLER_MS, () => {
        ctx.flowsStay = true;
        reject(new SlowError("handler took too long"));
      });
    });
    try {
      await Promise.race([next(), late]);
    } finally {
      callOff?.();
    }
  };
}

/**
 * A Telegram or a database that fails for a moment ends no flow, as the plugin would have it: the flow stays where it
 * was, and the person, who is told to try again, can. Stands right below the conversations.
 */
export function flowsOutliveFaults(): MiddlewareFn<Ctx> {
  return async (ctx, next) => {
    try {
      await next();
    } catch (raised) {
      const error = ctx.fault ?? raised;
      if (isPassing(error) || error instanceof StorageError) ctx.flowsStay = true;
      throw error;
    }
  };
}

/** What a person posted through the bot comes back as a message where the bot is, and is no answer to anything. */
export function notThroughUs(): MiddlewareFn<Ctx> {
  return async (ctx, next) => {
    if (ctx.message?.via_bot?.id !== ctx.me.id) await next();
  };
}

/** Albums that were begun; far more than arrive at the same time. */
const ALBUMS_KEPT = 500;

/**
 * Of an album only the first message counts. Its pictures come as a message each, at once, and taking every one for an
 * answer would answer the questions that follow.
 */
export function oneOfAlbum(): MiddlewareFn<Ctx> {
  const begun = new Set<string>();
  return async (ctx, next) => {
    const group = ctx.message?.media_group_id;
    if (group === undefined) return next();
    // It names an album inside its chat only.
    const album = `${ctx.chat?.id ?? ""} ${group}`;
    if (begun.has(album)) return;
    begun.add(album);
    const [oldest] = begun;
    if (begun.size > ALBUMS_KEPT && oldest !== undefined) begun.delete(oldest);
    await next();
  };
}

function apology(error: unknown): Html {
  if (error instanceof SlowError) return generalWords.slow;
  return isPassing(error) ? generalWords.telegramFailed : generalWords.wentWrong;
}

/** A tap is answered where it was made, unless that is done already: a flow answers its own before it keeps anything. */
async function refuse(ctx: Ctx, problem: StorageError["problem"]): Promise<void> {
  const said = generalWords.notTaken[problem];
  const seen = ctx.callbackQuery && !ctx.answered && !ctx.callbackQuery.data?.startsWith("f:");
  await toast(ctx, said);
  if (!seen && ctx.chat?.type === "private") await reply(ctx, h`${said}`);
}

/** The last stop for every error: logged without the update, and told to the person in one sentence. */
export function errorBoundary(deps: Pick<BotDeps, "log">) {
  return async ({ error, ctx }: BotError<Ctx>): Promise<void> => {
    const update = Object.keys(ctx.update).find((key) => key !== "update_id");
    deps.log.error({ update, error }, "an update failed");
    if (error instanceof GrammyError && error.error_code === 403) return;
    const said = apology(error);
    const isShutOut = isForFlow(ctx) && isShut(error);
    try {
      if (error instanceof StorageError) {
        await refuse(ctx, error.problem);
        return;
      }
      if (ctx.callbackQuery) await toast(ctx);
      if (isShutOut)
        await say(ctx.api, ctx.from?.id ?? 0, generalWords.shutOut(ctx.chat?.title ?? ""));
      else if (ctx.chat?.type === "private" || isForFlow(ctx)) await reply(ctx, said);
    } catch (second) {
      deps.log.error({ error: second }, "the apology failed too");
    }
  };
}
