import type { Goal } from "./frame/goal.ts";
import { historyPages } from "./storage/s1-history-pages.ts";
import { transitions } from "./storage/s2-transitions.ts";
import { recovery } from "./storage/s3-recovery.ts";
import { start } from "./storage/s4-start.ts";
import { sweeps } from "./storage/s5-sweeps.ts";
import { latency } from "./throughput/t3-latency.ts";
import { network } from "./network/goals.ts";
import { link } from "./process/p1-link.ts";
import { picture } from "./process/p2-picture.ts";
import { rate } from "./throughput/t1-rate.ts";
import { replay } from "./throughput/t2-replay.ts";

/** In the order in which they run. */
export const GOALS: readonly Goal[] = [
  historyPages,
  transitions,
  recovery,
  start,
  sweeps,
  rate,
  replay,
  latency,
  link,
  picture,
  ...network,
];
