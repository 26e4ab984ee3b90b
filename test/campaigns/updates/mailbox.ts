import type { Update } from "@grammyjs/types";
import { checkCall } from "../../../src/sandbox/telegram/check-call.ts";
import { Refusal } from "../../../src/sandbox/telegram/refusal.ts";
import type { TelegramSim } from "../../../src/sandbox/telegram/world.ts";
import type { Witness } from "./witness.ts";

type Payload = Readonly<Record<string, unknown>>;

/**
 * The played Telegram with a way in for updates that it would not make itself.
 *
 * Its own updates and foreign ones come in one row of ids, confirmed by the offset as at Telegram. No kind is left out:
 * Telegram says that unwanted kinds may come for a short time after `allowed_updates` was set. Calls about chats and taps
 * that the simulator does not know are held against the schema and answered as if all were well.
 */
export interface Mailbox {
  readonly telegram: TelegramSim;
  /** Puts a foreign update into the row. */
  post(update: Omit<Update, "update_id">): void;
  /** Puts an update of before into the row again, under its old id. */
  again(update: Update): void;
  /** The next number in the row, for an update that is handed in beside it. */
  nextId(): number;
  /** Lets nothing out before `release`, so that a batch arrives at once. Resolves when all acts of before are in. */
  keepBack(): Promise<void>;
  release(): void;
  /** The next call about this chat gets no answer before it is let go. */
  hang(chatId: number): { letGo(): void };
  /** What was put into the row since the last time. */
  posted(): readonly Update[];
  /** All updates that people made through the simulator, newest last. */
  readonly genuine: readonly Update[];
}

/** Ids of taps that Telegram refuses to have answered begin so. */
export const TOO_OLD = "too-old-";

/** Where in a chat an answer goes. grammY takes them over from the message; the simulator has no such places. */
const PLACES = ["message_thread_id", "direct_messages_topic_id", "business_connection_id"];

const ACTS = [
  "say",
  "sendPhoto",
  "sendDocument",
  "sendOther",
  "editText",
  "blockBot",
  "unblockBot",
] as const;
const KEPT = 200;

export function createMailbox(sim: TelegramSim, witness: Witness): Mailbox {
  const queue = new Map<number, Update>();
  const repeated = new Set<number>();
  const genuine: Update[] = [];
  const pressed = new Set<string>();
  const hanging = new Map<number, { readonly gate: Promise<void> }>();
  let posted: Update[] = [];
  let nextId = 1_000;
  let simOffset = 0;
  let keptBack = false;
  let collecting: Promise<void> = Promise.resolve();
  let look: () => void = () => undefined;

  const put = (update: Update) => {
    queue.set(update.update_id, update);
    look();
  };
  const post = (made: Omit<Update, "update_id">) => {
    const update = { ...made, update_id: nextId++ };
    put(update);
    posted.push(update);
    return update;
  };

  async function collect(): Promise<void> {
    const answer = await sim.call("getUpdates", { offset: simOffset, timeout: 0 });
    if (!answer.ok) throw new Error("the simulator gave no updates");
    for (const update of answer.result as Update[]) {
      simOffset = update.update_id + 1;
      genuine.push(post(update));
      if (genuine.length > KEPT) genuine.shift();
    }
  }
  const collectSoon = () => (collecting = collecting.then(collect));

  const batch = () => {
    if (keptBack) return [];
    const first = [...queue.values()].sort((a, b) => a.update_id - b.update_id).slice(0, 100);
    for (const { update_id } of first) repeated.delete(update_id);
    return first;
  };

  async function poll(offset: number, timeout: number, signal?: AbortSignal): Promise<Update[]> {
    for (const id of queue.keys()) if (id < offset && !repeated.has(id)) queue.delete(id);
    const ready = batch();
    if (ready.length > 0 || timeout <= 0) return ready;
    return new Promise((resolve, reject) => {
      signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
      look = () => {
        if (keptBack || queue.size === 0) return;
        look = () => undefined;
        resolve(batch());
      };
    });
  }

  /** Answers for chats and taps of which the simulator knows nothing; null: it knows this one. */
  function playAside(method: string, payload: Payload): unknown {
    const { callback_query_id: tap, chat_id: chat } = payload;
    if (typeof tap === "string") {
      if (pressed.has(tap)) return null;
      checkCall(method, payload);
      if (!tap.startsWith(TOO_OLD)) return true;
      throw new Refusal(400, "Bad Request: query is too old and response timeout expired");
    }
    if (chat === undefined || sim.people().some(({ id }) => id === Number(chat))) return null;
    checkCall(method, payload);
    if (!method.startsWith("send") && !method.startsWith("editMessage")) return true;
    return { message_id: 1, date: 0, chat: { id: Number(chat), type: "group", title: "" } };
  }

  async function answer(method: string, payload: Payload, pass: () => Promise<Response>) {
    const hold = hanging.get(Number(payload["chat_id"]));
    hanging.delete(Number(payload["chat_id"]));
    await hold?.gate;
    try {
      const result = playAside(method, payload);
      return result === null ? await pass() : Response.json({ ok: true, result });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const told = { ok: false, error_code: error.code, description: error.message };
      return Response.json(told, { status: error.code });
    }
  }

  function flat(init: RequestInit | undefined, method: string, payload: Payload) {
    if (!PLACES.some((name) => name in payload)) return init;
    checkCall(method, payload);
    const kept = Object.entries(payload).filter(([name]) => !PLACES.includes(name));
    return { ...init, body: JSON.stringify(Object.fromEntries(kept)) };
  }

  const telegram: TelegramSim = {
    ...sim,
    async call(method, payload) {
      if (method !== "getWebhookInfo") return sim.call(method, payload);
      await collecting;
      const result = { url: "", pending_update_count: queue.size };
      return { ok: true, result };
    },
    async press(...args) {
      const press = await sim.press(...args);
      pressed.add(press.callbackQueryId);
      void collectSoon();
      return press;
    },
    async fetch(input, init) {
      const url = new URL(input instanceof Request ? input.url : input);
      if (url.pathname.startsWith("/file/")) return sim.fetch(input, init);
      const method = url.pathname.split("/").at(-1) ?? "";
      const body = init?.body;
      const payload = typeof body === "string" ? (JSON.parse(body) as Payload) : {};
      if (method === "getUpdates") {
        const { offset = 0, timeout = 0 } = payload as { offset?: number; timeout?: number };
        const result = await poll(offset, timeout, init?.signal ?? undefined);
        return Response.json({ ok: true, result });
      }
      const response = await answer(method, payload, () =>
        sim.fetch(input, flat(init, method, payload)),
      );
      const told = (await response.clone().json()) as { ok: boolean; description?: string };
      witness.called({ method, payload, refusal: told.ok ? null : (told.description ?? "") });
      return response;
    },
  };
  for (const act of ACTS) {
    const counted = (...args: never[]) => {
      const done = (sim[act] as (...args: never[]) => unknown)(...args);
      void collectSoon();
      return done;
    };
    Object.assign(telegram, { [act]: counted });
  }

  return {
    telegram,
    genuine,
    post: (update) => void post(update),
    nextId: () => nextId++,
    posted() {
      const all = posted;
      posted = [];
      return all;
    },
    again(update) {
      repeated.add(update.update_id);
      put(update);
    },
    async keepBack() {
      keptBack = true;
      await collecting;
    },
    release() {
      keptBack = false;
      look();
    },
    hang(chatId) {
      let letGo = (): void => undefined;
      const gate = new Promise<void>((resolve) => (letGo = resolve));
      hanging.set(chatId, { gate });
      return { letGo: () => letGo() };
    },
  };
}
