/** Launches over a far path: `path-part.ts <round trip in ms> <key file> <certificate file>`. */
import { setTimeout as after } from "node:timers/promises";
import { Client, fetch as seedFetch, Agent } from "undici";
import { createWires } from "../../src/http/pool.ts";
import { systemClock } from "../../src/kit/clock.ts";
import { createLog } from "../../src/kit/log.ts";
import { createPinger } from "../../src/regions/pinger.ts";
import { startFarEnd } from "../far-end/far-end.ts";
import { tell } from "../frame/child.ts";
import { interleave, type Samples } from "../frame/interleave.ts";
import { startDelayProxy } from "./delay-proxy.ts";

export interface PathFigures {
  readonly samples: Samples<"ours" | "bare" | "cold">;
  /** Of our launches, how many were the first request on their connection. */
  readonly coldLaunches: number;
  readonly burst: { readonly ms: readonly number[]; readonly cold: number };
  /** From the close of every spare until there are as many as before, in ms. */
  readonly refillMs: readonly number[];
}

const ROUNDS = 30;
const BURST = 6;
const CLOSES = 5;
const BODY = Buffer.alloc(700, "A");

const [roundTrip = "", key = "", cert = ""] = process.argv.slice(2);
const farEnd = await startFarEnd({ key, cert });
const proxy = await startDelayProxy(Number(new URL(farEnd.url).port), Number(roundTrip));
const base = `https://127.0.0.1:${proxy.port}`;
const wires = createWires();
const log = createLog("silent");
const pinger = createPinger({
  wires,
  regions: new Map([["na-east", base]]),
  others: [],
  clock: systemClock,
  log,
});
const wire = wires.to(base);
const bareClient = new Client(base, { keepAliveTimeout: 600_000 });

async function warm(spares: number): Promise<void> {
  while (wires.warmth(base).warm < spares) await after(2);
}
async function timed(send: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await send();
  return performance.now() - startedAt;
}
const post = { method: "POST", path: "/submit", body: BODY, timeoutMs: 30_000 } as const;

let coldLaunches = 0;
async function ours(): Promise<number> {
  await warm(2);
  const ms = await timed(() => wire.send(post));
  if ((await farEnd.arrival()).nth === 1) coldLaunches += 1;
  return ms;
}
async function bare(): Promise<number> {
  const ms = await timed(async () => {
    const response = await bareClient.request({ method: "POST", path: "/submit", body: BODY });
    await response.body.dump();
  });
  await farEnd.arrival();
  return ms;
}
/** A `fetch` for each launch, long after the last: by then its connection is closed. */
async function cold(): Promise<number> {
  const dispatcher = new Agent();
  const ms = await timed(async () => {
    const response = await seedFetch(`${base}/submit`, { method: "POST", body: BODY, dispatcher });
    await response.text();
  });
  await Promise.all([farEnd.arrival(), dispatcher.close()]);
  return ms;
}

await bare();
await warm(2);
const samples = await interleave(ROUNDS, { ours, bare, cold });
const coldOfAll = coldLaunches;

for (let card = 0; card < BURST; card += 1) pinger.drawn(String(card), "na-east");
await warm(BURST);
const ms = await Promise.all(
  Array.from({ length: BURST }, async (_, tap) => {
    await after(tap * (50 / BURST));
    return timed(() => wire.send(post));
  }),
);
const arrivals = await Promise.all(Array.from({ length: BURST }, () => farEnd.arrival()));
const burst = { ms, cold: arrivals.filter(({ nth }) => nth === 1).length };

const refillMs: number[] = [];
for (let closes = 0; closes < CLOSES; closes += 1) {
  await warm(BURST + 1);
  const { lastCloseAt } = wires.warmth(base);
  proxy.hangUp();
  while (wires.warmth(base).lastCloseAt === lastCloseAt) await after(1);
  while (wires.warmth(base).warm > 0) await after(1);
  refillMs.push(await timed(() => warm(BURST + 1)));
}

pinger.stop();
await wires.close();
proxy.close();
farEnd.close();
tell({ samples, coldLaunches: coldOfAll, burst, refillMs } satisfies PathFigures);
