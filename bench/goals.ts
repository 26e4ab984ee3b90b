import type { Goal } from "./frame/goal.ts";
import { historyPages } from "./storage/s1-history-pages.ts";
import { transitions } from "./storage/s2-transitions.ts";
import { recovery } from "./storage/s3-recovery.ts";
import { start } from "./storage/s4-start.ts";
import { sweeps } from "./storage/s5-sweeps.ts";
import { latency } from "./throughput/t3-latency.ts";
import { servers } from "./network/n1-servers.ts";
import { tap } from "./network/n2-tap.ts";
import { againstExample, againstExampleWithPhoto } from "./network/n3-seed.ts";
import { burst } from "./network/n4-burst.ts";
import { pictures } from "./network/n5-pictures.ts";
import { closes } from "./network/n6-closes.ts";
import { refill } from "./network/n7-refill.ts";
import { link } from "./process/p1-link.ts";
import { picture } from "./process/p2-picture.ts";
import { work } from "./process/p3-work.ts";
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
  work,
  tap,
  againstExample,
  againstExampleWithPhoto,
  burst,
  refill,
  pictures,
  servers,
  closes,
];
