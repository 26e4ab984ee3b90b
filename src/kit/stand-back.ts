import { setImmediate } from "node:timers/promises";

/** undici looks once whether a connection that rested is still there, and writes a turn later. */
const TURNS = 3;

/** Lets a request that was just begun be written before the caller does anything that takes time of this thread. */
export async function standBack(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await setImmediate();
}
