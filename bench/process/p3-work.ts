import { countTaps } from "../../test/campaigns/order/count-taps.ts";
import { traceLaunch, whyNoTrace } from "../../test/campaigns/order/trace-launch.ts";
import { count } from "../frame/figures.ts";
import type { Goal } from "../frame/goal.ts";

/** The tests of `test/campaigns/order` hold the same in CI. */
export const work: Goal = {
  id: "P3",
  goal: "what the program does between the tap's update and its request",
  anchor: "strace, and the functions that would do it, each counting its calls",
  cannotRun: () => whyNoTrace() ?? undefined,

  async measure() {
    const { tap } = await traceLaunch();
    if (!tap) throw new Error("the trace shows no tap, or no request");
    const taps = await countTaps();
    const sum = (of: (one: (typeof taps)[number]) => number) => of(taps[0]) + of(taps[1]);
    return [
      count("syncs", tap.syncs, { atLeast: 1, atMost: 1 }),
      count("Telegram calls", tap.told.length, { atMost: 0 }),
      count(
        "queries compiled",
        sum(({ compiled }) => compiled.length),
        { atMost: 0 },
      ),
      count(
        "bodies written out as JSON",
        sum(({ stringified }) => stringified.length),
        { atMost: 0 },
      ),
      count(
        "bodies made base64",
        sum(({ encoded }) => encoded.length),
        { atMost: 0 },
      ),
      count(
        "pictures drawn anew",
        sum(({ drawn }) => drawn),
        { atMost: 0 },
      ),
    ];
  },
};
