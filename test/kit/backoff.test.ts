import fc from "fast-check";
import { expect, it } from "vitest";
import { backoff } from "../../src/kit/backoff.ts";

it("doubles from the first pause up to the longest", () => {
  const pauses = [0, 1, 2, 3, 4, 5].map((tries) => backoff(tries, 1_000, 8_000));

  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
});

it("never gets shorter, nor longer than the longest, however many tries there were", () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 60_000 }), (tries, first) => {
      const [pause, next] = [tries, tries + 1].map((one) => backoff(one, first, 600_000));

      expect(pause).toBeGreaterThanOrEqual(first);
      expect(next).toBeGreaterThanOrEqual(pause ?? Infinity);
      expect(next).toBeLessThanOrEqual(600_000);
    }),
  );
});
