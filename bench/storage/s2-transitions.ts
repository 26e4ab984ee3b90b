import { setImmediate as turn } from "node:timers/promises";
import { tmpdir } from "node:os";
import type { Launch } from "../../src/domain/launch.ts";
import { systemClock } from "../../src/kit/clock.ts";
import { createLog } from "../../src/kit/log.ts";
import { startCheckpoints } from "../../src/storage/checkpoints.ts";
import { openStorage } from "../../src/storage/storage.ts";
import { fileSync } from "../frame/file-sync.ts";
import { ratio } from "../frame/figures.ts";
import type { Goal } from "../frame/goal.ts";
import { interleave } from "../frame/interleave.ts";
import { percentile } from "../frame/spread.ts";
import { FIRST_OWNER, OWNERS } from "./big-database.ts";

const ROUNDS = 3_000;

/** A change of a launch as any other: its row, a line of history, its card. */
const move = (launch: Launch) => ({
  launch: { ...launch, version: launch.version + 1 },
  ring: false,
});

export const transitions: Goal = {
  id: "S2",
  goal: "a launch moves on, durably, among 1,000,000, while checkpoints run",
  anchor: "4 KB and fdatasync in the same folder's file system",

  async measure(lab) {
    const storage = openStorage({ url: await lab.bigDatabase(), clock: systemClock });
    const log = createLog("silent");
    const checkpoints = startCheckpoints({
      ...storage,
      isBusy: () => false,
      clock: systemClock,
      log,
    });
    const file = fileSync(tmpdir());
    try {
      const some = await Promise.all(
        Array.from({ length: 400 }, (_, at) =>
          storage.launches.list({ ownerId: FIRST_OWNER + ((at * 7_919) % OWNERS), limit: 9 }),
        ),
      );
      const ids = some.flat().map(({ id }) => id);
      const { subject, anchor } = await interleave(ROUNDS, {
        // The turn lets a checkpoint come first that is due, as it would before a tap.
        subject: async (round) => {
          await turn();
          await storage.launches.apply(ids[round % ids.length] ?? "", move);
        },
        anchor: () => file.run(),
      });
      const typical = percentile(anchor, 0.5);
      return [
        ratio("p50", { subject, anchor }, 0.5, { atMost: 1.5 }),
        {
          name: "p99.9 against the anchor's p50",
          value: percentile(subject, 0.999) / typical,
          unit: "x",
          atMost: 10,
        },
        { name: "the slowest of all", value: percentile(subject, 1), unit: "ms" },
      ];
    } finally {
      file.close();
      await checkpoints.stop();
      await storage.close();
    }
  },
};
