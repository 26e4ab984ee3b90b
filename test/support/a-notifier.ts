import { setImmediate as turn } from "node:timers/promises";
import { Api } from "grammy";
import { onTestFinished } from "vitest";
import { startNotifier } from "../../src/bot/notifier.ts";
import type { Launch, Status } from "../../src/domain/launch.ts";
import { createLog } from "../../src/kit/log.ts";
import type { CardPlace } from "../../src/launches/draft-store.ts";
import { listen } from "../../src/launches/listen.ts";
import type { LaunchStore, Move } from "../../src/launches/launch-store.ts";
import { aClock, type VirtualClock } from "./a-clock.ts";
import { aDraft, aLaunch, OWNER } from "./a-launch.ts";
import { aStorage, type TestStorage } from "./a-storage.ts";
import { theProviders } from "./fake-provider.ts";

/** A call as Telegram got it, and when. */
export interface Told {
  readonly at: number;
  readonly method: string;
  readonly chatId: number;
  /** Of a new message, the topic that it was sent into. */
  readonly topicId: number | null;
  /** The message that was edited; of a new one, the id it was given. */
  readonly messageId: number;
  readonly text: string;
  readonly isMarkup: boolean;
  /** Labels of the buttons, row by row. */
  readonly buttons: readonly string[];
  readonly silent: boolean;
  readonly ok: boolean;
}

/** How Telegram refuses a call; `network`: the connection breaks. */
export type Refusal =
  | "network"
  | {
      readonly error_code: number;
      readonly description: string;
      readonly parameters?: {
        readonly retry_after?: number;
        readonly migrate_to_chat_id?: number;
      };
    };

export const tooMany = (seconds: number): Refusal => ({
  error_code: 429,
  description: `Too Many Requests: retry after ${seconds}`,
  parameters: { retry_after: seconds },
});
export const blocked: Refusal = {
  error_code: 403,
  description: "Forbidden: bot was blocked by the user",
};
export const badRequest = (description: string): Refusal => ({
  error_code: 400,
  description: `Bad Request: ${description}`,
});

/** The notifier alone, over a real storage, before a Telegram that takes everything it is not told to refuse. */
export interface NotifierStage {
  readonly storage: TestStorage;
  /** Wakes the notifier after each change, as in the program. */
  readonly launches: LaunchStore;
  readonly told: readonly Told[];
  readonly logged: readonly string[];
  /** How often the store was asked for what is due. */
  scans(): number;
  /** A confirmed launch whose card stands in this chat, and in this topic of it. */
  launch(chatId?: number, part?: Partial<Launch>, topicId?: number): Promise<Launch>;
  /** Moves a launch to a status with all that this status requires. */
  becomes(launch: Launch, status: Status, how?: { readonly ring?: boolean }): Promise<void>;
  toldTo(chatId: number): readonly Told[];
  /** The next calls to this chat (any when null) are refused. */
  refuse(chatId: number | null, refusal: Refusal, times?: number): void;
  /** Keeps back the answer to the next call to this chat, which Telegram has carried out. */
  hold(chatId: number): { readonly made: Promise<void>; letGo(): void };
  /** From now on no call gets through, or all do. */
  outage(isOut: boolean): void;
  pass(ms: number): Promise<void>;
  /** As `pass`, skipping the times in which nothing is due: for days. */
  passLong(ms: number): Promise<void>;
  /** Ends the notifier as `kill -9` does and starts another on the same rows, `ms` later. */
  restart(ms?: number): Promise<void>;
}

const ALWAYS = 1_000_000;
/** Longer than the notifier takes to notice that a clock was set forward. */
const NOTICED_MS = 11_000;

