// node test/campaigns/updates/main.ts [--updates N] [--seed N]
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { runCampaign } from "./campaign.ts";

const { values } = parseArgs({
  options: { updates: { type: "string" }, seed: { type: "string" } },
});
const updates = Number(values.updates ?? 20_000);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
if (!Number.isSafeInteger(updates) || updates < 1 || !Number.isSafeInteger(seed)) {
  process.stderr.write("--updates and --seed take whole numbers\n");
  process.exit(64);
}

// A bot that waits for something that never comes must not look like a bot that is done.
setInterval(() => undefined, 1_000);
const since = performance.now();
const outcome = await runCampaign({ updates, seed });
const seconds = Math.round((performance.now() - since) / 100) / 10;
process.stdout.write(`${JSON.stringify({ seed, seconds, ...outcome.counts }, null, 2)}\n`);
if (outcome.failed) process.stderr.write(outcome.story);
process.exit(outcome.failed ? 1 : 0);
