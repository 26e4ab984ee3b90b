import { count } from "../frame/figures.ts";
import type { Goal } from "../frame/goal.ts";
import type { ClosesAsked, ClosesFigures } from "./closes-part.ts";
import { runPart } from "./run-part.ts";

const ROUND_TRIP_MS = 20;
const CLOSES = 1_000;

export const closes: Goal = {
  id: "N6",
  goal: "launches to a server that ends or resets its connections at random moments: none arrives twice",
  anchor: "the other side counts each POST whose head came in",

  async measure() {
    const seen = await runPart<ClosesFigures, ClosesAsked>("closes", ROUND_TRIP_MS, {
      rounds: 1,
      closes: CLOSES,
    });
    return [
      count("closes", seen.closes, { atLeast: CLOSES }),
      count(`of ${seen.launches} launches, arrived twice`, seen.seenTwice, { atMost: 0 }),
      count(`of ${seen.unsent} \`unsent\`, arrived`, seen.falselyUnsent, { atMost: 0 }),
      count("`unclear`", seen.unclear),
    ];
  },
};
