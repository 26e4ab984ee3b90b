import type { Hono } from "hono";
import type { ProviderName } from "../domain/credential.ts";
import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import { createPage, providerPanel, telegramPanel } from "./page/page.ts";
import { switchesOf } from "./providers/fault-catalogue.ts";
import { serve } from "./providers/serve.ts";
import {
  startProviderSims,
  type ProviderSims,
  type ProviderSimsOptions,
  type ProviderUrls,
} from "./providers/start.ts";
import { sampleKey } from "./sample-key.ts";
import {
  createTelegramSim,
  type SimPerson,
  type SimRole,
  type TelegramSim,
} from "./telegram/world.ts";

/** What the sandbox tells the person who opens its page. */
const BANNER = "Sandbox: nothing leaves this machine, no token is real.";

/** The outside world, played on this machine: Telegram, three providers, and the page to look at them. */
export interface Sandbox {
  readonly telegram: TelegramSim;
  readonly providers: ProviderSims;
  /** Where a bot finds all of it, in the shape of the settings. */
  readonly settings: ProviderUrls & {
    readonly botToken: string;
    readonly apiRoot: string;
    readonly sampleKey: typeof sampleKey;
  };
  /** The chat page, to be mounted beside the bot's own routes. */
  page(): Hono;
  close(): Promise<void>;
}

/** A group and a forum with the bot in them, and a group where it is known by inline mode alone. The first person made all. */
function addGroups(telegram: TelegramSim, people: readonly SimPerson[]): void {
  const roleOf = (at: number): SimRole => ROLES[at] ?? "member";
  const members = Object.fromEntries(people.map(({ id }, at) => [id, roleOf(at)]));
  telegram.addGroup({ title: "Moss friends", members });
  telegram.addGroup({ title: "Moss forum", members, topics: ["News", "Launches"] });
  telegram.addGroup({ title: "Book club", members, bot: null });
}
const ROLES: readonly SimRole[] = ["creator", "administrator"];

/** Starts it on free loopback ports. It belongs to the caller, so a bot may be stopped and built anew against it. */
export async function startSandbox(options: {
  readonly clock: Clock;
  readonly log: Log;
  /** How long a launch takes at each provider. */
  readonly deployMs?: number;
  /** What the providers do differently from what is documented or usual. */
  readonly providers?: Pick<ProviderSimsOptions, ProviderName>;
  readonly people?: readonly string[];
}): Promise<Sandbox> {
  const { clock, log, deployMs, people = ["Ada", "Ben", "Cleo"] } = options;
  const telegram = createTelegramSim({ clock });
  addGroups(
    telegram,
    people.map((firstName) => telegram.addPerson({ firstName })),
  );
  const providers = await startProviderSims({
    clock,
    log,
    ...(deployMs === undefined ? {} : { deployMs }),
    ...options.providers,
  });
  const server = await serve(telegram.http(), "127.0.0.1", () => false);
  const streams = new AbortController();

  return {
    telegram,
    providers,
    settings: {
      ...providers.urls,
      ...{ botToken: telegram.token, apiRoot: server.origin, sampleKey },
    },
    page: () =>
      createPage({
        telegram,
        providers: [
          providerPanel(providers.j7tracker, "J7Tracker", switchesOf("j7tracker")),
          providerPanel(providers.blowfish, "Blowfish", switchesOf("blowfish")),
          providerPanel(providers.swarms, "swarms.world", switchesOf("swarms")),
          telegramPanel(telegram),
        ],
        banner: BANNER,
        signal: streams.signal,
      }),
    async close() {
      streams.abort();
      telegram.close();
      await Promise.all([server.close(), providers.close()]);
    },
  };
}
