import type { MiddlewareFn } from "grammy";
import type { LooksLike } from "../domain/problem.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import { reply } from "./reply.ts";
import { takeOut } from "./take-out.ts";
import { keysWords } from "./words/words.ts";

/** What is surely a secret. An EVM key cannot be told from a transaction's hash, so it is not among them. */
const SECRETS: readonly LooksLike[] = ["ed25519", "seed-phrase", "jwt"];

/**
 * Takes a key out of the chat that nobody asked for: it must not become a name, a description, or a row in the database.
 * Stands below the intake, which takes the keys that were asked for, and above the conversations.
 */
export function keyGuard(deps: Pick<BotDeps, "looksLike" | "log">): MiddlewareFn<Ctx> {
  return async (ctx, next) => {
    const text = ctx.message?.text ?? ctx.message?.caption;
    const found = text === undefined ? "text" : deps.looksLike(text);
    if (!SECRETS.includes(found)) return next();
    await reply(ctx, keysWords.unasked(found, await takeOut(deps, ctx)));
  };
}
