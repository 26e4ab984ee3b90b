import { expect, it } from "vitest";
import { inBites } from "../../src/bot/bites.ts";
import { aClock } from "../support/a-clock.ts";

const BITES = { least: 10, first: 20, most: 400 };

/** Clears up so many rows on a disk that takes so long for each; time passes as it should. @returns The bites. */
async function clearUp(rows: number, msARow: (done: number) => number): Promise<readonly number[]> {
  const clock = aClock();
  const bites: number[] = [];
  let left = rows;
  const sweep = { isDone: false };
  const { signal } = new AbortController();
  const swept = inBites({ clock, signal, ...BITES }, async (bite) => {
    await clock.advance(bite * msARow(rows - left));
    bites.push(bite);
    left -= bite;
    return left > 0;
  }).then(() => (sweep.isDone = true));
  while (!sweep.isDone) await clock.advance(1_000);
  await swept;
  return bites;
}

it("on a quick disk each bite is twice the one before, up to the most that one may have", async () => {
  expect(await clearUp(1_500, () => 0)).toEqual([20, 40, 80, 160, 320, 400, 400, 400]);
});

it("on a slow disk bites are as small as they may be, and no smaller", async () => {
  expect(await clearUp(50, () => 2)).toEqual([20, 10, 10, 10]);
});

it("a disk that becomes slow is given bites of about 8 ms from then on", async () => {
  const bites = await clearUp(600, (done) => (done < 140 ? 0.01 : 0.1));

  expect(bites.slice(0, 3)).toEqual([20, 40, 80]);
  expect(bites.slice(4)).toEqual([80, 80, 80, 80]);
});

it("ends after the bite that has begun when the program stops", async () => {
  const stopping = new AbortController();
  const bites: number[] = [];

  await inBites({ clock: aClock(), signal: stopping.signal, ...BITES }, async (bite) => {
    bites.push(bite);
    stopping.abort();
    return true;
  });

  expect(bites).toEqual([20]);
});
