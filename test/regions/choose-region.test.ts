import fc from "fast-check";
import { expect, it } from "vitest";
import { chooseRegion, type Candidate } from "../../src/regions/choose-region.ts";

const at = (id: string, p50Ms: number | null, healthy = true): Candidate => ({
  id,
  p50Ms,
  healthy,
});

it("changes for a region that is clearly nearer", () => {
  expect(chooseRegion("europe", [at("europe", 100), at("asia", 84)])).toBe("asia");
});

it("stays when the gain is below 15 %", () => {
  expect(chooseRegion("europe", [at("europe", 100), at("asia", 86)])).toBe("europe");
});

it("stays when the gain is below 5 ms", () => {
  expect(chooseRegion("europe", [at("europe", 8), at("asia", 3.5)])).toBe("europe");
});

it("prefers a region that answered to one that never did", () => {
  expect(chooseRegion("europe", [at("europe", null), at("asia", 300)])).toBe("asia");
});

it("stays while nothing is measured", () => {
  expect(chooseRegion("europe", [at("asia", null), at("europe", null)])).toBe("europe");
});

it("leaves a region that is down for the nearest, or for one that may still answer", () => {
  const gone = at("europe", 10, false);

  expect(chooseRegion("europe", [gone, at("asia", 200), at("na-east", 90)])).toBe("na-east");
  expect(chooseRegion("europe", [gone, at("asia", null)])).toBe("asia");
});

it("stays when every region is down", () => {
  expect(chooseRegion("europe", [at("asia", 5, false), at("europe", 10, false)])).toBe("europe");
});

it("never goes to and fro while nothing changes", () => {
  const candidate = fc.record({
    id: fc.constantFrom("a", "b", "c", "d"),
    p50Ms: fc.option(fc.double({ min: 0.1, max: 500, noNaN: true })),
    healthy: fc.boolean(),
  });
  const boards = fc.uniqueArray(candidate, { selector: ({ id }) => id, minLength: 1 });

  fc.assert(
    fc.property(boards, fc.constantFrom("a", "b", "c", "d"), (board, current) => {
      const first = chooseRegion(current, board);
      expect(chooseRegion(first, board)).toBe(first);
    }),
  );
});
