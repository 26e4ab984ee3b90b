import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { aHandOn } from "../../support/a-hand-on-the-database.ts";
import { aLiveWorld } from "../../support/a-live-world.ts";
import { MAIN, nodeOn, runProgram } from "../../support/a-program.ts";
import { toPumpCard } from "../../support/to-the-card.ts";
import { betweenTapAndRequest, whyNotOnDisk } from "./order.ts";
import { CALLS, readTrace } from "./trace.ts";

const PAGE_BYTES = 5_000;
const LAX_DISK = fileURLToPath(new URL("a-lax-disk.ts", import.meta.url));
const noTrace = whyNoTrace();
const skipped = noTrace === null ? "" : ` (skipped: ${noTrace})`;

describe(`on the disk, by strace${skipped}`, { timeout: 120_000 }, () => {
  it.skipIf(noTrace !== null)(
    "the mark that a launch is being sent comes before the first byte of its request, and the answer before the card",
    async () => {
      const { tap, ...order } = await theOrder();

      expect(order).toEqual({ mark: null, answer: null });
      // One for the launch, its mark and the uses of its keys; and nobody is told anything before the provider is.
      expect(tap).toEqual({ syncs: 1, told: [] });
    },
  );

  it.skipIf(noTrace !== null)("both would come too late with synchronous=NORMAL", async () => {
    const late = "it was told before it was synced";

    expect(await theOrder("--import", LAX_DISK)).toMatchObject({ mark: late, answer: late });
  });
});

/** Why this machine cannot trace a program; null: it can. */
function whyNoTrace(): string | null {
  const tried = spawnSync("strace", ["-f", "-o", "/dev/null", "true"]);
  if (tried.error) return "strace is not installed";
  return tried.status === 0 ? null : "tracing is refused here";
}

/** One launch by the real program, traced. */
async function theOrder(...nodeOptions: readonly string[]) {
  const world = await aLiveWorld();
  onTestFinished(() => world.close());
  const file = join(world.folder, "trace");
  const tracing = ["-f", "-yy", "-s", String(PAGE_BYTES), "-o", file, "-e", `trace=${CALLS}`];
  const program = runProgram(world.settings, {
    folder: world.folder,
    command: ["strace", ...tracing, ...nodeOn(MAIN, ...nodeOptions)],
  });
  onTestFinished(() => program.kill());
  await program.says(/"msg":"started"/);
  const actor = world.person("Ada");
  await toPumpCard(actor, { name: "Moss Coin", ticker: "MOSS" });
  await world.settled();

  await actor.tap("🚀 Launch");
  await actor.sees("Live");
  const launch = aHandOn(world.databaseFile).launch("MOSS");
  program.signal("SIGTERM");
  await program.ended;

  const calls = readTrace(await readFile(file, "latin1"));
  const [token] = world.sandbox.providers.j7tracker.tokens;
  const inHistory = (status: string) => new RegExp(`${launch?.id}.${status}`, "s");
  return {
    tap: betweenTapAndRequest(calls, /"callback_query"/, /^POST \S*\/submit /),
    mark: whyNotOnDisk(calls, inHistory("sending"), /^POST \S*\/submit /),
    answer: whyNotOnDisk(calls, inHistory("live"), new RegExp(String(token?.mint))),
  };
}
