import type { Bot } from "grammy";
import { GrammyError } from "grammy";
import type { Update } from "grammy/types";
import { ConfigError } from "../domain/errors.ts";
import { backoff } from "../kit/backoff.ts";
import { sleep, type Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import type { Ctx } from "./context.ts";
import { ALLOWED_UPDATES, isTokenRefused, type UpdateLoop } from "./update-loop.ts";

export interface WebhookUpdates extends UpdateLoop {
  /**
   * Handles an update to its end.
   * @returns False when we cannot: Telegram has not heard of us since the start, or we are stopping. It has to come again.
   */
  take(update: { readonly update_id: number }): Promise<boolean>;
}

/** How many updates Telegram delivers side by side; those of one chat it delivers one after the other. */
const MAX_CONNECTIONS = 40;
/** The first updates come before the answer that says they will. */
const START_MS = 5_000;

/**
 * Updates that Telegram brings to us, none of which is lost to a crash: it hears a 200 only when the handler has come to
 * its end and the mark of the update is written, and else brings the update again.
 *
 * It also does that when it loses patience with a slow handler. The second delivery then waits behind the first
 * (`sequentialize`) and finds its mark (`once`), so nothing is done twice.
 *
 * The webhook stays when the program stops: what comes meanwhile waits at Telegram. Polling takes it away when it starts.
 */
export function startWebhook(
  bot: Bot<Ctx>,
  deps: {
    readonly clock: Clock;
    readonly log: Log;
    readonly url: string;
    /** What Telegram has to show with every delivery. */
    readonly secret: string;
    /** As of polling: begins with what comes from now on. */
    readonly fromNow?: boolean;
  },
  connected: () => Promise<void>,
): WebhookUpdates {
  const { clock, log, url, secret } = deps;
  const stopping = new AbortController();
  const signal = stopping.signal as Parameters<typeof bot.api.getMe>[0];
  const stopped = (): boolean => stopping.signal.aborted;
  const underWay = new Set<Promise<void>>();
  const known = Promise.withResolvers<undefined>();
  let isKnown = false;
  let giveUp: (error: unknown) => void = () => undefined;
  const failed = new Promise<never>((_resolve, reject) => (giveUp = reject));
  failed.catch(() => undefined);

  async function connect(): Promise<void> {
    bot.botInfo = await bot.api.getMe(signal);
    await bot.api.setWebhook(
      url,
      {
        secret_token: secret,
        allowed_updates: ALLOWED_UPDATES,
        max_connections: MAX_CONNECTIONS,
        drop_pending_updates: deps.fromNow ?? false,
      },
      signal,
    );
    isKnown = true;
    known.resolve(undefined);
    await connected().catch((error: unknown) => {
      log.warn({ error }, "the bot's commands could not be registered");
    });
  }

  async function run(): Promise<void> {
    for (let tries = 1; !stopped(); tries += 1) {
      try {
        await connect();
        return;
      } catch (error) {
        if (stopped()) return;
        const wrong = wrongSetting(error);
        if (wrong) {
          giveUp(wrong);
          return;
        }
        log.warn({ error }, "Telegram could not be told where to bring updates; trying again");
        await sleep(clock, backoff(tries, 500, 30_000), stopping.signal);
      }
    }
  }

  const running = run();
  return {
    failed,
    async take(update) {
      if (!isKnown) await Promise.race([known.promise, sleep(clock, START_MS, stopping.signal)]);
      if (!isKnown || stopped()) return false;
      const work = bot
        .handleUpdate(update as Update)
        .catch((error: unknown) => log.error({ error }, "an update failed outside its boundary"));
      underWay.add(work);
      await work;
      underWay.delete(work);
      return true;
    },
    async stop(ms) {
      stopping.abort();
      await running;
      const done = Promise.all(underWay);
      await Promise.race([done, new Promise<void>((resolve) => clock.after(ms, resolve))]);
    },
  };
}

function wrongSetting(error: unknown): ConfigError | null {
  if (isTokenRefused(error)) return new ConfigError("BOT_TOKEN", "Telegram does not accept it");
  if (error instanceof GrammyError && error.method === "setWebhook" && error.error_code === 400) {
    return new ConfigError("PUBLIC_URL", "Telegram cannot bring updates there");
  }
  return null;
}
