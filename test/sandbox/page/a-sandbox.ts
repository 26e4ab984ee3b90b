import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { createPage, type PanelCall, type PanelProvider } from "../../../src/sandbox/page/page.ts";
import { createTelegramSim, type TelegramSim } from "../../../src/sandbox/telegram/world.ts";
import { startEchoBot } from "./echo-bot.ts";

export const BANNER = "Nothing here leaves this machine";

/** A provider of the panel that receives what a test tells it. */
export interface FakeProvider extends PanelProvider {
  receive(call: Partial<PanelCall>): void;
}

export function aProvider(name = "blowfish", label = "Blowfish"): FakeProvider {
  const calls: PanelCall[] = [];
  const active = new Set<string>();
  const listeners = new Set<() => void>();
  return {
    name,
    label,
    received: () => calls,
    tokens: () => [],
    faults: {
      catalogue: [
        { id: "lost", label: "Lose the answer", hint: "The token is made all the same" },
        { id: "late", label: "Answer late" },
      ],
      active: () => [...active],
      add: (id) => active.add(id),
      clear: (id) => (id === undefined ? active.clear() : active.delete(id)),
    },
    onReceive(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    receive(call) {
      const id = calls.length + 1;
      calls.push({ id, at: id, method: "POST", path: "/launch", status: 200, ...call });
      for (const listener of listeners) listener();
    },
  };
}

export interface Sandbox {
  readonly telegram: TelegramSim;
  readonly provider: FakeProvider;
  readonly url: string;
  close(): Promise<void>;
}

/** Ada, Ben and Cleo, a bot that echoes, one provider, and the page over a socket. */
export async function aSandbox(): Promise<Sandbox> {
  const telegram = createTelegramSim({});
  for (const firstName of ["Ada", "Ben", "Cleo"]) telegram.addPerson({ firstName });
  const ending = new AbortController();
  const bot = await startEchoBot(telegram, ending.signal);
  const provider = aProvider();
  const page = createPage({
    telegram,
    providers: [provider],
    banner: BANNER,
    signal: ending.signal,
  });
  const server = createAdaptorServer({ fetch: page.fetch });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    telegram,
    provider,
    url,
    async close() {
      ending.abort();
      telegram.close();
      await bot.ended;
      server.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
    },
  };
}
