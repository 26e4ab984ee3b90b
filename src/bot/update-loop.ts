import type { Bot } from "grammy";
import { GrammyError } from "grammy";
import type { Update } from "grammy/types";
import { ConfigError } from "../domain/errors.ts";
import { backoff } from "../kit/backoff.ts";
import { sleep, type Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import type { Ctx } from "./context.ts";

export interface UpdateLoop {
  /** Rejects with a `ConfigError` when Telegram does not accept the token; never resolves. */
  readonly failed: Promise<never>;
  /** Fetches no more and waits for the handlers, at most `ms`. What was not finished comes again at the next start. */
  stop(ms: number): Promise<void>;
}

const LONG_POLL_S = 30;
const STRAGGLER_PAUSE_MS = 200;
const BATCH = 100;
/** So many of a full batch are handled before the next are asked for: each time Telegram sends the others once more. */
const WORTH_ASKING = BATCH / 2;
/** Messages that were edited are read for secrets, and for nothing else. */
export const ALLOWED_UPDATES = [
  "message",
  "edited_message",
  "callback_query",
  "inline_query",
  "chosen_inline_result",
  "my_chat_member",
] as const;

export const isTokenRefused = (error: unknown): boolean =>
  error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404);

/**
 * Long polling that handles updates side by side and loses none to a crash.
 *
 * Asking Telegram for updates from an offset confirms all before it. The usual runner moves the offset when a batch
 * arrives, so a process that dies takes the batch with it. Here the offset never passes an update that is still being
 * handled; those that come again because of that are known and left out. See docs/decisions/0003-update-loop.md.
 */
export function startUpdates(
  bot: Bot<Ctx>,
  deps: {
    readonly clock: Clock;
    readonly log: Log;
    /** Begins with what comes from now on: what came before may have been handled by somebody else. */
    readonly fromNow?: boolean;
  },
  /** Called once Telegram knows us; when it throws, the bot goes on all the same. */
  connected: () => Promise<void>,
): UpdateLoop {
  const { clock, log } = deps;
  const stopping = new AbortController();
  // grammY types an AbortSignal of its own, made for older Nodes; it takes the built-in one.
  const signal = stopping.signal as Parameters<typeof bot.api.getUpdates>[1];
  const stopped = (): boolean => stopping.signal.aborted;
  const underWay = new Map<number, Promise<void>>();
  /** Finished, but at or above the offset, so Telegram may still send them again. */
  const finished = new Set<number>();
  let newest = 0;
  /** Called whenever one is handled. */
  let onHandled = (): void => undefined;
  let tries = 0;
  let giveUp: (error: unknown) => void = () => undefined;
  const failed = new Promise<never>((_resolve, reject) => (giveUp = reject));
  failed.catch(() => undefined);

  function take(update: Update): void {
    const id = update.update_id;
    newest = Math.max(newest, id);
    if (underWay.has(id) || finished.has(id)) return;
    const work = bot
      .handleUpdate(update)
      .catch((error: unknown) => log.error({ error }, "an update failed outside its boundary"))
      .finally(() => {
        underWay.delete(id);
        finished.add(id);
        onHandled();
      });
    underWay.set(id, work);
  }

  /** All before it are handled. */
  const offsetNow = (): number => Math.min(...underWay.keys(), newest + 1);

  /** Resolves when everything is handled, or so much of a full batch that there is room for what waits behind it. */
  function room(isFull: boolean): Promise<void> {
    return new Promise((resolve) => {
      onHandled = () => {
        const offset = offsetNow();
        const confirmable = [...finished].filter((id) => id < offset).length;
        if (underWay.size === 0 || (isFull && confirmable >= WORTH_ASKING)) resolve();
      };
      onHandled();
    });
  }

  async function fetchOnce(): Promise<void> {
    const offset = offsetNow();
    for (const id of finished) if (id < offset) finished.delete(id);
    const updates = await bot.api.getUpdates(
      {
        offset: newest === 0 ? 0 : offset,
        limit: BATCH,
        timeout: underWay.size > 0 ? 0 : LONG_POLL_S,
        allowed_updates: ALLOWED_UPDATES,
      },
      signal,
    );
    tries = 0;
    for (const update of updates) take(update);
    if (underWay.size > 0) {
      const pause = sleep(clock, STRAGGLER_PAUSE_MS, stopping.signal);
      await Promise.race([room(updates.length === BATCH), pause]);
    }
  }

  /** Learns who we are, and makes sure that no webhook of an earlier life takes the updates. */
  async function connect(): Promise<void> {
    bot.botInfo = await bot.api.getMe(signal);
    await bot.api.deleteWebhook({ drop_pending_updates: deps.fromNow ?? false }, signal);
    await connected().catch((error: unknown) => {
      log.warn({ error }, "the bot's commands could not be registered");
    });
  }

  async function run(): Promise<void> {
    let known = false;
    while (!stopped()) {
      try {
        if (!known) await connect();
        known = true;
        await fetchOnce();
      } catch (error) {
        if (stopped()) return;
        if (isTokenRefused(error)) {
          giveUp(new ConfigError("BOT_TOKEN", "Telegram does not accept it"));
          return;
        }
        log.warn({ error }, "no updates from Telegram; trying again");
        tries += 1;
        await sleep(clock, backoff(tries, 500, 30_000), stopping.signal);
      }
    }
  }

  const running = run();
  return {
    failed,
    async stop(ms) {
      stopping.abort();
      await running;
      const done = Promise.all(underWay.values());
      await Promise.race([done, new Promise<void>((resolve) => clock.after(ms, resolve))]);
    },
  };
}
