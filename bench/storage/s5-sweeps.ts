import { systemClock } from "../../src/kit/clock.ts";
import { createLog } from "../../src/kit/log.ts";
import { startSweeper } from "../../src/bot/sweeper.ts";
import type { Engine } from "../../src/storage/sqlite.ts";
import { openStorage } from "../../src/storage/storage.ts";
import { count } from "../frame/figures.ts";
import type { Goal } from "../frame/goal.ts";
import { spreadOf } from "../frame/spread.ts";

/** How long each transaction held the database. One runs to its end in one go, so this is also how long all else waits. */
function timed(engine: Engine, samples: number[]): Engine {
  return {
    ...engine,
    async transact(work) {
      const startedAt = performance.now();
      const ended = engine.transact(work);
      samples.push(performance.now() - startedAt);
      return await ended;
    },
  };
}

export const sweeps: Goal = {
  id: "S5",
  goal: "clearing up after 100,000 people and a year holds the database for at most 20 ms at a time",
  anchor: "none: 20 ms is what a tap may have to wait",

  async measure(lab) {
    const samples: number[] = [];
    const storage = openStorage({
      url: await lab.bigDatabase(),
      clock: systemClock,
      through: (engine) => timed(engine, samples),
    });
    try {
      const sweeper = startSweeper(
        {
          ...storage,
          store: storage.bot,
          cards: { close: async () => undefined } as never,
          clock: systemClock,
          log: createLog("silent"),
        },
        {} as never,
      );
      // Ends with the sweep that has begun.
      await sweeper.stop();
      const { p99, ...spread } = spreadOf(samples);
      return [
        { name: "p99 of a transaction", value: p99, unit: "ms", atMost: 20 },
        { name: "the longest transaction", value: spread.max, unit: "ms", atMost: 20 },
        count("transactions", spread.n),
      ];
    } finally {
      await storage.close();
    }
  },
};
