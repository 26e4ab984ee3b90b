import { describe, expect, it } from "vitest";
import { runCampaign } from "./campaign.ts";

describe("the whole bot under random updates", { timeout: 120_000 }, () => {
  it.each([1, 2])(
    "answers all, hangs nowhere and moves nobody else's things: seed %i",
    async (seed) => {
      const { story, counts } = await runCampaign({ updates: 400, seed: seed * 1_000 });

      expect(story).toBe("");
      expect(counts.walks).toBeGreaterThan(0);
    },
  );
});
