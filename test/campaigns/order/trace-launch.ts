import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { aHandOn } from "../../support/a-hand-on-the-database.ts";
import { aLiveWorld, type LiveWorld } from "../../support/a-live-world.ts";
import { MAIN, nodeOn, runProgram } from "../../support/a-program.ts";
import { toPumpCard } from "../../support/to-the-card.ts";
import { betweenTapAndRequest, whyNotOnDisk } from "./order.ts";
import { CALLS, readTrace } from "./trace.ts";

const PAGE_BYTES = 5_000;

/** Why this machine cannot trace a program; null: it can. */
export function whyNoTrace(): string | null {
  const tried = spawnSync("strace", ["-f", "-o", "/dev/null", "true"]);
  if (tried.error) return "strace is not installed";
  return tried.status === 0 ? null : "tracing is refused here";
}

/** One launch by the real program, traced: what is between its tap and its request, and why something came too late. */
export async function traceLaunch(...nodeOptions: readonly string[]) {
  const world = await aLiveWorld();
  try {
    return await launchIn(world, nodeOptions);
  } finally {
    await world.close();
  }
}

async function launchIn(world: LiveWorld, nodeOptions: readonly string[]) {
  const file = join(world.folder, "trace");
  const tracing = ["-f", "-yy", "-s", String(PAGE_BYTES), "-o", file, "-e", `trace=${CALLS}`];
  const program = runProgram(world.settings, {
    folder: world.folder,
    command: ["strace", ...tracing, ...nodeOn(MAIN, ...nodeOptions)],
  });
  try {
    await program.says(/"msg":"started"/);
    const actor = world.person("Ada");
    await toPumpCard(actor, { name: "Moss Coin", ticker: "MOSS" });
    await world.settled();
    await actor.tap("🚀 Launch");
    await actor.sees("Live");
    program.signal("SIGTERM");
    await program.ended;
  } finally {
    await program.kill();
  }
  const launch = aHandOn(world.databaseFile).launch("MOSS");

  const calls = readTrace(await readFile(file, "latin1"));
  const [token] = world.sandbox.providers.j7tracker.tokens;
  const inHistory = (status: string) => new RegExp(`${launch?.id}.${status}`, "s");
  return {
    tap: betweenTapAndRequest(calls, /"callback_query"/, /^POST \S*\/submit /),
    mark: whyNotOnDisk(calls, inHistory("sending"), /^POST \S*\/submit /),
    answer: whyNotOnDisk(calls, inHistory("live"), new RegExp(String(token?.mint))),
  };
}
