import { openSync, writeSync } from "node:fs";

/** Says that the program has reached a point at which it may be made to die. */
export type Reach = (point: string) => void;

/**
 * Counts the points and kills this process at the one it was told.
 *
 * Each is written to a file before it counts, so that the last line tells where a process died.
 */
export function createPoints(traceFile: string): {
  readonly reach: Reach;
  /** Counts anew from here. @param dieAt From 1; null: live. */
  readonly arm: (dieAt: number | null) => void;
} {
  const trace = openSync(traceFile, "a");
  let reached = 0;
  let deadly: number | null = null;
  return {
    reach(point) {
      reached += 1;
      writeSync(trace, `${reached} ${point}\n`);
      if (reached === deadly) process.kill(process.pid, "SIGKILL");
    },
    arm(dieAt) {
      reached = 0;
      deadly = dieAt;
      writeSync(trace, "armed\n");
    },
  };
}
