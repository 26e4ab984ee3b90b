import { describe, expect, it } from "vitest";
import { aDatabase } from "./a-database.ts";
import { campaign, emptyTally, tellFailed } from "./campaign.ts";
import { unseen } from "./coverage.ts";

/** Long enough for a machine that does many other things. */
const TIMEOUT_MS = 15 * 60_000;
const RANDOM_SEEDS = 500;

/** One worker's share of the campaign: fixed seeds, and as many again that nobody has lived through yet. */
export function throughSeeds(first: number, count: number): void {
  const fresh = 1_000_000 + Math.floor(Math.random() * 1_000_000_000);
  const ranges = [
    { first, count },
    { first: fresh, count: RANDOM_SEEDS },
  ];
  describe("whatever happens, in whatever order", () => {
    const database = aDatabase();
    const seen = new Map<string, number>();

    for (const range of ranges) {
      const name = `nothing is sent twice, lost or told wrong: ${range.count} seeds from ${range.first}`;
      it(name, { timeout: TIMEOUT_MS }, async () => {
        const tally = await campaign(database, range);
        for (const what of tally.counts.keys()) seen.set(what, 1);

        expect(tally.failed && tellFailed(tally.failed)).toBeNull();
        expect(tally.breaches).toEqual(emptyTally().breaches);
      });
    }

    it("has met every fault, status, reason and point of death there is", () => {
      expect(unseen(seen)).toEqual([]);
    });
  });
}
