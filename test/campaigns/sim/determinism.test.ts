import { expect, it } from "vitest";
import { aDatabase } from "./a-database.ts";
import { openDatabase } from "./database.ts";
import { simulate } from "./simulate.ts";

const database = aDatabase();
const SEEDS = [7, 52, 172];

it("the same seed is the same history, whatever was lived through before, and wherever", async () => {
  const first = [];
  for (const seed of SEEDS) first.push(await simulate(database, { seed }));

  const other = openDatabase();
  const second = [];
  for (const seed of SEEDS.toReversed()) second.unshift(await simulate(other, { seed }));
  await other.engine.close();

  expect(second.map(({ digest }) => digest)).toEqual(first.map(({ digest }) => digest));
  expect(new Set(first.map(({ digest }) => digest)).size).toBe(SEEDS.length);
});

it("another history has another digest, to the last row", async () => {
  const whole = await simulate(database, { seed: 7 });

  const cut = await simulate(database, { seed: 7, seeded: { start: () => undefined, deaf: true } });

  expect(cut.digest).not.toBe(whole.digest);
});
