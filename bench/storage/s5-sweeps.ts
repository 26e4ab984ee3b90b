import { systemClock, type Clock } from "../../src/kit/clock.ts";
import { createLog } from "../../src/kit/log.ts";
import { startSweeper } from "../../src/bot/sweeper.ts";
import type { Engine } from "../../src/storage/sqlite.ts";
import { openStorage } from "../../src/storage/storage.ts";
import { count } from "../frame/figures.ts";
import type { Goal } from "../frame/goal.ts";
import { spreadOf } from "../frame/spread.ts";

/**
 * How long each transaction and each checkpoint held the database. One runs to its end in one go, so this is also how long
 * all else waits.
 */
function timed(engine: Engine, samples: { transactions: number[]; checkpoints: number[] }): Engine {
  const time = <Result>(work: () => Promise<Result>, into: number[]): Promise<Result> => {
    const startedAt = performance.now();
    const ended = work();
    into.push(performance.now() - startedAt);
    return ended;
  };
  return {
    ...engine,
    transact: (work) => time(() => engine.transact(work), samples.transactions),
    checkpoint: (mode) => time(() => engine.checkpoint(mode), samples.checkpoints),
  };
}

/** Between two sweeps. */
const EVERY_MS = 60_000;

/** A clock that says when a sweep has come to its end, and keeps the process alive until then. */
function untilSwept() {
  const { promise: swept, resolve } = Promise.withResolvers<undefined>();
  const clock: Clock = {
    now: () => Date.now(),
    elapsedMs: () => performance.now(),
    after(ms, call) {
      if (ms === EVERY_MS) resolve(undefined);
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    },
  };
  return { clock, swept };
}

export const sweeps: Goal = {
  id: "S5",
  goal: "clearing up after 100,000 people and a year holds the database for at most 20 ms at a time",
  anchor: "none: 20 ms is what a tap may have to wait",

  async measure(lab) {
    const samples = { transactions: [], checkpoints: [] };
    const storage = openStorage({
      url: await lab.bigDatabase(),
      clock: systemClock,
      through: (engine) => timed(engine, samples),
    });
    const { clock, swept } = untilSwept();
    try {
      const sweeper = startSweeper(
        {
          ...storage,
          store: storage.bot,
          cards: { close: async () => undefined } as never,
          clock,
          log: createLog("silent"),
        },
        {} as never,
      );
      await swept;
      await sweeper.stop();
      const { p99, ...spread } = spreadOf(samples.transactions);
      const checkpoints = spreadOf(samples.checkpoints);
      return [
        { name: "p99 of a transaction", value: p99, unit: "ms", atMost: 20 },
        { name: "the longest transaction", value: spread.max, unit: "ms", atMost: 20 },
        { name: "the longest checkpoint", value: checkpoints.max, unit: "ms", atMost: 20 },
        count("transactions", spread.n),
      ];
    } finally {
      await storage.close();
    }
  },
};
