/** As many taps within 50 ms as cards stand: `burst-part.ts <BurstAsked as JSON>`, where a round is a burst. */
import { Client } from "undici";
import { tell } from "../frame/child.ts";
import { aLink, type Card } from "../process/cards.ts";
import { asked, type Asked } from "./asked.ts";
import { bareRequest } from "./bare-request.ts";
import { startFarBot } from "./far-bot.ts";

export interface BurstAsked extends Asked {
  /** In each burst. */
  readonly taps: number;
}

export interface BurstFigures {
  /** From each tap's update to its whole answer, and one bare request alone. In ms. */
  readonly tap: readonly number[];
  readonly bare: readonly number[];
  readonly cold: number;
}

const WITHIN_MS = 50;

const { path, certificate, rounds, taps } = asked() as BurstAsked;
const bot = await startFarBot(path, certificate, rounds * taps + 1, aLink);
const client = new Client(bot.farEnd.url, { keepAliveTimeout: 600_000 });
const first = await bot.tapNext();
const requestBare = bareRequest(client, bot.farEnd, first.bytes);
await requestBare();

const tap: number[] = [];
const bare: number[] = [];
let cold = 0;
for (let round = 0; round < rounds; round += 1) {
  const cards: Card[] = [];
  while (cards.length < taps) cards.push(await bot.nextCard());
  await bot.ready();
  for (const tapped of await bot.tap(cards, WITHIN_MS / taps)) {
    tap.push(tapped.answeredAt - tapped.tappedAt);
    if (tapped.isCold) cold += 1;
  }
  for (let at = 0; at < taps; at += 1) bare.push(await requestBare());
}
await client.close();
await bot.stop();
tell({ tap, bare, cold } satisfies BurstFigures);
