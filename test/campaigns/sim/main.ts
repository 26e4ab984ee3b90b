/**
 * The campaign at length: `node test/campaigns/sim/main.ts --seeds 100000 [--first 1] [--mutants] [--story]`.
 *
 * Prints one line of JSON, before it the story of the first history that went wrong (`--story`: of the first one in any
 * case). Exit code 1 when anything did, or a seeded bug was not found.
 */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { emptyTally, hunt, tellFailed, type Tally } from "./campaign.ts";
import { unseen } from "./coverage.ts";
import { openDatabase } from "./database.ts";
import { MUTANTS } from "./mutants.ts";
import { simulate } from "./simulate.ts";

/** Small enough that a worker which is done early finds another one. */
const SHARE = 500;
/** From here on a campaign has no excuse for not having met everything. */
const THOROUGH = 3_000;
const HUNT_SEEDS = 300;

const { values: asked } = parseArgs({
  options: {
    seeds: { type: "string", default: "1000" },
    first: { type: "string", default: "1" },
    mutants: { type: "boolean", default: false },
    story: { type: "boolean", default: false },
  },
});
const print = (line: string) => process.stdout.write(`${line}\n`);

const first = Number(asked.first);
const seeds = Number(asked.seeds);
const began = performance.now();
const tally = emptyTally();
const shares = Array.from({ length: Math.ceil(seeds / SHARE) }, (_, at) => ({
  first: first + at * SHARE,
  count: Math.min(SHARE, seeds - at * SHARE),
}));
await Promise.all(Array.from({ length: availableParallelism() }, takeShares));

if (asked.story) print(tellFailed(await simulate(openDatabase(), { seed: first })));
else if (tally.failed) print(tellFailed(tally.failed));
const missed = seeds >= THOROUGH ? unseen(tally.counts) : [];
const survivors = asked.mutants ? await huntAll() : [];
const { launches, posts, restarts, breaches, failed, virtualMs } = tally;
print(
  JSON.stringify({
    ...{ seeds: tally.seeds, launches, posts, restarts, breaches },
    virtualHours: Math.round(virtualMs / 3_600_000),
    seconds: Math.round((performance.now() - began) / 1_000),
    failedSeed: failed?.seed ?? null,
    missed,
    ...(asked.mutants ? { survivors } : {}),
  }),
);
process.exitCode = failed || missed.length + survivors.length > 0 ? 1 : 0;

async function takeShares(): Promise<void> {
  for (let share = shares.shift(); share; share = shares.shift()) {
    const worker = new Worker(new URL("worker.ts", import.meta.url), { workerData: share });
    add(
      await new Promise<Tally>((resolve, reject) => {
        worker.once("message", resolve);
        worker.once("error", reject);
      }),
    );
  }
}

function add(part: Tally): void {
  for (const sum of ["seeds", "launches", "posts", "restarts", "virtualMs"] as const) {
    tally[sum] += part[sum];
  }
  for (const [kind, times] of Object.entries(part.breaches)) {
    tally.breaches[kind as keyof Tally["breaches"]] += times;
  }
  for (const [what, times] of part.counts) {
    tally.counts.set(what, (tally.counts.get(what) ?? 0) + times);
  }
  tally.failed ??= part.failed;
}

async function huntAll(): Promise<readonly string[]> {
  const database = openDatabase();
  const left: string[] = [];
  for (const [name, seeded] of Object.entries(MUTANTS)) {
    const found = await hunt(database, seeded, { most: HUNT_SEEDS });
    print(`${name}: ${found ? `seed ${found.seed}, ${found.as}` : "NOT FOUND"}`);
    if (!found) left.push(name);
  }
  await database.engine.close();
  return left;
}
