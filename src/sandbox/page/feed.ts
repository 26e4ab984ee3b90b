import type { SimEvent, TelegramSim } from "../telegram/world.ts";
import type { PanelProvider } from "./panel.ts";

/** What an open page is told. `people` and `provider` only say that there is something new to fetch. */
export type PageEvent =
  SimEvent | { readonly type: "people" } | { readonly type: "provider"; readonly name: string };

export interface NumberedEvent {
  /** Counts up from 1, in the order in which things happened. */
  readonly id: number;
  readonly event: PageEvent;
}

/** Everything that happens in the sandbox, numbered, for all open pages. */
export interface Feed {
  lastId(): number;
  publish(event: PageEvent): void;
  listen(listener: (one: NumberedEvent) => void): () => void;
}

/** Starts listening to Telegram and the providers; they live as long as the feed does. */
export function createFeed(telegram: TelegramSim, providers: readonly PanelProvider[]): Feed {
  const listeners = new Set<(one: NumberedEvent) => void>();
  let last = 0;

  const publish = (event: PageEvent) => {
    last += 1;
    const one = { id: last, event };
    for (const listener of [...listeners]) listener(one);
  };

  telegram.subscribe(publish);
  for (const provider of providers) {
    provider.onReceive(() => publish({ type: "provider", name: provider.name }));
  }
  return {
    lastId: () => last,
    publish,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
