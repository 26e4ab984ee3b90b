/**
 * Delivers queued updates to a bot's webhook, as the Bot API server does: side by side for different chats, one after the
 * other within a chat, and again and again until the bot answers with a 2xx. An update leaves the queue only then.
 *
 * A chat whose update was refused waits for it to be taken; the pause doubles from one second to a minute.
 */
import type { Update } from "@grammyjs/types";
import type { Clock } from "../../kit/clock.ts";
import type { UpdateQueue } from "./update-queue.ts";

export interface Hook {
  readonly url: string;
  readonly secret: string | undefined;
  readonly maxConnections: number;
}

/** Posts JSON and tells the answer's status. Rejects when there is none. */
export type Deliver = (to: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}) => Promise<number>;

export interface Webhook {
  /** Null: the bot polls. */
  set(hook: Hook | null): void;
  current(): Hook | null;
  lastFailure(): { readonly at: number; readonly said: string } | null;
  /** Ends what is under way and delivers no more. */
  close(): void;
}

/** How long an answer may take, unless told. */
const PATIENCE_MS = 60_000;
const MAX_PAUSE_MS = 60_000;

export function createWebhook(
  queue: UpdateQueue,
  clock: Clock,
  deliver: Deliver,
  patienceMs = PATIENCE_MS,
): Webhook {
  let hook: Hook | null = null;
  let failure: ReturnType<Webhook["lastFailure"]> = null;
  const busy = new Set<number>();
  const rests = new Map<number, { readonly until: number; readonly pause: number }>();
  let ended = new AbortController();

  function look(): void {
    const held = new Set<number>();
    for (const update of queue.queued()) {
      if (!hook || busy.size >= hook.maxConnections) return;
      const chat = chatOf(update);
      const free = !busy.has(chat) && !held.has(chat);
      // What comes later in a chat does not overtake.
      held.add(chat);
      if (free && (rests.get(chat)?.until ?? 0) <= clock.now()) void send(hook, update, chat);
    }
  }

  async function send({ url, secret }: Hook, update: Update, chat: number): Promise<void> {
    busy.add(chat);
    const late = new AbortController();
    const callOff = clock.after(patienceMs, () => late.abort());
    const mine = ended.signal;
    const why = await deliver({
      url,
      headers: {
        "content-type": "application/json",
        ...(secret === undefined ? {} : { "x-telegram-bot-api-secret-token": secret }),
      },
      body: JSON.stringify(update),
      signal: AbortSignal.any([mine, late.signal]),
    }).then(
      (status) =>
        status >= 200 && status < 300 ? null : `Wrong response from the webhook: ${status}`,
      () => (late.signal.aborted ? "Read timeout expired" : "Connection failed"),
    );
    callOff();
    busy.delete(chat);
    if (mine.aborted) return;
    if (why === null) {
      rests.delete(chat);
      queue.settle(update.update_id);
    } else rest(chat, why);
    look();
  }

  function rest(chat: number, said: string): void {
    const now = clock.now();
    failure = { at: now, said };
    const pause = Math.min((rests.get(chat)?.pause ?? 500) * 2, MAX_PAUSE_MS);
    rests.set(chat, { until: now + pause, pause });
    clock.after(pause, look);
  }

  const stop = () => {
    ended.abort();
    ended = new AbortController();
    busy.clear();
    rests.clear();
  };

  queue.watch(look);
  return {
    set(next) {
      stop();
      hook = next;
      failure = null;
      look();
    },
    current: () => hook,
    lastFailure: () => failure,
    close() {
      stop();
      hook = null;
    },
  };
}

/** What Telegram keeps in order: a chat's updates, or a person's where there is no chat. */
function chatOf(update: Update): number {
  const { message, callback_query: tap, my_chat_member: member } = update;
  return message?.chat.id ?? tap?.message?.chat.id ?? member?.chat.id ?? tap?.from.id ?? 0;
}

/** Over HTTP, to this machine only: nothing in the sandbox leaves it. */
export const overLoopback: Deliver = async ({ url, headers, body, signal }) => {
  if (!isLoopback(url)) throw new TypeError("the sandbox delivers to this machine only");
  const answer = await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
  await answer.arrayBuffer();
  return answer.status;
};

export const isLoopback = (url: string): boolean =>
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(URL.parse(url)?.hostname ?? "");
