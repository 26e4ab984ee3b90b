import { count } from "../frame/figures.ts";
import type { Goal } from "../frame/goal.ts";
import { againstFloor, measureTaps } from "./measure-taps.ts";

const ROUNDS = 1_000;

export const link: Goal = {
  id: "P1",
  goal: "from the tap's update to the request's last byte at the provider, picture by link",
  anchor: "a bare handler that sends the same bytes, over TLS to the same place, and one fdatasync",

  async measure() {
    const taps = await measureTaps(ROUNDS, 0);
    return [
      againstFloor("p50", taps, 0.5, 1.5),
      againstFloor("p99", taps, 0.99, 1.5),
      count("cold connections", taps.coldTaps, { atMost: 0 }),
      { name: "body", value: taps.bodyBytes / 1024, unit: "KB" },
    ];
  },
};
