import { createWires } from "../../src/http/pool.ts";
import { systemClock } from "../../src/kit/clock.ts";
import { createLog } from "../../src/kit/log.ts";
import { createPinger } from "../../src/regions/pinger.ts";

export const REGION = "na-east";

/** What keeps a bot's connections to its one region warm, without the bot. Both are to be ended by who asked for them. */
export function warmWay(url: string) {
  const wires = createWires();
  const pinger = createPinger({
    wires,
    regions: new Map([[REGION, url]]),
    others: [],
    clock: systemClock,
    log: createLog("silent"),
  });
  return { wires, pinger };
}
