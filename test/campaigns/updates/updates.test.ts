import { describe, expect, it } from "vitest";
import { runCampaign } from "./campaign.ts";

/** Grown by a day's luck when it fails: run it again with the seed that it prints. */
const NEW_SEED = Math.floor(Math.random() * 2 ** 31);

describe("the whole bot under random updates", { timeout: 120_000 }, () => {
  it.each([1, 2, 3, 4])(
    "answers all, hangs nowhere and moves nobody else's things: seed %i",
    async (seed) => {
      const { story, counts } = await runCampaign({ updates: 1_000, seed: seed * 1_000 });

      expect(story).toBe("");
      expect(counts.walks).toBeGreaterThan(0);
    },
  );

  it(`does so with a seed that nobody chose: ${NEW_SEED}`, async () => {
    const { story } = await runCampaign({ updates: 500, seed: NEW_SEED });

    expect(story).toBe("");
  });
});
