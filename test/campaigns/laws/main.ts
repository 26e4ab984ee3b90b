/**
 * Tries every law of test/laws at length, until all walks together have taken about so many commands.
 *
 *     node test/campaigns/laws/main.ts [--commands N] [--seed N]
 *
 * A law that fails prints its seed and path; test/laws/runs.ts says how to try that one again. Exits as vitest does.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import type { Tally } from "../../laws/runs.ts";

/** What all walks take together for each run of `LAWS_RUNS`, as seen: 434,748 at 150 runs. */
const COMMANDS_A_RUN = 2_900;

const { values } = parseArgs({
  options: { commands: { type: "string" }, seed: { type: "string" } },
});
const commands = Number(values.commands ?? 1_000_000);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
if (!Number.isSafeInteger(commands) || commands < 1 || !Number.isSafeInteger(seed)) {
  process.stderr.write("--commands and --seed take whole numbers\n");
  process.exit(64);
}

const folder = mkdtempSync(join(tmpdir(), "laws-"));
const tallyFile = join(folder, "tally");
const since = performance.now();
try {
  const vitest = spawn(
    process.execPath,
    ["node_modules/vitest/vitest.mjs", "run", "test/laws", "--reporter=dot"],
    {
      stdio: ["ignore", "inherit", "inherit"],
      env: {
        ...process.env,
        LAWS_RUNS: String(Math.ceil(commands / COMMANDS_A_RUN)),
        LAWS_SEED: String(seed),
        LAWS_TALLY: tallyFile,
      },
    },
  );
  const [code] = (await once(vitest, "exit")) as [number | null];
  const seconds = Math.round((performance.now() - since) / 100) / 10;
  process.stdout.write(`${JSON.stringify({ seed, seconds, ...summed(tallyFile) }, null, 2)}\n`);
  process.exitCode = code ?? 1;
} finally {
  rmSync(folder, { recursive: true });
}

/** What the laws that held have done. */
function summed(file: string) {
  const all = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Tally);
  const sum = (of: (one: Tally) => number) => all.reduce((total, one) => total + of(one), 0);
  return {
    laws: all.length,
    runs: sum((one) => one.runs),
    commands: sum((one) => one.commands),
  };
}
