import { systemClock } from "../../src/kit/clock.ts";
import { openBeside } from "../../src/storage/storage.ts";
import { join } from "node:path";
import { ratio } from "../frame/figures.ts";
import type { Goal } from "../frame/goal.ts";
import { interleave } from "../frame/interleave.ts";
import { tempFolder } from "../frame/temp-folder.ts";
import { chatOf, labelOf, seedChats } from "./seed-chats.ts";
import { messageOf, stubTelegram } from "./stub-telegram.ts";
import { startWholeBot } from "./whole-bot.ts";

const ROUNDS = 300;
/** The first tenth only warms up. */
const CHATS = ROUNDS * 1.1 + 1;
const FIRST = ["/launch pump", "Moss Coin, MOSS"];
/** Leads back to the same question. */
const THERE_AND_BACK = ["⏭ Skip", "◀️ Back"];
const BETWEEN = 20;

export const replay: Goal = {
  id: "T2",
  goal: "the 21st answer costs no more than the second: a flow is replayed from its log at each of them",
  anchor: "the second answer of another chat",

  async measure() {
    const folder = tempFolder();
    const early = await aBot(`file:${join(folder, "early.db")}`, FIRST);
    const late = await aBot(`file:${join(folder, "late.db")}`, [
      ...FIRST,
      ...Array.from({ length: BETWEEN / 2 }, () => THERE_AND_BACK).flat(),
    ]);
    const { subject, anchor } = await interleave(ROUNDS, {
      subject: (round) => late.answer(chatOf(1 + round)),
      anchor: (round) => early.answer(chatOf(1 + round)),
    });
    const perAnswer = (late.stateBytes - early.stateBytes) / BETWEEN;
    await Promise.all([early.stop(), late.stop()]);
    return [
      ratio("p50", { subject, anchor }, 0.5, { atMost: 1.2 }),
      { name: "kept of each answer", value: perAnswer / 1024, unit: "KB", atMost: 1 },
    ];
  },
};

/** A bot whose people have all given these answers. */
async function aBot(url: string, answers: readonly string[]) {
  await seedChats(url, CHATS, answers);
  const storage = openBeside({ url, clock: systemClock });
  const box = await storage.conversations.read(labelOf(chatOf(1)));
  await storage.close();
  const telegram = stubTelegram();
  const bot = await startWholeBot(telegram, url);
  return {
    stateBytes: box?.length ?? 0,
    stop: () => bot.stop(),
    async answer(chatId: number) {
      telegram.hand([messageOf(chatId, "⏭ Skip")]);
      await telegram.handled();
    },
  };
}
