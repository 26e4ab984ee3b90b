import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { inChild } from "../frame/child.ts";
import type { Goal } from "../frame/goal.ts";
import { spreadOf } from "../frame/spread.ts";
import { tempFolder } from "../frame/temp-folder.ts";
import type { Rate } from "./rate-part.ts";
import { seedChats } from "./seed-chats.ts";

const FEW = 1_000;
const MANY = 100_000;
const RUNS = 3;
const PART = new URL("rate-part.ts", import.meta.url);

export const rate: Goal = {
  id: "T1",
  goal: "answers in a conversation through the whole bot, with sealed state in a durable database",
  anchor: "a bare grammY bot that sends back what it hears, in the same process",

  async measure() {
    const folder = tempFolder();
    const seeded = (chats: number) => join(folder, `${chats}.db`);
    for (const chats of [FEW, MANY]) {
      await seedChats(`file:${seeded(chats)}`, chats, ["/launch pump", "Moss Coin, MOSS"]);
    }
    const rates = new Map<number, Rate[]>([
      [FEW, []],
      [MANY, []],
    ]);
    for (let run = 0; run < RUNS; run += 1) {
      for (const [chats, seen] of rates) {
        const path = join(folder, `run-${run}-${chats}.db`);
        copyFileSync(seeded(chats), path);
        seen.push(await inChild<Rate>(PART, [`file:${path}`, chats]));
      }
    }
    const of = (chats: number, what: keyof Rate) =>
      spreadOf((rates.get(chats) ?? []).map((one) => one[what]));
    const [few, many] = [of(FEW, "perSecond"), of(MANY, "perSecond")];
    const echo = of(MANY, "echoPerSecond");
    const [fewRss, manyRss] = [of(FEW, "rssMb"), of(MANY, "rssMb")];
    return [
      { name: "rate at 100,000 chats", value: many.p50, unit: "/s", atLeast: 1_000, subject: many },
      { name: "processor time of an update", value: of(MANY, "cpuMs").p50, unit: "ms" },
      {
        name: "rate at 100,000 chats against 1,000",
        value: many.p50 / few.p50,
        unit: "x",
        atLeast: 0.75,
        subject: many,
        anchor: few,
      },
      {
        name: "memory at 100,000 chats against 1,000, MB",
        value: manyRss.p50 / fewRss.p50,
        unit: "x",
        atMost: 1.25,
        subject: manyRss,
        anchor: fewRss,
      },
      {
        name: "rate against the bare bot",
        value: many.p50 / echo.p50,
        unit: "x",
        atLeast: 0.33,
        subject: many,
        anchor: echo,
      },
    ];
  },
};
