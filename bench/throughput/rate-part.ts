/** Updates a second of a bot whose database has so many chats: `rate-part.ts <database url> <chats>`. */
import { Bot } from "grammy";
import { flowWords } from "../../src/bot/words/words.ts";
import { systemClock } from "../../src/kit/clock.ts";
import { openStorage } from "../../src/storage/storage.ts";
import { tell } from "../frame/child.ts";
import { chatOf } from "./seed-chats.ts";
import { BOT, messageOf, stubTelegram } from "./stub-telegram.ts";
import { startWholeBot } from "./whole-bot.ts";

export interface Rate {
  readonly perSecond: number;
  /** Time of the processor that an update took, all threads together. */
  readonly cpuMs: number;
  /** Of the bare bot, which sends back what it hears. */
  readonly echoPerSecond: number;
  readonly rssMb: number;
}

const WARM_UP = 1_000;
const UPDATES = 4_000;

const [url = "", chats = ""] = process.argv.slice(2);
const people = Number(chats) - 1;
const stride = Math.max(1, Math.floor(people / (WARM_UP + UPDATES)));

// In a copy of a database all conversations are over.
const storage = openStorage({ url, clock: systemClock });
await storage.copies.moveIn();
await storage.close();

let strays = 0;
const telegram = stubTelegram();
telegram.onMessage = (_chat, text) => {
  if (text === flowWords.closed.html) strays += 1;
};
const bot = await startWholeBot(telegram, url);

/** All over the chats, one after the other; who comes again takes the answer back, and so on. */
const answers = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => {
    const place = (from + at) * stride;
    const again = Math.floor(place / people) % 2 === 1;
    return messageOf(chatOf(1 + (place % people)), again ? "◀️ Back" : "⏭ Skip");
  });

async function rateOf(
  updates: ReturnType<typeof answers>,
): Promise<Omit<Rate, "echoPerSecond" | "rssMb">> {
  const [startedAt, cpuAt] = [performance.now(), process.cpuUsage()];
  telegram.hand(updates);
  await telegram.handled();
  const { user, system } = process.cpuUsage(cpuAt);
  return {
    perSecond: updates.length / ((performance.now() - startedAt) / 1000),
    cpuMs: (user + system) / 1000 / updates.length,
  };
}

await rateOf(answers(0, WARM_UP));
const talk = await rateOf(answers(WARM_UP, WARM_UP + UPDATES));
if (strays > 0) throw new Error(`${strays} answers met no question`);
const rssMb = process.memoryUsage.rss() / 2 ** 20;

const echo = new Bot(`${BOT.id}:bench`, {
  client: { fetch: telegram.fetch as never, apiRoot: "https://telegram.invalid" },
  botInfo: BOT as never,
});
echo.on("message:text", (ctx) => ctx.reply(ctx.msg.text));
const echoRate = async (count: number): Promise<number> => {
  const updates = Array.from({ length: count }, () => messageOf(chatOf(0), "hello"));
  const startedAt = performance.now();
  for (const update of updates) await echo.handleUpdate(update);
  return count / ((performance.now() - startedAt) / 1000);
};
await echoRate(WARM_UP);
const echoPerSecond = await echoRate(UPDATES);

await bot.stop();
tell({ ...talk, echoPerSecond, rssMb } satisfies Rate);
