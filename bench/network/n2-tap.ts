import { count, ratio } from "../frame/figures.ts";
import type { Figure, Goal } from "../frame/goal.ts";
import { runPart } from "./run-part.ts";
import type { TapFigures } from "./taps-part.ts";

interface Distance {
  readonly roundTripMs: number;
  readonly rounds: number;
  readonly p50: number;
  /** Absent: what a process does by the way is too much of so short a path. */
  readonly p99?: number;
}

const DISTANCES: readonly Distance[] = [
  { roundTripMs: 20, rounds: 200, p50: 1.1 },
  { roundTripMs: 80, rounds: 150, p50: 1.05, p99: 1.3 },
  { roundTripMs: 200, rounds: 60, p50: 1.03, p99: 1.3 },
];

export const tap: Goal = {
  id: "N2",
  goal: "from the tap's update to the provider's whole answer, the whole bot, the picture a link",
  anchor: "a bare request of the same bytes over a connection that is open",

  async measure() {
    const figures: Figure[] = [];
    let cold = 0;
    for (const { roundTripMs, rounds, ...bounds } of DISTANCES) {
      const seen = await runPart<TapFigures>("taps", roundTripMs, { rounds });
      const { tap: subject, bare: anchor } = seen.samples;
      cold += seen.cold;
      const at = `at ${roundTripMs} ms`;
      figures.push(ratio(`p50 ${at}`, { subject, anchor }, 0.5, { atMost: bounds.p50 }));
      if (bounds.p99 !== undefined) {
        figures.push(ratio(`p99 ${at}`, { subject, anchor }, 0.99, { atMost: bounds.p99 }));
      }
      figures.push(
        ratio(`p50 ${at}, from the first byte on`, { subject: seen.fromSent, anchor }, 0.5),
      );
    }
    return [...figures, count("cold taps", cold, { atMost: 0 })];
  },
};
