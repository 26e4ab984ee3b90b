/**
 * Takes a secret that was asked for out of the chat, before anything else sees it.
 *
 * Mounted above the conversations, which store every message they wait for: a secret that reached one would lie in the
 * database in clear. The message is deleted first, then sealed; nothing of it is kept elsewhere. The text came from
 * Telegram as a string, which JavaScript cannot wipe: it is gone with the next garbage collection, not before.
 */
import type { MiddlewareFn } from "grammy";
import { InputError } from "../domain/errors.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import type { CredentialDesk } from "./credential-desk.ts";
import type { Download } from "./download.ts";
import type { PendingIntake } from "./bot-store.ts";
import { reply } from "./reply.ts";
import { keysWords, problemWords } from "./words/words.ts";

type Deps = Pick<BotDeps, "store" | "cabinet" | "clock" | "log"> & {
  readonly credentials: CredentialDesk;
  readonly download: Download;
};

/** A key file (Solana's id.json) is a few hundred bytes. */
const MAX_KEY_FILE = 10 * 1024;

export function credentialIntake(deps: Deps): MiddlewareFn<Ctx> {
  return async (ctx, next) => {
    const { message } = ctx;
    if (!message || ctx.chat?.type !== "private") return next();
    const pending = await deps.store.expectedSecret(message.from.id);
    // Commands go their way: /cancel drops what is expected, the others leave it standing.
    if (!pending || message.text?.startsWith("/")) return next();
    if (pending.expiresAt <= deps.clock.now()) {
      await deps.store.dropExpectedSecret(message.from.id);
      return reply(ctx, keysWords.late);
    }
    await take(deps, ctx, pending);
  };
}

async function take(deps: Deps, ctx: Ctx, pending: PendingIntake): Promise<void> {
  const { userId, provider, kind } = pending;
  const slot = deps.credentials.slot(provider, kind);
  const typed = await readSecret(deps, ctx);
  if (!slot || !typed) return reply(ctx, keysWords.textWanted);
  const deleted = await remove(deps, ctx);
  try {
    const info = await deps.cabinet.seal({ ownerId: userId, provider, kind }, slot.form, typed);
    await deps.store.dropExpectedSecret(userId);
    await tidyPrompt(ctx, pending);
    await deps.credentials.afterStored(ctx, keysWords.stored(provider, info, deleted));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    await reply(ctx, keysWords.refused(problemWords(error.problem), deleted));
  } finally {
    typed.fill(0);
  }
}

async function readSecret(deps: Deps, ctx: Ctx): Promise<Buffer | null> {
  const text = ctx.message?.text;
  if (text !== undefined) return Buffer.from(text, "utf8");
  const file = ctx.message?.document;
  if (!file || (file.file_size ?? Infinity) > MAX_KEY_FILE) return null;
  return deps.download(ctx.api, file.file_id);
}

async function remove(deps: Deps, ctx: Ctx): Promise<boolean> {
  try {
    return await ctx.deleteMessage();
  } catch (error) {
    deps.log.warn({ error }, "a message with a secret could not be deleted");
    return false;
  }
}

/** The question is answered; a Cancel button under it would mislead. */
async function tidyPrompt(ctx: Ctx, { promptMessageId, userId }: PendingIntake): Promise<void> {
  if (promptMessageId === null) return;
  await ctx.api.deleteMessage(userId, promptMessageId).catch(() => undefined);
}
