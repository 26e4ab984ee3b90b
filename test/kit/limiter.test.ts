import { expect, it } from "vitest";
import { createLimiter } from "../../src/kit/limiter.ts";
import { aClock } from "../support/a-clock.ts";

function aLimiter(maxKeys = 10) {
  const clock = aClock();
  return { clock, limiter: createLimiter({ clock, tries: 2, windowMs: 1_000, maxKeys }) };
}

it("allows as many tries as told, for each key by itself", () => {
  const { limiter } = aLimiter();

  expect([1, 2, 3].map(() => limiter.allows("a"))).toEqual([true, true, false]);
  expect(limiter.allows("b")).toBe(true);
});

it("allows more when the window is over, and not before", async () => {
  const { limiter, clock } = aLimiter();
  for (let tries = 0; tries < 3; tries += 1) limiter.allows("a");

  await clock.advance(999);
  expect(limiter.allows("a")).toBe(false);
  await clock.advance(1);

  expect(limiter.allows("a")).toBe(true);
});

it("remembers a bounded number of keys, the newest ones", () => {
  const { limiter } = aLimiter(2);
  for (const key of ["a", "a", "b", "b", "c"]) limiter.allows(key);

  expect(limiter.allows("b")).toBe(false);
  expect(limiter.allows("a")).toBe(true);
});
