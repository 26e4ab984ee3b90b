import { expect, it, onTestFinished, vi } from "vitest";
import { createLimiter } from "../../src/kit/limiter.ts";

function aLimiter() {
  // The library asks the system for the time.
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  return createLimiter({ tries: 2, windowMs: 1_000 });
}

it("allows as many tries as told, for each key by itself", async () => {
  const limiter = aLimiter();

  const allowed = await Promise.all([1, 2, 3].map(() => limiter.allows("a")));

  expect(allowed).toEqual([true, true, false]);
  expect(await limiter.allows("b")).toBe(true);
});

it("allows more when the window is over, and not before", async () => {
  const limiter = aLimiter();
  for (let tries = 0; tries < 3; tries += 1) await limiter.allows("a");

  vi.advanceTimersByTime(999);
  expect(await limiter.allows("a")).toBe(false);
  vi.advanceTimersByTime(1);

  expect(await limiter.allows("a")).toBe(true);
});

it("remembers nobody whose window is over", async () => {
  const limiter = aLimiter();
  for (let key = 0; key < 100; key += 1) await limiter.allows(String(key));
  expect(vi.getTimerCount()).toBe(100);

  vi.advanceTimersByTime(1_000);

  expect(vi.getTimerCount()).toBe(0);
});
