import type { Figure, Goal } from "../frame/goal.ts";
import { percentile, spreadOf } from "../frame/spread.ts";
import type { RefillFigures } from "./refill-part.ts";
import { runPart } from "./run-part.ts";

const ROUND_TRIP_MS = 80;
const CLOSES = 15;
const MOST_ROUND_TRIPS = 4;

export const refill: Goal = {
  id: "N7",
  goal: "seven connections that the other side closed at once are open again, over a path of 80 ms",
  anchor: "the path's round trip",

  async measure() {
    const { one, all } = await runPart<RefillFigures>("refill", ROUND_TRIP_MS, { rounds: CLOSES });
    return [roundTrips("the first one, p50", one), roundTrips("all of them, p50", all)];
  },
};

function roundTrips(name: string, took: readonly number[]): Figure {
  const value = percentile(took, 0.5) / ROUND_TRIP_MS;
  return { name, value, unit: "x", atMost: MOST_ROUND_TRIPS, subject: spreadOf(took) };
}
