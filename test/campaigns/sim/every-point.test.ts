import { describe, expect, it } from "vitest";
import { THIRTEEN } from "./behaviours.ts";
import { aDatabase } from "./a-database.ts";
import { tellFailed } from "./campaign.ts";
import { atEveryPoint } from "./every-point.ts";

/** A launch alone passes at least these: confirmed, marked, first byte, answer, and its card shown. */
const FEWEST_POINTS = 8;

describe.each(["pump", "blowfish", "swarms"] as const)("one launch on %s", (target) => {
  const database = aDatabase();

  it.each(THIRTEEN)(
    "outlives a crash at every point: $name",
    { timeout: 5 * 60_000 },
    async (how) => {
      const histories = await atEveryPoint(database, target, how);

      const failed = histories.find(({ breaches }) => breaches.length > 0);
      expect(failed && tellFailed(failed)).toBeUndefined();
      expect(histories.every(({ posts }) => posts <= 1)).toBe(true);
      expect(histories.length).toBeGreaterThan(FEWEST_POINTS);
    },
  );
});
