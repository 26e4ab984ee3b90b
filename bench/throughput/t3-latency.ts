import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { Bot } from "grammy";
import { systemClock } from "../../src/kit/clock.ts";
import { openBeside } from "../../src/storage/storage.ts";
import { createVault } from "../../src/vault/vault.ts";
import { giveKeys } from "../../test/support/some-keys.ts";
import { ratio } from "../frame/figures.ts";
import type { Figure, Goal } from "../frame/goal.ts";
import { tempFolder } from "../frame/temp-folder.ts";
import { chatOf, seedChats } from "./seed-chats.ts";
import { BOT, messageOf, stubTelegram, tapOf } from "./stub-telegram.ts";
import { RING, startWholeBot } from "./whole-bot.ts";

const LATENCY_MS = 50;
const LAUNCH_MS = 3_000;
/** A bot that has just started compiles more than it handles. */
const WARM_UP = 1_000;
const UPDATES = 1_500;
/** What grammY's own loop handles, one after the other. */
const SEQUENTIAL = 40;
const ROUNDS = 3;
const TALKERS = 20;
/** Between two people who talk. */
const PAUSE_MS = 10;

export const latency: Goal = {
  id: "T3",
  goal: "a Telegram that takes 50 ms for each call, and a launch that takes 3 s, hold nobody up",
  anchor: "grammY's own loop, bot.start(); and the same conversations without a launch",

  async measure() {
    const url = `file:${join(tempFolder(), "latency.db")}`;
    await seedChats(url, WARM_UP + UPDATES + ROUNDS * 2 * TALKERS + 2, [
      "/launch pump",
      "Moss Coin, MOSS",
    ]);
    const launcher = chatOf(1);
    await giveTheKeys(url, launcher);
    const telegram = stubTelegram(LATENCY_MS);
    const bot = await startWholeBot(telegram, url, { launchMs: LAUNCH_MS });
    let next = 2;
    const somebody = () => chatOf(next++);

    const skip = async (people: number) => {
      telegram.hand(Array.from({ length: people }, () => messageOf(somebody(), "⏭ Skip")));
      await telegram.handled();
    };
    await skip(WARM_UP);
    const sideBySide = await perSecond(UPDATES, () => skip(UPDATES));

    /** How long each of many people waits for an answer, in ms. */
    const talk = async (): Promise<readonly number[]> => {
      const asked = new Map<number, number>();
      const ages: number[] = [];
      telegram.onMessage = (chat) => {
        const since = asked.get(chat);
        if (since !== undefined) ages.push(performance.now() - since);
      };
      for (let talkers = 0; talkers < TALKERS; talkers += 1) {
        const chat = somebody();
        asked.set(chat, performance.now());
        telegram.hand([messageOf(chat, "⏭ Skip")]);
        await after(PAUSE_MS);
      }
      while (ages.length < TALKERS) await after(PAUSE_MS);
      telegram.onMessage = () => undefined;
      return ages;
    };
    const say = async (text: string) => {
      telegram.hand([messageOf(launcher, text)]);
      await telegram.handled();
    };
    const subject: number[] = [];
    const anchor: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      anchor.push(...(await talk()));
      if (round > 0) for (const text of ["/launch pump", "Moss Coin, MOSS"]) await say(text);
      for (const text of ["⏭ Skip", "0.01"]) await say(text);
      telegram.hand([tapOf(launcher, telegram.dataOf(launcher, "🚀 Launch"))]);
      subject.push(...(await talk()));
      await after(LAUNCH_MS);
    }
    await bot.stop();

    const oneByOne = await perSecond(SEQUENTIAL, () => sequentially(SEQUENTIAL));
    const figures: readonly Figure[] = [
      {
        name: "rate against bot.start()",
        value: sideBySide / oneByOne,
        unit: "x",
        atLeast: 30,
      },
      { name: "rate", value: sideBySide, unit: "/s" },
      ratio("others' answers while a launch takes 3 s: p50", { subject, anchor }, 0.5, {
        atMost: 1.2,
      }),
    ];
    return figures;
  },
};

async function giveTheKeys(url: string, ownerId: number): Promise<void> {
  const storage = openBeside({ url, clock: systemClock });
  const vault = createVault({ ring: RING, store: storage.credentials, clock: systemClock });
  await giveKeys(vault, ownerId, "j7tracker");
  await storage.close();
}

/** The bare bot as the documentation begins: one update after the other. */
async function sequentially(updates: number): Promise<void> {
  const telegram = stubTelegram(LATENCY_MS);
  const bot = new Bot(`${BOT.id}:bench`, {
    client: { fetch: telegram.fetch as never, apiRoot: "https://telegram.invalid" },
    botInfo: BOT as never,
  });
  bot.on("message:text", (ctx) => ctx.reply(ctx.msg.text));
  telegram.hand(Array.from({ length: updates }, () => messageOf(chatOf(0), "hello")));
  void bot.start();
  await telegram.handled();
  await bot.stop();
}

async function perSecond(updates: number, work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return updates / ((performance.now() - startedAt) / 1000);
}
