import type { Goal } from "../frame/goal.ts";
import { againstFloor, measureTaps } from "./measure-taps.ts";

const ROUNDS = 300;
/** 200 KB in the request's base64. */
const PICTURE_KB = 150;

export const picture: Goal = {
  id: "P2",
  goal: "the same with a picture of 200 KB in the request",
  anchor: "a bare handler that sends the same bytes, over TLS to the same place, and one fdatasync",

  async measure() {
    const taps = await measureTaps(ROUNDS, PICTURE_KB);
    return [
      againstFloor("p50", taps, 0.5, 2),
      { name: "body", value: taps.bodyBytes / 1024, unit: "KB" },
    ];
  },
};
