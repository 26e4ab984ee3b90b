/** Spares that the other side closed are opened again: `refill-part.ts <Asked as JSON>`, where a round is a close of all. */
import { setTimeout as after } from "node:timers/promises";
import { createWires } from "../../src/http/pool.ts";
import { systemClock } from "../../src/kit/clock.ts";
import { createLog } from "../../src/kit/log.ts";
import { createPinger } from "../../src/regions/pinger.ts";
import { startFarEnd } from "../far-end/far-end.ts";
import { tell } from "../frame/child.ts";
import { asked } from "./asked.ts";

export interface RefillFigures {
  /** From the moment in which the other side is told to close every spare until the first one, and until all of them, are back. In ms. */
  readonly one: readonly number[];
  readonly all: readonly number[];
}

const CARDS = 6;
const SPARES = CARDS + 1;

const { path, certificate, rounds } = asked();
const farEnd = await startFarEnd(certificate, path);
const wires = createWires();
const pinger = createPinger({
  wires,
  regions: new Map([["na-east", farEnd.url]]),
  others: [],
  clock: systemClock,
  log: createLog("silent"),
});
for (let card = 0; card < CARDS; card += 1) pinger.drawn(String(card), "na-east");

const warm = () => wires.warmth(farEnd.url).warm;
async function until(fact: () => boolean): Promise<number> {
  while (!fact()) await after(1);
  return performance.now();
}

const one: number[] = [];
const all: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  await until(() => warm() === SPARES);
  await after(path.roundTripMs);
  const closedAt = performance.now();
  farEnd.hangUp();
  await until(() => warm() === 0);
  one.push((await until(() => warm() > 0)) - closedAt);
  all.push((await until(() => warm() === SPARES)) - closedAt);
}
pinger.stop();
await wires.close();
farEnd.close();
tell({ one, all } satisfies RefillFigures);
