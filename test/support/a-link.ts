import type { TelegramSim } from "../../src/sandbox/telegram/world.ts";

/** A call that is on its way and does not come back before it is let go. */
export interface Held {
  /** Resolves when the bot has made the call. */
  readonly made: Promise<void>;
  letGo(): void;
}

/** A call that was answered aside of the played Telegram. */
export interface PlayedCall {
  readonly method: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** The line between the bot's processes and Telegram. */
export interface Link {
  /**
   * While `work` lasts, messages are taken by nobody and answered as sent, but for those that are to be refused with 403.
   * Who is in a group is still asked of the played Telegram.
   *
   * @returns What was sent meanwhile.
   */
  aside(
    work: () => Promise<void>,
    refused?: (call: PlayedCall) => boolean,
  ): Promise<readonly PlayedCall[]>;
  /** Keeps back the answer to the next call of this method: Telegram has not seen it yet. */
  hold(method: string): Held;
  /** Calls without an answer so far; a `getUpdates` that waits does not count. */
  underWay(): number;
  /** A line for one process. Once cut, nothing comes back through it. */
  open(): { readonly fetch: typeof fetch; cut(): void };
}

/** Taken to the played Telegram all the same. */
const ASKED_ALL_THE_SAME = ["getUpdates", "getChatMember"];

interface Hold {
  readonly method: string;
  readonly made: () => void;
  readonly gate: Promise<void>;
}

const FORBIDDEN = { ok: false, error_code: 403, description: "Forbidden: no rights" };

export function aLink(telegram: TelegramSim): Link {
  let holds: readonly Hold[] = [];
  let aside: ((call: PlayedCall) => Response) | null = null;
  const open = new Set<symbol>();
  const never = () => new Promise<never>(() => undefined);

  return {
    hold(method) {
      let letGo = (): void => undefined;
      const gate = new Promise<void>((resolve) => (letGo = resolve));
      const made = new Promise<void>((resolve) => {
        holds = [...holds, { method, made: resolve, gate }];
      });
      return { made, letGo: () => letGo() };
    },
    async aside(work, refused = () => false) {
      const taken: PlayedCall[] = [];
      aside = (call) => {
        taken.push(call);
        return Response.json(refused(call) ? FORBIDDEN : { ok: true, result: { message_id: 1 } });
      };
      await work();
      aside = null;
      return taken;
    },
    underWay: () => open.size,
    open() {
      let alive = true;
      const isAlive = () => alive;
      const mine = new Set<symbol>();
      const finish = (call: symbol) => {
        mine.delete(call);
        open.delete(call);
      };
      return {
        async fetch(input, init) {
          // A handler that goes on after its process was killed.
          if (!alive) return await never();
          const url = input instanceof Request ? input.url : input.toString();
          const method = url.split("/").at(-1) ?? "";
          const call = Symbol(method);
          if (method !== "getUpdates") {
            mine.add(call);
            open.add(call);
          }
          try {
            const held = holds.find((one) => one.method === method);
            if (held) {
              holds = holds.filter((one) => one !== held);
              held.made();
              await held.gate;
            }
            if (!isAlive()) return await never();
            if (aside && !ASKED_ALL_THE_SAME.includes(method)) {
              const payload = await new Response(init?.body ?? null).json();
              return aside({ method, payload: payload as PlayedCall["payload"] });
            }
            const answer = await telegram.fetch(input, init);
            return isAlive() ? answer : await never();
          } finally {
            finish(call);
          }
        },
        cut() {
          alive = false;
          for (const call of mine) finish(call);
        },
      };
    },
  };
}
