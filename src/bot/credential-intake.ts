/**
 * Takes a secret that was asked for out of the chat, before anything else sees it.
 *
 * Mounted above the conversations, which store every message they wait for: a secret that reached one would lie in the
 * database in clear. The message is deleted first, then sealed; nothing of it is kept elsewhere. The text came from
 * Telegram as a string, which JavaScript cannot wipe: it is gone with the next garbage collection, not before.
 */
import { InlineKeyboard, type MiddlewareFn } from "grammy";
import type { Message } from "grammy/types";
import { InputError } from "../domain/errors.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import type { CredentialDesk } from "./credential-desk.ts";
import type { Download } from "./download.ts";
import type { PendingIntake } from "./bot-store.ts";
import { reply } from "./reply.ts";
import { takeOut } from "./take-out.ts";
import { keysWords, problemWords } from "./words/words.ts";

type Expects = Pick<BotDeps, "store">;
type Deps = Pick<BotDeps, "store" | "cabinet" | "clock" | "log"> & {
  readonly credentials: CredentialDesk;
  readonly download: Download;
};

/** A key file (Solana's id.json) is a few hundred bytes. */
const MAX_KEY_FILE = 10 * 1024;

export function credentialIntake(deps: Deps): MiddlewareFn<Ctx> {
  return async (ctx, next) => {
    const { message } = ctx;
    const pending = await expectedHere(deps, ctx);
    if (!message || !pending) return next();
    const late = pending.expiresAt <= deps.clock.now();
    if (late) await deps.store.dropExpectedSecret(message.from.id);
    if (!mayHoldSecret(message)) return late ? next() : reply(ctx, keysWords.textWanted);
    const deleted = await takeOut(deps, ctx);
    if (late) return reply(ctx, keysWords.late(deleted), again(pending));
    await take(deps, ctx, message, pending, deleted);
  };
}

/** What the message of this update may be the answer to. */
export async function expectedHere(deps: Expects, ctx: Ctx): Promise<PendingIntake | null> {
  const { message } = ctx;
  // Commands go their way: /cancel and /launch drop what is expected, the others leave it standing.
  if (!message || ctx.chat?.type !== "private" || isCommand(message)) return null;
  return deps.store.expectedSecret(message.from.id);
}

/** A command, and not a key that begins with a slash, as one in 64 does in base64. */
const isCommand = ({ text, caption = "" }: Message): boolean =>
  /^\/\w{1,32}(@\w+)?(\s|$)/.test(text ?? caption);

/** Whatever has words or is a file. A sticker holds no key. */
const mayHoldSecret = ({ text, caption, document }: Message): boolean =>
  text !== undefined || caption !== undefined || document !== undefined;

const again = ({ provider, kind }: PendingIntake): InlineKeyboard =>
  new InlineKeyboard().text(keysWords.buttons.addAgain, `k:${provider}:${kind}:add`);

async function take(
  deps: Deps,
  ctx: Ctx,
  message: Message,
  { userId, provider, kind }: PendingIntake,
  deleted: boolean,
): Promise<void> {
  const slot = deps.credentials.slot(provider, kind);
  const typed = slot && (await readSecret(deps, ctx, message));
  if (!slot || !typed) return reply(ctx, keysWords.refused(keysWords.noKeyFile, deleted));
  try {
    const info = await deps.cabinet.seal({ ownerId: userId, provider, kind }, slot.form, typed);
    await deps.credentials.stopExpecting(ctx);
    const told = keysWords.stored(provider, info, deleted);
    await deps.credentials.afterStored(ctx.api, userId, provider, told);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    await reply(ctx, keysWords.refused(problemWords(error.problem), deleted));
  } finally {
    typed.fill(0);
  }
}

/** A file's content or the words; null when the file is too large for a key or cannot be had. */
async function readSecret(
  deps: Deps,
  ctx: Ctx,
  { text, caption = "", document }: Message,
): Promise<Buffer | null> {
  if (!document) return Buffer.from(text ?? caption, "utf8");
  if ((document.file_size ?? Infinity) > MAX_KEY_FILE) return null;
  try {
    // Telegram keeps a file beyond its message.
    return await deps.download(ctx.api, document.file_id);
  } catch (error) {
    deps.log.warn({ error }, "a key file could not be loaded");
    return null;
  }
}
