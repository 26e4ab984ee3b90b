import { describe, expect, it } from "vitest";
import { runRandom } from "./campaign.ts";
import { worthDying } from "./exhaustive.ts";
import { planOf } from "./plan.ts";
import { createTally, isClean } from "./tally.ts";

describe("the kill campaign", () => {
  it("makes the same plan of the same seed, and another of another", () => {
    expect(planOf(7, 8)).toEqual(planOf(7, 8));
    expect(planOf(7, 8)).not.toEqual(planOf(8, 8));
  });

  it("plans a tap on every card but the strangers' own", () => {
    const { cards, lives } = planOf(3, 8);
    const acts = lives.flatMap((life) => life.acts);
    const tapped = new Set(acts.flatMap((act) => (act.kind === "tap" ? act.card : [])));

    expect(cards).toHaveLength(7);
    expect([...tapped].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("dies no more than twice at what a card repeats while it counts seconds", () => {
    const edit = "before Telegram's editMessageText";
    const points = [edit, "before the commit of “live”", edit, edit];

    expect(worthDying(points)).toEqual([1, 2, 3]);
  });

  it(
    "kills and starts the real program, and finds every promise kept",
    { timeout: 120_000 },
    async () => {
      const tally = createTally();
      const stories: string[] = [];
      const report = (text: string) => void stories.push(text);

      await runRandom({ tally, worlds: 1, speed: 10, report }, { runs: 1, kills: 2, seed: 1 });

      expect(stories).toEqual([]);
      expect(tally).toMatchObject({ runs: 1, kills: 2, starts: 3 });
      expect(isClean(tally)).toBe(true);
    },
  );
});
