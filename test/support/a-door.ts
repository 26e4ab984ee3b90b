import { silentLog } from "../../src/kit/log.ts";
import { createMetrics } from "../../src/kit/metrics.ts";
import type { Deliver } from "../../src/sandbox/telegram/webhook.ts";
import { createWeb } from "../../src/web/web.ts";
import { createWebhook, type WebhookDeps } from "../../src/web/webhook.ts";
import type { Clock } from "../../src/kit/clock.ts";

/** Where the played Telegram brings updates, without sockets: at the door of whichever process runs. */
export interface Door {
  readonly deliver: Deliver;
  /** Statuses that Telegram heard, in order. */
  readonly heard: readonly number[];
  /** A process listens. @returns What ends that: whoever waits for an answer then hears none. */
  open(deps: WebhookDeps): () => void;
}

export function aDoor(clock: Clock): Door {
  const heard: number[] = [];
  let process: { readonly web: ReturnType<typeof createWeb>; readonly ended: AbortSignal } | null =
    null;

  return {
    heard,
    async deliver({ url, headers, body, signal }) {
      if (!process) throw new TypeError("nobody listens");
      const gone = AbortSignal.any([signal, process.ended]);
      const cut = new Promise<never>((_resolve, reject) => {
        gone.addEventListener("abort", () => reject(new TypeError("cut")));
      });
      const path = new URL(url).pathname;
      const answer = process.web.request(path, { method: "POST", headers, body });
      const { status } = await Promise.race([answer, cut]);
      heard.push(status);
      return status;
    },
    open(deps) {
      const ended = new AbortController();
      const web = createWeb({
        checks: {},
        metrics: createMetrics(),
        images: { byHostedName: async () => null },
        clock,
        log: silentLog,
      });
      web.route("/", createWebhook(deps));
      const mine = { web, ended: ended.signal };
      process = mine;
      return () => {
        if (process === mine) process = null;
        ended.abort();
      };
    },
  };
}
