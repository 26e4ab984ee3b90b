/**
 * Taps on Launch through the whole bot, from the update to the request's last byte at the provider, and what stands against
 * them: `taps-part.ts <rounds> <kilobytes of the picture> <key file> <certificate file>`.
 */
import { join } from "node:path";
import { setTimeout as rest } from "node:timers/promises";
import { Bot } from "grammy";
import { Client } from "undici";
import { startFarEnd } from "../far-end/far-end.ts";
import { tell } from "../frame/child.ts";
import { fileSync } from "../frame/file-sync.ts";
import { interleave } from "../frame/interleave.ts";
import { tempFolder } from "../frame/temp-folder.ts";
import { BOT, stubTelegram, tapOf } from "../throughput/stub-telegram.ts";
import { startWholeBot } from "../throughput/whole-bot.ts";
import { addCards, aLink, ofSize } from "./cards.ts";

export interface Taps {
  readonly tap: readonly number[];
  readonly bare: readonly number[];
  readonly sync: readonly number[];
  readonly coldTaps: number;
  /** Calls of the Bot API between the update and the last byte, of all taps. */
  readonly telegramCalls: number;
  readonly bodyBytes: number;
}

const READ_MS = 50;

const [rounds = "", kilobytes = "", key = "", cert = ""] = process.argv.slice(2);
const folder = tempFolder();
const url = `file:${join(folder, "taps.db")}`;
const farEnd = await startFarEnd({ key, cert });
const telegram = stubTelegram();
const count = Math.ceil(Number(rounds) * 1.1) + 1;
const cards = await addCards(
  url,
  count,
  kilobytes === "0" ? aLink : ofSize(Number(kilobytes) * 1024),
);
const bot = await startWholeBot(telegram, url, { region: farEnd.url });

let at = 0;
let coldTaps = 0;
let telegramCalls = 0;
let bodyBytes = 0;
const sinceMs = (beganNs: bigint, atNs: string) => Number(BigInt(atNs) - beganNs) / 1e6;

async function tap(): Promise<number> {
  const card = cards[at];
  at += 1;
  if (!card) throw new Error("there are too few cards");
  // Nobody taps a card that was not drawn, nor before it can be read.
  telegram.hand([tapOf(card.ownerId, card.draw)]);
  await telegram.handled();
  await rest(READ_MS);
  const beganNs = process.hrtime.bigint();
  telegram.hand([tapOf(card.ownerId, card.launch)]);
  const { atNs, bytes, isCold } = await farEnd.arrival();
  if (isCold) coldTaps += 1;
  telegramCalls += telegram.calls().filter((ns) => ns > beganNs && ns < BigInt(atNs)).length;
  bodyBytes = bytes;
  await telegram.handled();
  return sinceMs(beganNs, atNs);
}

/** A bot that does nothing but send the same bytes over a connection that is open. */
const client = new Client(farEnd.url, { keepAliveTimeout: 600_000 });
let body: Buffer = Buffer.alloc(0);
const bareTelegram = stubTelegram();
const bareBot = new Bot(`${BOT.id}:bench`, {
  client: { fetch: bareTelegram.fetch as never, apiRoot: "https://telegram.invalid" },
  botInfo: BOT as never,
});
bareBot.on("callback_query:data", async () => {
  const response = await client.request({ method: "POST", path: "/submit", body });
  await response.body.dump();
});
void bareBot.start();
async function bare(): Promise<number> {
  await rest(READ_MS);
  const beganNs = process.hrtime.bigint();
  bareTelegram.hand([tapOf(1, "anything")]);
  const { atNs } = await farEnd.arrival();
  await bareTelegram.handled();
  return sinceMs(beganNs, atNs);
}

// The first one tells how long a body is.
await tap();
body = Buffer.alloc(bodyBytes, "A");
await bare();
[coldTaps, telegramCalls] = [0, 0];

const file = fileSync(folder);
const samples = await interleave(Number(rounds), { tap, bare, sync: () => file.run() });
file.close();
await bareBot.stop();
await client.close();
await bot.stop();
farEnd.close();
tell({ ...samples, coldTaps, telegramCalls, bodyBytes } satisfies Taps);
