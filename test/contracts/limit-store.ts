import { beforeEach, describe, expect, it } from "vitest";
import { changeLimit, defaultLimit, RAISE_MS, type Limit } from "../../src/domain/limits.ts";
import { BNB, ETH, SOL } from "../../src/domain/money.ts";
import { limitIn } from "../../src/domain/standing.ts";
import type { LimitStore } from "../../src/launches/limit-store.ts";
import { START, type VirtualClock } from "../support/a-clock.ts";
import { OWNER } from "../support/a-launch.ts";

/** What every {@link LimitStore} keeps to. */
export function limitStoreContract(
  name: string,
  make: () => Promise<{ readonly limits: LimitStore; readonly clock: VirtualClock }>,
): void {
  describe(`limit store: ${name}`, () => {
    let limits: LimitStore;
    let clock: VirtualClock;
    beforeEach(async () => {
      ({ limits, clock } = await make());
    });

    it("shows the default to the first change, and what was kept to the next", async () => {
      const seen: Limit[] = [];
      const halved = (kept: Limit): Limit => {
        seen.push(kept);
        return { ...kept, perLaunch: kept.perLaunch / 2n };
      };

      const first = await limits.change(OWNER, SOL, halved);
      await limits.change(OWNER, SOL, halved);

      expect(seen).toEqual([defaultLimit(SOL), first]);
    });

    it("keeps every part of a limit, however large, each unit and person apart", async () => {
      const huge: Limit = {
        ...{ unit: ETH, perLaunch: 10n ** 24n, perDay: 10n ** 25n },
        raise: { perLaunch: 10n ** 25n, perDay: 10n ** 26n, at: START + 5 },
      };
      const none: Limit = { unit: SOL, perLaunch: 0n, perDay: 0n, raise: null };
      await limits.change(OWNER, ETH, () => huge);
      await limits.change(OWNER, SOL, () => none);
      await limits.change(OWNER + 1, BNB, () => ({ ...none, unit: BNB }));

      const { limits: kept } = await limits.standing(OWNER);

      expect(kept).toHaveLength(2);
      expect(kept).toEqual(expect.arrayContaining([huge, none]));
    });

    it("raises by the clock alone: not a moment before a day is over", async () => {
      const wish = { perLaunch: 5_000_000_000n, perDay: 5_000_000_000n };
      await limits.change(OWNER, SOL, (kept) => changeLimit(kept, wish, START));

      await clock.advance(RAISE_MS - 1);
      const before = limitIn(await limits.standing(OWNER), SOL);
      await clock.advance(1);
      const after = limitIn(await limits.standing(OWNER), SOL);

      expect(before).toMatchObject({ perLaunch: 1_000_000_000n, perDay: 3_000_000_000n });
      expect(after).toMatchObject({ ...wish, raise: null });
    });

    it("changes nothing when the decision throws", async () => {
      const changed = limits.change(OWNER, SOL, () => {
        throw new Error("a bug");
      });

      await expect(changed).rejects.toThrow("a bug");
      expect((await limits.standing(OWNER)).limits).toEqual([]);
    });
  });
}
