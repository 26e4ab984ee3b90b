import type { Wires } from "../http/wire.ts";
import type { Clock } from "../kit/clock.ts";
import { createBlowfish, type BlowfishDeps } from "./blowfish/index.ts";
import { createJ7tracker } from "./j7tracker/index.ts";
import type { Providers } from "./provider.ts";
import { createSwarms } from "./swarms/index.ts";

export interface ProvidersDeps {
  readonly wires: Wires;
  readonly clock: Clock;
  readonly sign: BlowfishDeps["sign"];
  /** j7tracker's base URL by region id. */
  readonly regions: ReadonlyMap<string, string>;
  readonly blowfishUrl: string;
  readonly swarmsUrl: string;
}

/** Every provider there is, by name. A fourth one is a folder and a line here. */
export function createProviders(deps: ProvidersDeps): Providers {
  const { wires, clock, sign, regions, blowfishUrl, swarmsUrl } = deps;
  return {
    j7tracker: createJ7tracker({ wires, regions }),
    blowfish: createBlowfish({ wires, baseUrl: blowfishUrl, sign, clock }),
    swarms: createSwarms({ wires, baseUrl: swarmsUrl, clock }),
  };
}
