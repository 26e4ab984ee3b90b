import type { Random } from "../updates/random.ts";
import { never, type Life } from "./life.ts";
import type { Story } from "./story.ts";
import type { SimTime } from "./time.ts";
import { within, type Weather } from "./weather.ts";

export interface Message {
  readonly id: number;
  readonly kind: "text" | "caption";
  readonly html: string;
  /** As JSON, to be compared. */
  readonly keyboard: string;
}

export interface Chat {
  readonly id: number;
  readonly messages: Map<number, Message>;
  /** The person blocked the bot, or it was thrown out of the group. */
  closed: boolean;
  /** The supergroup that this group became. */
  movedTo: number | null;
}

/** A small Telegram: chats, the bot's messages in them, and every way in which a call can fail. */
export interface Telegram {
  chat(id: number): Chat;
  /** A message that stands there before the history begins: a preview card. */
  put(chatId: number, message: Omit<Message, "id">): number;
  /** The group becomes a supergroup. */
  move(chatId: number): void;
  /** The chat that this one has become. */
  now(chatId: number): number;
  /** The group that this supergroup was. Its messages stay in sight. */
  before(chatId: number): Chat | null;
  /** What grammY's `Api` calls instead of the network, for one life. */
  fetchFor(life: Life): (url: string, init: { readonly body: string }) => Promise<Answer>;
  /** Ends the waiting of calls whose process is dead, so that no timer of grammY's waits for them. */
  hangUp(): void;
  /** A new message stands in a chat, sent by this life; `answered`: and Telegram says so. */
  onSent: (message: Message, by: Life, answered: boolean) => void;
  /** A message was refused for what it is. */
  onRefused: (html: string) => void;
  /** From now on it works. */
  calmDown(): void;
  underWay(): number;
}

interface Answer {
  json(): Promise<unknown>;
}

/** What our bot sends, as far as this Telegram reads it. */
interface Args {
  readonly chat_id: number;
  readonly message_id?: number;
  readonly text?: string;
  readonly caption?: string;
  readonly reply_markup?: unknown;
}

/** How a call goes wrong on the way; `refused` is about the message itself. */
const MISHAPS = {
  "lost before": 3,
  "lost after": 3,
  "429": 2,
  "502": 2,
  "502 after": 1,
  hang: 1,
  refused: 1,
} as const;
const NOT_MODIFIED = "Bad Request: message is not modified: specified new message content";
const GONE = "Bad Request: message to edit not found";

