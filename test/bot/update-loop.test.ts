import { Bot } from "grammy";
import { expect, it, onTestFinished } from "vitest";
import type { Ctx } from "../../src/bot/context.ts";
import { startUpdates } from "../../src/bot/update-loop.ts";
import { silentLog } from "../../src/kit/log.ts";
import { aClock } from "../support/a-clock.ts";

const FIRST = 1_001;

interface Asked {
  readonly offset: number;
  readonly limit: number;
}

/** A loop whose Telegram has so many updates, and whose handlers come to their end when they are told to. */
async function aLoop(updates: number) {
  const clock = aClock();
  const waiting = Array.from({ length: updates }, (_, at) => ({ update_id: FIRST + at }));
  const offsets: number[] = [];
  const handled: number[] = [];
  const ends = new Map<number, () => void>();

  /** Ends the handlers of the updates from the `from`-th to before the `to`-th. */
  const end = (from: number, to: number) => {
    for (let at = from; at < to; at += 1) ends.get(FIRST + at)?.();
  };

  async function answer(method: string, { offset, limit }: Asked) {
    if (method !== "getUpdates") return true;
    offsets.push(offset);
    return waiting.filter((update) => update.update_id >= offset).slice(0, limit);
  }
  const fetch = async (url: string, init: { body?: string }) => ({
    json: async () => {
      const method = url.split("/").at(-1) ?? "";
      return { ok: true, result: await answer(method, JSON.parse(init.body ?? "{}") as Asked) };
    },
  });
  const bot = new Bot<Ctx>("1:loop", { client: { fetch: fetch as never } });
  bot.use(({ update }) => {
    handled.push(update.update_id);
    return new Promise<void>((resolve) => ends.set(update.update_id, resolve));
  });
  const loop = startUpdates(bot, { clock, log: silentLog }, async () => undefined);
  onTestFinished(async () => {
    end(0, updates);
    await loop.stop(0);
  });
  await expect.poll(() => handled.length).toBe(Math.min(updates, 100));

  return { clock, end, handled, offsets };
}

it("goes on with what waits behind a full batch when half of that is handled", async () => {
  const { end, handled, offsets } = await aLoop(150);

  end(0, 50);

  await expect.poll(() => handled.length).toBe(150);
  expect(offsets).toEqual([0, FIRST + 50]);
});

it("confirms none that is still being handled, however many behind it are done", async () => {
  const { clock, end, handled, offsets } = await aLoop(150);
  end(0, 1);
  end(2, 100);

  for (let pauses = 0; pauses < 5; pauses += 1) await clock.advance(200);
  const before = [...new Set(offsets)];
  end(1, 2);

  await expect.poll(() => handled.length).toBe(150);
  expect(before).toEqual([0, FIRST + 1]);
  expect(new Set(handled).size).toBe(150);
});
