import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { startFarEnd, type Certificate, type FarEnd } from "../far-end/far-end.ts";
import { tempFolder } from "../frame/temp-folder.ts";
import type { Path } from "../path/path.ts";
import { addCards, type Card, type GivePicture } from "../process/cards.ts";
import { stubTelegram, tapOf } from "../throughput/stub-telegram.ts";
import { startWholeBot } from "../throughput/whole-bot.ts";
import { watchAnswers, type Exchange } from "./answers.ts";

/** The whole bot, far from a region, and people whose cards can be tapped. */
export interface FarBot {
  readonly farEnd: FarEnd;
  /** Draws the next card. */
  nextCard(): Promise<Card>;
  /** Resolves when every card that was drawn has a connection for its tap. */
  ready(): Promise<void>;
  /** Taps Launch on cards, this far apart. @returns What became of each, in the order of the answers. */
  tap(cards: readonly Card[], apartMs?: number): Promise<readonly Tapped[]>;
  /** Draws the next card and taps it; connections are ready for two at a time before any card is drawn. */
  tapNext(): Promise<Tapped>;
  stop(): Promise<void>;
}

export interface Tapped extends Exchange {
  readonly tappedAt: number;
  readonly isCold: boolean;
  readonly bytes: number;
}

/** What the bot does after an answer is over by then. */
const REST_MS = 30;
/** Until a connection is open and pinged, and what two ends calculate for it. */
const OPENING_ROUND_TRIPS = 4;

export async function startFarBot(
  path: Path,
  certificate: Certificate,
  cardCount: number,
  givePicture: GivePicture,
): Promise<FarBot> {
  const url = `file:${join(tempFolder(), "far.db")}`;
  const cards = [...(await addCards(url, cardCount, givePicture))];
  const farEnd = await startFarEnd(certificate, path);
  const telegram = stubTelegram();
  const app = await startWholeBot(telegram, url, { region: farEnd.url });
  const answers = watchAnswers();

  const bot: FarBot = {
    farEnd,
    async nextCard() {
      const card = cards.shift();
      if (!card) throw new Error("there are too few cards");
      telegram.hand([tapOf(card.ownerId, card.draw)]);
      await telegram.handled();
      return card;
    },
    async ready() {
      await after(OPENING_ROUND_TRIPS * path.roundTripMs + REST_MS);
    },
    async tap(tapped, apartMs = 0) {
      const done = await Promise.all(
        tapped.map(async ({ ownerId, launch }, at) => {
          await after(at * apartMs);
          const tappedAt = performance.now();
          telegram.hand([tapOf(ownerId, launch)]);
          const [exchange, { isCold, bytes }] = await Promise.all([
            answers.next(),
            farEnd.arrival(),
          ]);
          return { ...exchange, tappedAt, isCold, bytes };
        }),
      );
      await telegram.handled();
      await after(REST_MS);
      return done;
    },
    async tapNext() {
      const card = await bot.nextCard();
      await after(REST_MS);
      const [done] = await bot.tap([card]);
      if (!done) throw new Error("there was no answer");
      return done;
    },
    async stop() {
      await app.stop();
      farEnd.close();
    },
  };
  await bot.ready();
  return bot;
}
