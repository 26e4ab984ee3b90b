import type { Clock } from "../../kit/clock.ts";
import { SimError, type TelegramSim } from "./world.ts";

/** Starts a Telegram with a bot and nobody else. */
export function createTelegramSim(deps: {
  readonly clock?: Clock;
  readonly random?: () => number;
}): TelegramSim {
  throw new SimError(`not filled in yet ${typeof deps}`);
}