export function createTelegram(deps: {
  readonly time: SimTime;
  readonly random: Random;
  readonly story: Story;
  readonly weather: Weather;
}): Telegram {
  const { time, random, story } = deps;
  const chats = new Map<number, Chat>();
  const pausedUntil = new Map<number, number>();
  const waiting = new Set<{ readonly life: Life; readonly hangUp: (error: Error) => void }>();
  let calm = false;
  /** Private chats and groups share the account's count; each supergroup has one of its own. */
  const counts = new Map<number | "account", number>();

  const chat = (id: number): Chat => {
    const known = chats.get(id);
    if (known) return known;
    const made: Chat = { id, messages: new Map(), closed: false, movedTo: null };
    chats.set(id, made);
    return made;
  };

  function put({ id: chatId, messages }: Chat, message: Omit<Message, "id">): Message {
    const counter = isSupergroup(chatId) ? chatId : "account";
    const id = (counts.get(counter) ?? 0) + 1;
    counts.set(counter, id);
    const stored = { ...message, id };
    messages.set(id, stored);
    return stored;
  }

  /** What Telegram makes of a call that reaches it. */
  function take(method: string, args: Args): Reply {
    const to = chat(args.chat_id);
    if (to.movedTo !== null) {
      story.count("telegram: migrated");
      return refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", {
        migrate_to_chat_id: to.movedTo,
      });
    }
    if (to.closed) {
      story.count("telegram: 403");
      return refusal(403, "Forbidden: bot was blocked by the user");
    }
    const keyboard = JSON.stringify(args.reply_markup ?? null);
    switch (method) {
      case "sendMessage":
        return { sent: put(to, { kind: "text", html: args.text ?? "", keyboard }) };
      case "editMessageText":
      case "editMessageCaption": {
        const old = to.messages.get(args.message_id ?? 0);
        if (!old) {
          story.count("telegram: gone");
          return refusal(400, GONE);
        }
        const kind = method === "editMessageText" ? "text" : "caption";
        if (old.kind !== kind)
          return refusal(400, `Bad Request: there is no ${kind} in the message`);
        const next = { ...old, html: args.text ?? args.caption ?? "", keyboard };
        if (next.html === old.html && keyboard === old.keyboard) {
          story.count("telegram: not modified");
          return refusal(400, NOT_MODIFIED);
        }
        to.messages.set(old.id, next);
        return { edited: next };
      }
      default:
        throw new Error(`this Telegram does not play ${method}`);
    }
  }

  function mishap(chatId: number): keyof typeof MISHAPS | null {
    if (calm) return null;
    const paused = pausedUntil.get(chatId) ?? 0;
    if (time.elapsed() < paused) return "429";
    if (within(deps.weather.telegramAway, time.elapsed())) return "lost before";
    return random.chance(deps.weather.telegram) ? random.weighed(MISHAPS) : null;
  }

  function pause(chatId: number): Reply {
    const until = Math.max(
      pausedUntil.get(chatId) ?? 0,
      time.elapsed() + 1_000 * (1 + random.below(30)),
    );
    pausedUntil.set(chatId, until);
    const seconds = Math.ceil((until - time.elapsed()) / 1_000);
    return refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
  }

  async function call(life: Life, method: string, args: Args): Promise<unknown> {
    if (life.diesAt("before Telegram")) return never();
    await time.wait(20 + random.below(400));
    const wrong = mishap(args.chat_id);
    if (wrong) story.count(`telegram: ${wrong}`);
    const reply = REACHES.has(wrong) ? take(method, args) : null;
    if (reply && "sent" in reply) telegram.onSent(reply.sent, life, wrong === null);
    story.tell(`Telegram: ${method} in ${args.chat_id}: ${wrong ?? wordsOf(reply)}`);
    if (life.diesAt("after Telegram")) return never();
    switch (wrong) {
      case null:
        return json(reply);
      case "429":
        return json(pause(args.chat_id));
      case "502":
      case "502 after":
        return json(refusal(502, "Bad Gateway"));
      case "refused":
        telegram.onRefused(args.text ?? args.caption ?? "");
        return json(refusal(400, "Bad Request: can't parse entities"));
      case "hang":
        await time.wait(30_000);
        throw new Error("the network gave up");
      default:
        throw new Error("the network failed");
    }
  }

  const telegram: Telegram = {
    chat,
    now: (chatId) => chat(chatId).movedTo ?? chatId,
    before: (chatId) => (isSupergroup(chatId) ? chat(chatId - SUPERGROUPS) : null),
    onSent: () => undefined,
    onRefused: () => undefined,
    put: (chatId, message) => put(chat(chatId), message).id,
    move(chatId) {
      const group = chat(chatId);
      group.movedTo ??= SUPERGROUPS + chatId;
    },
    calmDown() {
      calm = true;
      pausedUntil.clear();
    },
    underWay: () => waiting.size,
    hangUp() {
      for (const one of waiting) {
        if (one.life.alive()) continue;
        waiting.delete(one);
        one.hangUp(new Error("hung up"));
      }
    },
    fetchFor: (life) => (url, init) => {
      const method = url.slice(url.lastIndexOf("/") + 1);
      return new Promise<Answer>((resolve, reject) => {
        if (!life.alive()) {
          reject(new Error("hung up"));
          return;
        }
        const one = { life, hangUp: reject };
        waiting.add(one);
        life
          .heard(call(life, method, JSON.parse(init.body) as Args))
          .then((body) => resolve({ json: async () => body }), reject)
          .finally(() => waiting.delete(one));
      });
    },
  };
  return telegram;
}

type Reply =
  | { readonly sent: Message }
  | { readonly edited: Message }
  | { readonly code: number; readonly description: string; readonly parameters: object };

const REACHES: ReadonlySet<string | null> = new Set([null, "lost after", "502 after"]);
const SUPERGROUPS = -1_000_000_000_000;
const isSupergroup = (chatId: number) => chatId < SUPERGROUPS;

const refusal = (code: number, description: string, parameters: object = {}): Reply => ({
  code,
  description,
  parameters,
});

function json(reply: Reply | null): unknown {
  if (reply && "code" in reply) {
    const { code, ...rest } = reply;
    return { ok: false, error_code: code, ...rest };
  }
  const message = reply && ("sent" in reply ? reply.sent : reply.edited);
  return { ok: true, result: { message_id: message?.id } };
}

function wordsOf(reply: Reply | null): string {
  if (!reply) return "nothing";
  if ("code" in reply) return `${reply.code} ${reply.description}`;
  const { id, html } = "sent" in reply ? reply.sent : reply.edited;
  return `message ${id}: ${html
    .replaceAll(/<[^>]+>/g, "")
    .replaceAll("\n", " | ")
    .slice(0, 90)}`;
}
