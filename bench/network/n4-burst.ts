import { count, ratio } from "../frame/figures.ts";
import type { Goal } from "../frame/goal.ts";
import type { BurstAsked, BurstFigures } from "./burst-part.ts";
import { runPart } from "./run-part.ts";

const ROUND_TRIP_MS = 80;
const BURSTS = 8;
const TAPS = 6;

export const burst: Goal = {
  id: "N4",
  goal: "six taps within 50 ms on six cards, the whole bot, over a path of 80 ms",
  anchor: "a bare request of the same bytes over a connection that is open",

  async measure() {
    const { tap, bare, cold } = await runPart<BurstFigures, BurstAsked>("burst", ROUND_TRIP_MS, {
      rounds: BURSTS,
      taps: TAPS,
    });
    return [
      count(`cold of ${BURSTS * TAPS}`, cold, { atMost: 0 }),
      ratio("p50", { subject: tap, anchor: bare }, 0.5, { atMost: 1.15 }),
    ];
  },
};
