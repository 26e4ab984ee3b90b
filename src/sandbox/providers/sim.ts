import type { ProviderName } from "../../domain/credential.ts";
import type { Clock } from "../../kit/clock.ts";
import type { Log } from "../../kit/log.ts";
import type { Exchange } from "./exchange.ts";
import type { Faults } from "./faults.ts";
import type { Minter } from "./mint.ts";
import type { Received, ReceiveListener } from "./received.ts";

/** A token that exists at a simulated provider. */
export interface SimToken {
  readonly mint: string;
  readonly pool: string | null;
  readonly name: string;
  readonly ticker: string;
  /** j7tracker's platform; null elsewhere. */
  readonly mode: string | null;
  /** Who made it: the session's user, the wallet that signed in, or the wallet that paid. */
  readonly owner: string;
  readonly createdAt: number;
  /** The call in `received` that it came from. */
  readonly receivedId: number;
}

/** What the panel and the tests see of one simulated provider. Its state outlives the bot that talks to it. */
export interface ProviderSim {
  readonly name: ProviderName;
  readonly faults: Faults;
  /** What arrived, oldest first, at most the newest 2000; secrets are not in it. */
  readonly received: readonly Received[];
  /** The tokens that exist, oldest first. */
  readonly tokens: readonly SimToken[];
  /** Hears of each call as it arrives, and again as its record changes. @returns A function that ends it. */
  onReceive(listener: ReceiveListener): () => void;
  /** How many launch requests with this name and ticker arrived, whatever became of them. */
  launchesReceived(name: string, ticker: string): number;
}

/** What every simulator is built with. */
export interface SimDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly minter: Minter;
  readonly host: string;
}

/** The parts that every simulator hands out in the same way. */
export function simOf(name: ProviderName, { faults, log }: Exchange) {
  const { onReceive, launchesReceived } = log;
  return { name, faults, onReceive, launchesReceived };
}
