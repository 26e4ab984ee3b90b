import { describe, expect, it } from "vitest";
import { faultsOf, type Case } from "./case.ts";
import { cutAnswers, cutRequests, FRAMINGS } from "./grid.ts";
import { SIDES } from "./sides.ts";
import type { Setting } from "./trial.ts";

async function faultsOfAll(cases: readonly Case[], setting: Setting): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const one of cases) {
    for (const fault of await faultsOf(one, setting)) faults.push(`${one.name}: ${fault}`);
  }
  return faults;
}

const TITLE =
  "a launch is live only after a whole good answer, and never queued again once it was written";

describe(TITLE, { timeout: 60_000 }, () => {
  it.each(Object.entries(FRAMINGS))(
    "wherever the answer is cut (told by %s)",
    async (_name, framing) => {
      const cases = cutAnswers(SIDES.j7tracker, framing, "end");
      const some = cases.filter((_, at) => at % 6 === 0 || at >= cases.length - 12);

      expect(await faultsOfAll(some, { provider: "j7tracker" })).toEqual([]);
    },
  );

  it.each(["end", "reset"] as const)("wherever a large request is cut by %s", async (cut) => {
    const cases = cutRequests(1_400_000, 12, cut, true);

    expect(await faultsOfAll(cases, { provider: "j7tracker" })).toEqual([]);
  });
});
