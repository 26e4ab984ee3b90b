import Database from "better-sqlite3";
import { systemClock } from "../../src/kit/clock.ts";
import { openStorage } from "../../src/storage/storage.ts";
import { pathOf } from "../../src/storage/sqlite-file.ts";
import { count, ratio } from "../frame/figures.ts";
import type { Goal } from "../frame/goal.ts";
import { interleave } from "../frame/interleave.ts";

const ROUNDS = 10;
/** As `rows.ts` leaves them. */
const LEFT = 20;

export const recovery: Goal = {
  id: "S3",
  goal: "what a crash left `sending` among 1,000,000 launches is found at the start in 5 ms",
  anchor: "the same question without the index, which reads every launch",

  async measure(lab) {
    const url = await lab.bigDatabase();
    const storage = openStorage({ url, clock: systemClock });
    const client = new Database(pathOf(url), { readonly: true });
    try {
      const scan = client.prepare("select * from launches where +status = 'sending'");
      const { subject, anchor } = await interleave(ROUNDS, {
        subject: () => storage.launches.sending(),
        anchor: () => scan.all(),
      });
      const found = await storage.launches.sending();
      const figure = ratio("p50 against the scan", { subject, anchor }, 0.5, { atMost: 0.05 });
      return [
        figure,
        { name: "p50", value: figure.subject?.p50 ?? 0, unit: "ms", atMost: 5 },
        count("launches found", found.length, { atMost: LEFT, atLeast: LEFT }),
      ];
    } finally {
      client.close();
      await storage.close();
    }
  },
};
