/**
 * The program, killed with -9 again and again, at random and then at every point of a launch.
 *
 *     node test/campaigns/kill/main.ts [--runs 25] [--kills 200] [--seed 1] [--worlds 4] [--speed 10]
 *       [--exhaustive] [--behaviours "ok,reset after the work"]
 *
 * Prints one line of JSON, and for every broken promise the seed and the story. Exit code 1 when any promise was broken.
 */
import { parseArgs } from "node:util";
import { BEHAVIOURS } from "./behaviours.ts";
import { runAll, runRandom, type Campaign } from "./campaign.ts";
import { createTally, isClean } from "./tally.ts";

const { values: given } = parseArgs({
  options: {
    runs: { type: "string", default: "25" },
    kills: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
    exhaustive: { type: "boolean", default: false },
    behaviours: { type: "string", default: BEHAVIOURS.join(",") },
    worlds: { type: "string", default: "4" },
    speed: { type: "string", default: "10" },
  },
});

const wanted = new Set(given.behaviours.split(","));
const campaign: Campaign = {
  tally: createTally(),
  worlds: Number(given.worlds),
  speed: Number(given.speed),
  report: (text) => void process.stderr.write(`${text}\n`),
};
const began = performance.now();
for (const name of ["SIGINT", "SIGTERM"] as const) {
  process.once(name, () => {
    conclude("interrupted");
    process.exit(1);
  });
}
const runs = Number(given.runs);
if (runs > 0)
  await runRandom(campaign, { runs, kills: Number(given.kills), seed: Number(given.seed) });
if (given.exhaustive)
  await runAll(
    campaign,
    BEHAVIOURS.filter((name) => wanted.has(name)),
  );
conclude("done");
process.exitCode = isClean(campaign.tally) ? 0 : 1;

function conclude(how: "done" | "interrupted"): void {
  const seconds = Math.round((performance.now() - began) / 1000);
  process.stdout.write(`${JSON.stringify({ ...campaign.tally, seconds, how })}\n`);
}
