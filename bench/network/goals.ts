import { count, ratio } from "../frame/figures.ts";
import type { Goal } from "../frame/goal.ts";
import { percentile, spreadOf } from "../frame/spread.ts";
import { measurePath, ROUND_TRIP_MS } from "./measure-path.ts";

const WAY = `over a path of ${ROUND_TRIP_MS} ms`;

/** What each of them reads of one measuring. */
export const network: readonly Goal[] = [
  {
    id: "N1",
    goal: `no launch opens a connection, ${WAY}, while pings run`,
    anchor: "the provider's side counts the requests on each connection",
    async measure() {
      const { coldLaunches } = await measurePath();
      return [count("cold launches of 33", coldLaunches, { atMost: 0 })];
    },
  },
  {
    id: "N2",
    goal: `from a launch's call to its answer, ${WAY}`,
    anchor: "a bare request of the same bytes over a connection that is open",
    async measure() {
      const { samples } = await measurePath();
      const of = { subject: samples.ours, anchor: samples.bare };
      return [
        ratio("p50", of, 0.5, { atMost: 1.05 }),
        ratio("the slowest against the slowest", of, 1, { atMost: 1.3 }),
      ];
    },
  },
  {
    id: "N3",
    goal: `the same against a fetch that opens its connection, ${WAY}`,
    anchor: "a fetch for each launch, as the provider's own example has it",
    async measure() {
      const { samples } = await measurePath();
      const of = { subject: samples.ours, anchor: samples.cold };
      return [ratio("p50", of, 0.5, { atMost: 0.36 })];
    },
  },
  {
    id: "N4",
    goal: `six taps within 50 ms, for six cards that stand, ${WAY}`,
    anchor: "a bare request of the same bytes over a connection that is open",
    async measure() {
      const { burst, samples } = await measurePath();
      return [
        count("cold launches of 6", burst.cold, { atMost: 0 }),
        ratio("p50", { subject: burst.ms, anchor: samples.bare }, 0.5, { atMost: 1.15 }),
      ];
    },
  },
  {
    id: "N7",
    goal: `connections that the other side closed are opened again at once, ${WAY}`,
    anchor: "the path's round trip",
    async measure() {
      const { refillMs } = await measurePath();
      return [
        {
          name: "round trips until all seven are back, p50",
          value: percentile(refillMs, 0.5) / ROUND_TRIP_MS,
          unit: "x",
          atMost: 4,
          subject: spreadOf(refillMs),
        },
      ];
    },
  },
];
