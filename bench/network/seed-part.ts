/** Taps on Launch over a path, against what the provider's own example does: `seed-part.ts <SeedAsked as JSON>`. */
import { readFileSync } from "node:fs";
import { Agent, fetch as seedFetch } from "undici";
import { tell } from "../frame/child.ts";
import { interleave, type Samples } from "../frame/interleave.ts";
import { aLink, takenIn } from "../process/cards.ts";
import { asked, type Asked } from "./asked.ts";
import { startFarBot } from "./far-bot.ts";

export interface SeedAsked extends Asked {
  /** File of a photo as Telegram hands it on; null: the picture is a link. */
  readonly photo: string | null;
}

export interface SeedFigures {
  /** In ms: from the tap's update, and from the call, to the whole answer. */
  readonly samples: Samples<"tap" | "seed">;
  readonly tapBytes: number;
  readonly seedBytes: number;
}

const { path, certificate, rounds, photo: file } = asked() as SeedAsked;
const photo = file === null ? null : readFileSync(file);
const cards = Math.ceil(rounds * 1.1) + 2;
const bot = await startFarBot(path, certificate, cards, photo ? takenIn(photo) : aLink);

async function tap(): Promise<number> {
  const { tappedAt, answeredAt } = await bot.tapNext();
  return answeredAt - tappedAt;
}

let seedBytes = 0;
/** A `fetch` for each launch, long after the last, so that its connection is closed by then. */
async function seed(): Promise<number> {
  const dispatcher = new Agent();
  const beganAt = performance.now();
  const image = photo
    ? `data:image/jpeg;base64,${photo.toString("base64")}`
    : "https://example.com/coin.png";
  const body = JSON.stringify({ name: "Moss Coin", symbol: "MOSS", platform: "pump", image });
  const response = await seedFetch(`${bot.farEnd.url}/submit`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
    dispatcher,
  });
  await response.text();
  const tookMs = performance.now() - beganAt;
  const [{ bytes }] = await Promise.all([bot.farEnd.arrival(), dispatcher.close()]);
  seedBytes = bytes;
  return tookMs;
}

const { bytes: tapBytes } = await bot.tapNext();
const samples = await interleave(rounds, { tap, seed });
await bot.stop();
tell({ samples, tapBytes, seedBytes } satisfies SeedFigures);
