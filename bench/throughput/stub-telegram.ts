import { setTimeout as after } from "node:timers/promises";
import type { Update } from "grammy/types";

/** A Telegram in process that hands out updates and takes every message, as fast as it is asked. */
export interface StubTelegram {
  readonly fetch: typeof fetch;
  /** Hands these out from now on, at most a hundred at a time. */
  hand(updates: readonly Update[]): void;
  /** Resolves when the bot confirmed all that were handed out: they are handled. */
  handled(): Promise<void>;
  /** Told of each message that the bot sends, when it has arrived. */
  onMessage: (chatId: number, text: string) => void;
  /** When each call came but those for updates, as `process.hrtime` tells. */
  calls(): readonly bigint[];
  /** What the newest button with this label in a chat carries. */
  dataOf(chatId: number, label: string): string;
}

export const BOT = {
  id: 7_000_000_000,
  is_bot: true,
  first_name: "Bench",
  username: "bench_bot",
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: true,
} as const;

const BATCH = 100;

/** @param latencyMs How long each call takes, but for the one that asks for updates. */
export function stubTelegram(latencyMs = 0): StubTelegram {
  const buttons = new Map<string, string>();
  const calls: bigint[] = [];
  let waiting: readonly Update[] = [];
  let asked: (() => void) | null = null;
  let done: (() => void) | null = null;
  let messages = 0;

  async function getUpdates({ offset, timeout }: Asked, hungUp: AbortSignal) {
    waiting = waiting.filter((update) => update.update_id >= offset);
    if (waiting.length === 0) {
      done?.();
      if (timeout > 0) {
        await new Promise<void>((resolve) => {
          asked = resolve;
          hungUp.addEventListener("abort", () => resolve());
        });
        asked = null;
      }
    }
    return waiting.slice(0, BATCH);
  }

  async function answer(method: string, payload: Asked, hungUp: AbortSignal): Promise<unknown> {
    if (method === "getUpdates") return getUpdates(payload, hungUp);
    calls.push(process.hrtime.bigint());
    if (latencyMs > 0) await after(latencyMs);
    if (method === "getMe") return BOT;
    if (!/^(send|edit)/.test(method)) return true;
    const { chat_id: id, text = "", reply_markup: markup } = payload;
    for (const button of markup?.inline_keyboard?.flat() ?? []) {
      if (button.callback_data) buttons.set(`${id} ${button.text}`, button.callback_data);
    }
    messages += 1;
    telegram.onMessage(id, text);
    const chat = { id, type: "private", first_name: "Ada" };
    return { message_id: messages, date: 0, from: BOT, chat, text };
  }

  const telegram: StubTelegram = {
    onMessage: () => undefined,
    calls: () => calls,
    dataOf(chatId, label) {
      const data = buttons.get(`${chatId} ${label}`);
      if (data === undefined) throw new Error(`there was no button ${label}`);
      return data;
    },
    async fetch(input, init) {
      const method =
        String(input instanceof Request ? input.url : input)
          .split("/")
          .at(-1) ?? "";
      const body = typeof init?.body === "string" ? init.body : "{}";
      const hungUp = init?.signal ?? new AbortController().signal;
      const result = await answer(method, JSON.parse(body) as Asked, hungUp);
      if (hungUp.aborted) throw new DOMException("the caller hung up", "AbortError");
      // All that is read of an answer; a real one costs as much as a middleware does.
      return { json: async () => ({ ok: true, result }) } as never;
    },
    hand(updates) {
      waiting = [...waiting, ...updates];
      asked?.();
    },
    async handled() {
      const isResting = asked !== null && waiting.length === 0;
      if (!isResting) await new Promise<void>((resolve) => (done = resolve));
    },
  };
  return telegram;
}

/** What is read of a call. */
interface Asked {
  readonly offset: number;
  readonly timeout: number;
  readonly chat_id: number;
  readonly text?: string;
  readonly reply_markup?: {
    readonly inline_keyboard?: readonly (readonly {
      readonly text: string;
      readonly callback_data?: string;
    }[])[];
  };
}

/** Goes on from one process to the next: a database knows the updates that were handled before. */
let updates = Date.now();

const personOf = (id: number) => ({
  id,
  is_bot: false,
  first_name: "Ada",
  username: `ada_${id}`,
  language_code: "en",
});
const chatOf = (id: number) => ({
  id,
  type: "private" as const,
  first_name: "Ada",
  username: `ada_${id}`,
});

/** A tap on a button of a message of the bot. */
export function tapOf(chatId: number, data: string): Update {
  updates += 1;
  return {
    update_id: updates,
    callback_query: {
      id: String(updates),
      chat_instance: "1",
      from: personOf(chatId),
      message: { message_id: 1, date: 1_700_000_000, chat: chatOf(chatId), text: "a card" },
      data,
    },
  };
}

/** A message in a private chat; what begins with a slash is a command. */
export function messageOf(chatId: number, text: string): Update {
  updates += 1;
  const command = /^\/\w+/.exec(text)?.[0];
  return {
    update_id: updates,
    message: {
      message_id: updates,
      date: 1_700_000_000,
      chat: chatOf(chatId),
      from: personOf(chatId),
      text,
      ...(command && {
        entities: [{ type: "bot_command" as const, offset: 0, length: command.length }],
      }),
    },
  };
}
