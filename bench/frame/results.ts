import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, release, totalmem } from "node:os";
import type { Result } from "./goal.ts";

export const RESULTS = new URL("../results.json", import.meta.url);

export interface Results {
  readonly at: string;
  readonly machine: string;
  /** Processes that wanted to run, over the last quarter of an hour: the bench alone is 1 to 2. */
  readonly load: number;
  readonly results: readonly Result[];
}

/** Those of an earlier run stay where this one did not measure anew. */
export function keepResults(fresh: readonly Result[]): void {
  const measured = new Set(fresh.map(({ id }) => id));
  const kept = readResults()?.results.filter(({ id }) => !measured.has(id)) ?? [];
  const results = [...kept, ...fresh].sort((one, other) => one.id.localeCompare(other.id));
  const told: Results = {
    at: new Date().toISOString(),
    machine: machine(),
    load: loadavg()[2] ?? 0,
    results,
  };
  writeFileSync(RESULTS, `${JSON.stringify(told, null, 2)}\n`);
}

/** Null: nothing was measured so far. */
export function readResults(): Results | null {
  try {
    return JSON.parse(readFileSync(RESULTS, "utf8")) as Results;
  } catch {
    return null;
  }
}

function machine(): string {
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const model = cpus()[0]?.model ?? "unknown";
  return `${availableParallelism()} x ${model}, ${gigabytes} GB, Linux ${release()}, Node ${process.version}`;
}
