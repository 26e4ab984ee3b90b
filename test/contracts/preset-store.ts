import { beforeEach, describe, expect, it } from "vitest";
import type { Preset, PresetStore } from "../../src/bot/preset-store.ts";
import { OWNER } from "../support/a-launch.ts";

const QUICK: Preset = {
  name: "quick",
  target: "pump",
  buy: "500000000",
  options: { mayhem: true },
};
const SLOW: Preset = { name: "slow", target: "clanker", buy: null, options: {} };

/** What every {@link PresetStore} keeps to. */
export function presetStoreContract(name: string, make: () => Promise<PresetStore>): void {
  describe(`preset store: ${name}`, () => {
    let presets: PresetStore;
    beforeEach(async () => {
      presets = await make();
    });

    it("keeps each person's presets apart, by name", async () => {
      await presets.put(OWNER, SLOW, 2);
      await presets.put(OWNER, QUICK, 2);
      await presets.put(OWNER + 1, { ...SLOW, name: "quick" }, 2);

      expect(await presets.list(OWNER)).toEqual([QUICK, SLOW]);
      expect(await presets.get(OWNER, "quick")).toEqual(QUICK);
      expect(await presets.get(OWNER + 1, "slow")).toBeNull();
    });

    it("takes another of the same name in its place, and no more than told", async () => {
      await presets.put(OWNER, QUICK, 1);

      expect(await presets.put(OWNER, { ...SLOW, name: "quick" }, 1)).toBe(true);
      expect(await presets.put(OWNER, SLOW, 1)).toBe(false);
      expect(await presets.list(OWNER)).toEqual([{ ...SLOW, name: "quick" }]);
    });

    it("removes one once", async () => {
      await presets.put(OWNER, QUICK, 1);

      expect(await presets.remove(OWNER + 1, "quick")).toBe(false);
      expect(await presets.remove(OWNER, "quick")).toBe(true);
      expect(await presets.remove(OWNER, "quick")).toBe(false);
    });
  });
}
