import { systemClock } from "../../src/kit/clock.ts";
import { createLog } from "../../src/kit/log.ts";
import { recover } from "../../src/launches/recovery.ts";
import { openStorage } from "../../src/storage/storage.ts";
import { createVault } from "../../src/vault/vault.ts";
import { aRing } from "../../test/support/a-vault.ts";
import type { Goal } from "../frame/goal.ts";
import { spreadOf } from "../frame/spread.ts";

const STARTS = 5;

export const start: Goal = {
  id: "S4",
  goal: "all that a start does with a database of 1,000,000 launches takes less than a second",
  anchor: "none: a second is what an operator sees",

  async measure(lab) {
    const url = await lab.bigDatabase();
    const samples: number[] = [];
    for (let starts = 0; starts < STARTS; starts += 1) {
      const startedAt = performance.now();
      const storage = openStorage({ url, clock: systemClock });
      const vault = createVault({
        ring: aRing("k1"),
        store: storage.credentials,
        clock: systemClock,
      });
      await vault.unlock();
      await storage.checkpoint("truncate");
      await recover({ store: storage.launches, clock: systemClock, log: createLog("silent") });
      await storage.launches.nextDueAt(0);
      await storage.notices.nextDueAt(0);
      samples.push(performance.now() - startedAt);
      await storage.close();
    }
    const spread = spreadOf(samples);
    return [
      {
        name: "the slowest of five starts",
        value: spread.max,
        unit: "ms",
        atMost: 1_000,
        subject: spread,
      },
    ];
  },
};
