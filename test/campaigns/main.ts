/**
 * Every campaign, one after the other, or their short forms side by side.
 *
 *     npm run campaign              at length: hours, before a release
 *     npm run campaign -- --short   as CI runs them; what `npm test` holds already is left out
 *
 * Each prints its own counters and, when it fails, the seed and the story. Ends with 1 when one of them did.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

interface Campaign {
  readonly name: string;
  readonly atLength: readonly string[];
  /** Null: its short form is part of `npm test`. */
  readonly short: readonly string[] | null;
}

const CAMPAIGNS: readonly Campaign[] = [
  {
    name: "sim",
    atLength: ["--seeds", "100000", "--mutants", "--points"],
    short: ["--seeds", "1", "--points"],
  },
  {
    name: "kill",
    atLength: ["--runs", "1000", "--kills", "2000", "--exhaustive"],
    short: ["--runs", "25", "--kills", "200"],
  },
  { name: "sockets", atLength: ["5"], short: null },
  {
    name: "updates",
    atLength: ["--updates", "100000"],
    short: ["--updates", "20000", "--seed", "20000"],
  },
  { name: "laws", atLength: ["--commands", "1000000"], short: null },
];

const QUICKLY = fileURLToPath(new URL("../../src/import-quickly.ts", import.meta.url));

const { values } = parseArgs({ options: { short: { type: "boolean", default: false } } });
const results: string[] = [];
let failed = 0;

if (values.short) {
  await Promise.all(CAMPAIGNS.map(async ({ name, short }) => short && run(name, short)));
} else {
  for (const { name, atLength } of CAMPAIGNS) await run(name, atLength);
}
process.stdout.write(`\n${results.join("\n")}\n`);
process.exitCode = failed === 0 ? 0 : 1;

/** Each line that it writes comes out at once, behind its name. */
async function run(name: string, args: readonly string[]): Promise<void> {
  const since = performance.now();
  const tell = (line: string) => void process.stdout.write(`${name}: ${line}\n`);
  tell(args.join(" "));
  const file = fileURLToPath(new URL(`${name}/main.ts`, import.meta.url));
  const child = spawn(process.execPath, ["--import", QUICKLY, file, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on("line", tell);
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) failed += 1;
  const seconds = Math.round((performance.now() - since) / 1000);
  results.push(`${name}: ${code === 0 ? "clean" : "FAILED"}, ${seconds} s`);
}
