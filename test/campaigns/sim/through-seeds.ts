import { describe, expect, it } from "vitest";
import { aDatabase } from "./a-database.ts";
import { campaign, emptyTally, tellFailed } from "./campaign.ts";
import { unseen } from "./coverage.ts";

/** Long enough for a machine that does many other things. */
const TIMEOUT_MS = 15 * 60_000;

/** One worker's share of the campaign: fixed seeds, so that a red run is red again. `main.ts` goes where nobody was yet. */
export function throughSeeds(first: number, count: number): void {
  describe("whatever happens, in whatever order", () => {
    const database = aDatabase();
    const seen = new Map<string, number>();

    const name = `nothing is sent twice, lost or told wrong: ${count} seeds from ${first}`;
    it(name, { timeout: TIMEOUT_MS }, async () => {
      const tally = await campaign(database, { first, count });
      for (const what of tally.counts.keys()) seen.set(what, 1);

      expect(tally.failed && tellFailed(tally.failed)).toBeNull();
      expect(tally.breaches).toEqual(emptyTally().breaches);
    });

    it("has met every fault, status, reason and point of death there is", () => {
      expect(unseen(seen)).toEqual([]);
    });
  });
}
