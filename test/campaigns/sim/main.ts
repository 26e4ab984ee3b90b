/**
 * The campaign at length: `node test/campaigns/sim/main.ts --seeds 100000 [--first 1] [--mutants] [--points]
 * [--story]`.
 *
 * Prints one line of JSON, before it the story of the first history that went wrong (`--story`: of the first one in any
 * case); how far it has come, every ten seconds to standard error. Exit code 1 when anything went wrong, or a seeded bug
 * was not found. `--points`: one launch at each provider too, dead at every point, with thirteen behaviours.
 */
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { emptyTally, hunt, tellFailed, type Tally } from "./campaign.ts";
import { THIRTEEN } from "./behaviours.ts";
import { REQUIRED, unseen } from "./coverage.ts";
import { openDatabase } from "./database.ts";
import { atEveryPoint, ONE_OF_EACH } from "./every-point.ts";
import { MUTANTS } from "./mutants.ts";
import { simulate } from "./simulate.ts";

/** A worker's code is fast only after some hundred seeds; small enough that one which is done early finds another share. */
const SHARE = 2_500;
/** From here on a campaign has no excuse for not having met everything. */
const THOROUGH = 3_000;
const HUNT_SEEDS = 300;
const TELL_MS = 10_000;

const { values: asked } = parseArgs({
  options: {
    seeds: { type: "string", default: "1000" },
    first: { type: "string", default: "1" },
    mutants: { type: "boolean", default: false },
    points: { type: "boolean", default: false },
    story: { type: "boolean", default: false },
  },
});
const print = (line: string) => process.stdout.write(`${line}\n`);

const first = Number(asked.first);
const seeds = Number(asked.seeds);
const began = performance.now();
const tally = emptyTally();
const cores = availableParallelism();
const share = Math.min(SHARE, Math.ceil(seeds / cores));
const shares = Array.from({ length: Math.ceil(seeds / share) }, (_, at) => ({
  first: first + at * share,
  count: Math.min(share, seeds - at * share),
}));
const telling = setInterval(tellProgress, TELL_MS);
await Promise.all(Array.from({ length: cores }, takeShares));
clearInterval(telling);

if (asked.story) print(tellFailed(await simulate(openDatabase(), { seed: first })));
else if (tally.failed) print(tellFailed(tally.failed));
const missed = seeds >= THOROUGH ? unseen(tally.counts) : [];
const survivors = asked.mutants ? await huntAll() : [];
const deaths = asked.points ? await dieEverywhere() : null;
const { launches, posts, restarts, breaches, failed, virtualMs } = tally;
print(
  JSON.stringify({
    ...{ seeds: tally.seeds, launches, posts, restarts, breaches },
    virtualHours: Math.round(virtualMs / 3_600_000),
    seconds: Math.round((performance.now() - began) / 1_000),
    failedSeed: failed?.seed ?? null,
    missed,
    ...(asked.mutants ? { survivors } : {}),
    ...deaths,
  }),
);
const wrong = missed.length + survivors.length + (deaths?.pointsWrong ?? 0);
process.exitCode = failed || wrong > 0 ? 1 : 0;

async function takeShares(): Promise<void> {
  for (let next = shares.shift(); next; next = shares.shift()) {
    const worker = new Worker(new URL("worker.ts", import.meta.url), { workerData: next });
    worker.on("message", add);
    // Rejects when the worker ends by an error.
    await once(worker, "exit");
  }
}

function tellProgress(): void {
  const done = tally.seeds;
  const rate = Math.round((done * 1_000) / (performance.now() - began));
  const met = REQUIRED.length - unseen(tally.counts).length;
  const wrong = Object.values(tally.breaches).reduce((sum, times) => sum + times, 0);
  process.stderr.write(
    `${done} of ${seeds} seeds, ${rate} a second; ${wrong} breaches; ${met} of ${REQUIRED.length} faults and ends met\n`,
  );
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
  // The first by its seed, whichever worker was quicker.
  if (part.failed && part.failed.seed < (tally.failed?.seed ?? Infinity))
    tally.failed = part.failed;
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

async function dieEverywhere() {
  const database = openDatabase();
  const sum = { points: 0, pointsWrong: 0 };
  for (const target of ONE_OF_EACH) {
    for (const how of THIRTEEN) {
      const { points, wrong } = await atEveryPoint(database, target, how);
      sum.points += points;
      if (wrong === null) continue;
      sum.pointsWrong += 1;
      print(`${target}, ${how.name}, point ${points}: ${wrong}`);
    }
  }
  await database.engine.close();
  return sum;
}
