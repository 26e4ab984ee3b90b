import type { ProviderName } from "../../domain/credential.ts";
import { systemClock, type Clock } from "../../kit/clock.ts";
import { silentLog, type Log } from "../../kit/log.ts";
import { startBlowfish, type BlowfishOptions, type BlowfishSim } from "./blowfish/blowfish.ts";
import { startJ7tracker, type J7trackerOptions, type J7trackerSim } from "./j7tracker/j7tracker.ts";
import { createMinter } from "./mint.ts";
import type { ProviderSim } from "./sim.ts";
import { startSwarms, type SwarmsOptions, type SwarmsSim } from "./swarms/swarms.ts";

export interface ProviderSimsOptions {
  readonly clock?: Clock;
  /** For bugs of the simulators themselves; silent when not given. */
  readonly log?: Log;
  /** A loopback address; `127.0.0.1` when not given. */
  readonly host?: string;
  /** How long a launch takes everywhere, unless a provider's own options say otherwise. */
  readonly deployMs?: number;
  /** Numbers in [0, 1) for addresses, ids and nonces; the system's randomness when not given. */
  readonly random?: () => number;
  readonly j7tracker?: J7trackerOptions;
  readonly blowfish?: BlowfishOptions;
  readonly swarms?: SwarmsOptions;
}

/** Base URLs in the shape of the settings. */
export interface ProviderUrls {
  readonly j7tracker: ReadonlyMap<string, string>;
  readonly blowfish: string;
  readonly swarms: string;
}

export interface ProviderSims extends Readonly<Record<ProviderName, ProviderSim>> {
  readonly urls: ProviderUrls;
  readonly j7tracker: J7trackerSim;
  readonly blowfish: BlowfishSim;
  readonly swarms: SwarmsSim;
  /** Stops all servers and cuts their open connections. */
  close(): Promise<void>;
}

/**
 * Starts a simulator for each provider on free ports of this machine. They belong to whoever started them: a bot that is
 * stopped and built anew meets the same wallets, tokens and launches.
 */
export async function startProviderSims(options: ProviderSimsOptions = {}): Promise<ProviderSims> {
  const deps = {
    clock: options.clock ?? systemClock,
    log: options.log ?? silentLog,
    minter: createMinter(options.random),
    host: options.host ?? "127.0.0.1",
  };
  const { deployMs } = options;
  const pace = deployMs === undefined ? {} : { deployMs };
  const workPace = deployMs === undefined ? {} : { workMs: deployMs };
  const j7tracker = await startJ7tracker(deps, { ...pace, ...options.j7tracker });
  const blowfish = await startBlowfish(deps, { ...workPace, ...options.blowfish });
  const swarms = await startSwarms(deps, { ...pace, ...options.swarms });

  return {
    urls: { j7tracker: j7tracker.urls, blowfish: blowfish.url, swarms: swarms.url },
    j7tracker,
    blowfish,
    swarms,
    async close() {
      await Promise.all([j7tracker, blowfish, swarms].map((sim) => sim.close()));
    },
  };
}
