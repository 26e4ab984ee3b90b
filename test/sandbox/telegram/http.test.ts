import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Bot, InputFile } from "grammy";
import { Hono } from "hono";
import { afterEach, describe, expect, it } from "vitest";
import { plainPng } from "../../../src/sandbox/telegram/plain-png.ts";
import { createTelegramSim } from "../../../src/sandbox/telegram/world.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A simulator on a loopback port, under a prefix, with Ada in it. */
async function aServer() {
  const sim = createTelegramSim();
  const ada = sim.addPerson({ firstName: "Ada" });
  const server = createAdaptorServer({ fetch: new Hono().route("/telegram", sim.http()).fetch });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  ends.push(async () => {
    sim.close();
    server.close();
    await once(server, "close");
  });
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}/telegram`;
  const bot = new Bot(sim.token, { client: { apiRoot: root } });
  return { sim, ada, root, bot };
}

describe("the Bot API over HTTP", () => {
  it("serves a bot that polls, answers, downloads and uploads", async () => {
    const { sim, ada, root, bot } = await aServer();
    const picture = plainPng(200, 100);
    const { promise: done, resolve } = Promise.withResolvers<Buffer>();
    bot.command("start", (ctx) => ctx.reply("send a photo"));
    bot.on("message:photo", async (ctx) => {
      const { file_path = "" } = await ctx.getFile();
      const answer = await fetch(`${root}/file/bot${sim.token}/${file_path}`);
      const bytes = Buffer.from(await answer.arrayBuffer());
      await ctx.replyWithPhoto(new InputFile(bytes, "a moss.png"), { caption: "got it" });
      resolve(bytes);
    });

    const polling = bot.start();
    sim.say(ada.id, "/start");
    sim.sendPhoto(ada.id, picture);
    const bytes = await done;
    await bot.stop();
    await polling;

    expect(bytes.equals(picture)).toBe(true);
    expect(sim.messages(ada.id).map(({ text, caption }) => text ?? caption)).toEqual([
      "/start",
      undefined,
      "send a photo",
      "got it",
    ]);
    expect(await sim.call("getWebhookInfo")).toMatchObject({ result: { pending_update_count: 0 } });
  });

  it("ends the older of two polls with 409", async () => {
    const { sim, root } = await aServer();
    const poll = async (seconds: number) =>
      (await (
        await fetch(`${root}/bot${sim.token}/getUpdates?timeout=${seconds}`)
      ).json()) as object;
    const ended = new AbortController();

    const first = poll(30).finally(() => ended.abort());
    // Nobody can see from here when the first one has begun to wait, so newcomers come until it is ended.
    while (!ended.signal.aborted) await poll(0);

    expect(await first).toMatchObject({ ok: false, error_code: 409 });
  });

  it("knows its token only", async () => {
    const { root } = await aServer();
    const status = async (path: string) => (await fetch(`${root}${path}`)).status;

    expect(await status("/bot123456:AAwrong/getMe")).toBe(401);
    expect(await status("/botnonsense/getMe")).toBe(404);
    expect(await status("/file/bot123456:AAwrong/photos/file_0.jpg")).toBe(404);
    expect(await status("/")).toBe(404);
  });

  it("takes a call as a query, a form or JSON", async () => {
    const { sim, ada, root } = await aServer();
    sim.say(ada.id, "hi");
    const url = `${root}/bot${sim.token}/SendMessage`;
    const markup = JSON.stringify({ inline_keyboard: [[{ text: "a", callback_data: "a" }]] });
    const fields = { chat_id: String(ada.id), text: "123", reply_markup: markup };
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);

    await fetch(`${url}?${new URLSearchParams(fields).toString()}`);
    await fetch(url, { method: "POST", body: new URLSearchParams(fields) });
    await fetch(url, { method: "POST", body: form });
    const broken = await fetch(url, {
      method: "POST",
      body: "{",
      headers: { "content-type": "application/json" },
    });

    const sent = sim.messages(ada.id).slice(1);
    expect(sent.map(({ text, keyboard }) => [text, keyboard?.[0]?.[0]?.data])).toEqual([
      ["123", "a"],
      ["123", "a"],
      ["123", "a"],
    ]);
    expect(broken.status).toBe(400);
  });

  it("breaks the connection before or after the work, as the fault says", async () => {
    const { sim, ada, bot } = await aServer();
    sim.say(ada.id, "hi");
    sim.faults.add({ kind: "network", method: "sendMessage" });
    sim.faults.add({ kind: "lost-answer", method: "sendMessage" });

    const before = await bot.api.sendMessage(ada.id, "one").catch((error: unknown) => error);
    const after = await bot.api.sendMessage(ada.id, "two").catch((error: unknown) => error);

    expect([before, after]).toEqual([
      expect.objectContaining({ name: "HttpError" }),
      expect.objectContaining({ name: "HttpError" }),
    ]);
    expect(sim.messages(ada.id).map(({ text }) => text)).toEqual(["hi", "two"]);
  });
});