export async function aNotifier(): Promise<NotifierStage> {
  const played = aClock();
  let leapt = 0;
  const clock: VirtualClock = { ...played, now: () => played.now() + leapt };
  const storage = aStorage("file::memory:", clock);
  const told: Told[] = [];
  const logged: string[] = [];
  const log = createLog("trace", { write: (text) => void logged.push(text) });
  let refusals: { chatId: number | null; refusal: Refusal; left: number }[] = [];
  let holds: { chatId: number; made: () => void; gate: Promise<void> }[] = [];
  let messageId = 1_000;
  let updates = 0;
  let scans = 0;
  let process = { isAlive: true };
  let wake = (): void => undefined;

  function refusalOf(chatId: number): Refusal | null {
    const found = refusals.find((one) => one.chatId === null || one.chatId === chatId);
    if (!found) return null;
    found.left -= 1;
    refusals = refusals.filter(({ left }) => left > 0);
    return found.refusal;
  }

  const line =
    (mine: { isAlive: boolean }): typeof fetch =>
    async (input, init) => {
      const url = input instanceof Request ? input.url : input.toString();
      const method = url.split("/").at(-1) ?? "";
      const call = JSON.parse(init?.body as string) as SentCall;
      const isNew = call.message_id === undefined;
      const refusal = refusalOf(call.chat_id);
      const one: Told = {
        at: clock.now(),
        method,
        chatId: call.chat_id,
        topicId: call.message_thread_id ?? null,
        messageId: call.message_id ?? (messageId += 1),
        text: call.text ?? call.caption ?? "",
        isMarkup: call.parse_mode === "HTML",
        buttons: call.reply_markup?.inline_keyboard.flat().map(({ text }) => text) ?? [],
        silent: !isNew,
        ok: refusal === null,
      };
      told.push(one);
      const held = holds.find(({ chatId }) => chatId === one.chatId);
      if (held) {
        holds = holds.filter((other) => other !== held);
        held.made();
        await held.gate;
      }
      if (!mine.isAlive) await new Promise(() => undefined);
      if (refusal === "network") throw new TypeError("fetch failed");
      const answer = refusal
        ? { ok: false, ...refusal }
        : { ok: true, result: { message_id: one.messageId } };
      return { json: async () => answer } as unknown as Response;
    };

  function start(): void {
    const mine = { isAlive: true };
    process = mine;
    const api = new Api("1:token", { fetch: line(mine) as never });
    const mortal = {
      now: () => clock.now(),
      elapsedMs: () => clock.elapsedMs(),
      after: (ms: number, call: () => void) =>
        clock.after(ms, () => (mine.isAlive ? call() : undefined)),
    };
    const notices = {
      ...storage.notices,
      async due(now: number, limit: number) {
        scans += 1;
        return storage.notices.due(now, limit);
      },
    };
    const deps = { ...storage, notices, providers: theProviders(), clock: mortal, log };
    const notifier = startNotifier(deps, api);
    wake = () => notifier.wake();
    onTestFinished(() => {
      if (mine.isAlive) return notifier.stop();
    });
  }
  start();

  const launches = listen(storage.launches, () => wake());
  const rest = async () => {
    for (let at = 0; at < 20; at += 1) await turn();
  };

  const pass = async (ms: number) => {
    await rest();
    await clock.advance(ms);
    await rest();
  };

  return {
    storage,
    launches,
    told,
    logged,
    scans: () => scans,
    async launch(chatId = OWNER, part = {}, topicId) {
      const ownerId = part.ownerId ?? (chatId > 0 ? chatId : OWNER);
      const card: CardPlace = { chatId, messageId: (messageId += 1), hasPicture: false };
      const place = { groupId: part.groupId ?? null, topicId: topicId ?? null };
      const draft = aDraft({ ownerId, card, ...place });
      await storage.drafts.add(draft);
      const confirmed = await launches.confirm(draft.id, (updates += 1), () => ({
        launch: aLaunch({ draftId: draft.id, ...part, ownerId, confirmedAt: clock.now() }),
        ring: false,
      }));
      if (confirmed.kind !== "confirmed") throw new Error(`not confirmed: ${confirmed.kind}`);
      await rest();
      return confirmed.launch;
    },
    async becomes({ id }, status, { ring = false } = {}) {
      await launches.apply(id, (launch): Move => {
        const { draftId, ownerId, groupId, request, provider, confirmedAt } = launch;
        const same = { id, draftId, ownerId, groupId, request, provider, confirmedAt };
        const version = launch.version + 1;
        return { launch: aLaunch({ status, ...same, version }), ring };
      });
      await rest();
    },
    toldTo: (chatId) => told.filter((one) => one.chatId === chatId),
    refuse: (chatId, refusal, times = 1) => void refusals.push({ chatId, refusal, left: times }),
    hold(chatId) {
      let letGo = (): void => undefined;
      const gate = new Promise<void>((resolve) => (letGo = resolve));
      const made = new Promise<void>((resolve) => {
        holds = [...holds, { chatId, made: resolve, gate }];
      });
      return { made, letGo: () => letGo() };
    },
    outage(isOut) {
      refusals = isOut ? [{ chatId: null, refusal: "network", left: ALWAYS }] : [];
    },
    pass,
    async passLong(ms) {
      const end = clock.now() + ms;
      while (clock.now() < end) {
        const next = Math.min((await storage.notices.nextDueAt(0)) ?? end, end);
        leapt += Math.max(0, next - clock.now() - NOTICED_MS);
        await pass(Math.max(1, next - clock.now()));
      }
    },
    async restart(ms = 0) {
      process.isAlive = false;
      leapt += ms;
      start();
      await rest();
    },
  };
}

/** What the notifier's calls carry. */
interface SentCall {
  readonly chat_id: number;
  readonly message_thread_id?: number;
  readonly message_id?: number;
  readonly text?: string;
  readonly caption?: string;
  readonly parse_mode?: string;
  readonly reply_markup?: {
    readonly inline_keyboard: readonly (readonly { readonly text: string }[])[];
  };
}
