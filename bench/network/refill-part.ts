/** Spares that the other side closed are opened again: `refill-part.ts <Asked as JSON>`, where a round is a close of all. */
import { setTimeout as after } from "node:timers/promises";
import { createWires } from "../../src/http/pool.ts";
import { startFarEnd } from "../far-end/far-end.ts";
import { tell } from "../frame/child.ts";
import { asked } from "./asked.ts";

export interface RefillFigures {
  /** From the moment in which the other side is told to close every spare until the first one, and until all of them, are back. In ms. */
  readonly one: readonly number[];
  readonly all: readonly number[];
}

/** For six cards, and one more. */
const SPARES = 7;
/** No ping but the first one on each connection. */
const NEVER_MS = 600_000;
const DEADLINE_MS = 10_000;

const { path, certificate, rounds } = asked();
const farEnd = await startFarEnd(certificate, path);
const wires = createWires();

/** When each connection was open and had answered, as `performance.now` tells. */
let back: number[] = [];
let isFull = Promise.withResolvers<undefined>();
wires.keep(farEnd.url, {
  spares: SPARES,
  ping: { path: "/ping", everyMs: NEVER_MS, deadlineMs: () => DEADLINE_MS },
  heard(pong) {
    if (pong === null) throw new Error("a connection could not be opened");
    back.push(performance.now());
    if (back.length === SPARES) isFull.resolve(undefined);
  },
});
await isFull.promise;

const one: number[] = [];
const all: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  await after(2 * path.roundTripMs);
  back = [];
  isFull = Promise.withResolvers();
  const closedAt = performance.now();
  farEnd.hangUp();
  await isFull.promise;
  one.push(Math.min(...back) - closedAt);
  all.push(Math.max(...back) - closedAt);
}
await wires.close();
farEnd.close();
tell({ one, all } satisfies RefillFigures);
