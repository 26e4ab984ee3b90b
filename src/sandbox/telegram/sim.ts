import type { Clock } from "../../kit/clock.ts";
import { systemClock } from "../../kit/clock.ts";
import { createActs } from "./acts.ts";
import { createApi } from "./api.ts";
import { menuFor } from "./bot-methods.ts";
import { createDoor, fetchThrough } from "./door.ts";
import { faceOf } from "./face.ts";
import { createFiles } from "./files.ts";
import { createGroupActs } from "./group-acts.ts";
import { createHttp } from "./http.ts";
import { createInlineActs } from "./inline-acts.ts";
import { createInlineState } from "./inline-state.ts";
import { plainPng } from "./plain-png.ts";
import { personOf, type State } from "./state.ts";
import { createUpdateQueue } from "./update-queue.ts";
import { createWebhook, overLoopback, type Deliver } from "./webhook.ts";
import { SimError, type SimEvent, type TelegramSim } from "./world.ts";

export interface SimDeps {
  readonly clock?: Clock;
  /** From 0 up to 1. Give a fixed one for ids that repeat. */
  readonly random?: () => number;
  /**
   * What Telegram's servers would find under a URL that a bot sends as a photo; null: nothing. Without it every URL is
   * a grey picture, since nothing leaves this machine.
   */
  readonly fetchPicture?: (url: string) => Promise<Buffer | null>;
  /** How updates reach a webhook; absent: over HTTP, to this machine only. */
  readonly deliver?: Deliver;
  /** How long a webhook may take to answer; a minute when absent. */
  readonly patienceMs?: number;
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Starts a Telegram with one bot and nobody else. */
export function createTelegramSim(deps: SimDeps = {}): TelegramSim {
  const listeners = new Set<(event: SimEvent) => void>();
  const state = createState(deps, (event) => {
    for (const listener of listeners) listener(event);
  });
  const api = createApi(state);
  const door = createDoor(state, api);

  return {
    ...createActs(state),
    ...createGroupActs(state),
    ...createInlineActs(state),
    token: state.token,
    bot: { id: state.bot.id, username: state.bot.username, firstName: state.bot.first_name },
    addPerson: (person) => addPerson(state, person),
    people: () => [...state.people.values()],
    redeliver: (updateId) => state.queue.again(updateId),
    messages: (chatId) => [...(state.chats.get(chatId)?.messages.values() ?? [])].map(faceOf),
    commandsFor: (personId) => menuFor(state, personId, personOf(state, personId).languageCode),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    calls: () => api.calls(),
    file: (fileId) => state.files.get(fileId),
    call: (method, payload = {}) => api.call(method, () => payload),
    fetch: fetchThrough(door),
    faults: api.faults,
    http: () => createHttp(door),
    close() {
      state.webhook.close();
      state.queue.close();
    },
  };
}

function createState(deps: SimDeps, emit: State["emit"]): State {
  const { clock = systemClock, random = Math.random } = deps;
  const below = (count: number) => Math.floor(random() * count);
  const letters = (count: number) =>
    Array.from({ length: count }, () => LETTERS.charAt(below(LETTERS.length))).join("");
  const digits = (count: number) =>
    Array.from({ length: count }, (_, at) => (at === 0 ? 1 + below(9) : below(10))).join("");
  const botId = Number(digits(10));
  const token = `${botId}:AA${letters(33)}`;
  const queue = createUpdateQueue(clock, Number(digits(9)));
  let messageId = 0;
  return {
    clock,
    token,
    bot: {
      id: botId,
      is_bot: true,
      first_name: "Launchgram",
      username: "launchgram_sandbox_bot",
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_inline_queries: true,
      can_connect_to_business: false,
      has_main_web_app: false,
      has_topics_enabled: false,
      allows_users_to_create_topics: false,
      can_manage_bots: false,
      supports_join_request_queries: false,
    },
    queue,
    files: createFiles(clock, letters),
    people: new Map(),
    chats: new Map(),
    asked: new Map(),
    taps: new Map(),
    ephemeral: { mode: "shown", last: 0 },
    inline: createInlineState(),
    menus: new Map(),
    webhook: createWebhook(queue, clock, deps.deliver ?? overLoopback, deps.patienceMs),
    emit,
    digits,
    letters,
    nextMessageId: () => ++messageId,
    fetchPicture: deps.fetchPicture ?? (async () => plainPng(320, 320)),
  };
}

/** A person comes with a private chat, in which the bot is a stranger until something is said. */
function addPerson(state: State, given: Parameters<TelegramSim["addPerson"]>[0]) {
  const id = given.id ?? 700_000_001 + state.people.size;
  if (state.chats.has(id)) throw new SimError(`there is a chat ${id} already`);
  const { firstName, username, languageCode = "en" } = given;
  const name = username === undefined ? {} : { username };
  const person = { id, firstName, ...name, languageCode };
  state.people.set(id, person);
  state.chats.set(id, {
    chat: { id, type: "private", first_name: firstName, ...name },
    members: new Map([[id, "member"]]),
    messages: new Map(),
    topics: new Map(),
    movedTo: null,
    bot: "stranger",
    draft: null,
    nextMessageId: () => state.nextMessageId(),
  });
  return person;
}
