import type { SimFault, TelegramSim } from "../telegram/world.ts";
import type { PanelFault, PanelProvider } from "./panel.ts";

const FAULTS: readonly (PanelFault & { readonly kind: SimFault["kind"] })[] = [
  { id: "429", kind: "429", label: "429 Too Many Requests, for 1 s" },
  { id: "500", kind: "500", label: "500 Internal Server Error" },
  { id: "502", kind: "502", label: "502 Bad Gateway" },
  { id: "403", kind: "403", label: "403, the bot was blocked" },
  { id: "network", kind: "network", label: "Connection lost, nothing done" },
  { id: "lost-answer", kind: "lost-answer", label: "Call carried out, answer lost" },
];
const STAYS_ON = 1_000_000;

/**
 * The simulated Telegram in the panel, beside the providers: every Bot API call but the polling.
 *
 * Its simulator does not tell which faults are on, so this side remembers; those that others added are not shown, and go
 * when a switch is turned off.
 */
export function telegramPanel(telegram: TelegramSim): PanelProvider {
  const on = new Set<string>();
  const apply = () => {
    telegram.faults.clear();
    for (const { id, kind } of FAULTS) {
      if (on.has(id)) telegram.faults.add({ kind, times: STAYS_ON });
    }
  };
  return {
    name: "telegram",
    label: "Telegram",
    received: () =>
      telegram
        .calls()
        .map((call, id) => ({ ...call, id }))
        .filter(({ method }) => method !== "getUpdates")
        .map(({ id, at, method, payload, ok, description }) => ({
          id,
          at,
          method: "POST",
          path: `/${method}`,
          body: payload,
          status: ok ? 200 : "refused",
          fault: description ?? null,
        })),
    tokens: () => [],
    faults: {
      catalogue: FAULTS,
      active: () => [...on],
      add(id) {
        on.add(id);
        apply();
      },
      clear(id) {
        if (id === undefined) on.clear();
        else on.delete(id);
        apply();
      },
    },
    onReceive: (listener) => telegram.subscribe(() => listener()),
  };
}
