/** Taps on Launch over a path, against a bare request of the same bytes: `taps-part.ts <Asked as JSON>`. */
import { Client } from "undici";
import { tell } from "../frame/child.ts";
import { interleave, type Samples } from "../frame/interleave.ts";
import { aLink } from "../process/cards.ts";
import { asked } from "./asked.ts";
import { bareRequest } from "./bare-request.ts";
import { startFarBot } from "./far-bot.ts";

export interface TapFigures {
  /** From the tap's update to the whole answer, in ms. */
  readonly samples: Samples<"tap" | "bare">;
  /** The part of it from the request's first byte on. */
  readonly fromSent: readonly number[];
  readonly cold: number;
}

const { path, certificate, rounds } = asked();
const bot = await startFarBot(path, certificate, Math.ceil(rounds * 1.1) + 2, aLink);
const client = new Client(bot.farEnd.url, { keepAliveTimeout: 600_000 });
const first = await bot.tapNext();
const bare = bareRequest(client, bot.farEnd, first.bytes);
await bare();

const fromSent: number[] = [];
let cold = 0;
async function tap(): Promise<number> {
  const { tappedAt, sentAt, answeredAt, isCold } = await bot.tapNext();
  fromSent.push(answeredAt - sentAt);
  if (isCold) cold += 1;
  return answeredAt - tappedAt;
}
const samples = await interleave(rounds, { tap, bare });
await client.close();
await bot.stop();
tell({ samples, fromSent, cold } satisfies TapFigures);
