import { describe, expect, it } from "vitest";
import { aGrammyBot, aTelegram } from "./a-bot.ts";

describe("faults in process", () => {
  it("says how long to wait with a 429, as often as told, and then works", async () => {
    const { sim, ada } = aTelegram();
    const bot = aGrammyBot(sim);
    sim.faults.add({ kind: "429", method: "sendMessage", retryAfter: 7, times: 2 });
    const send = () => bot.api.sendMessage(ada.id, "x").catch((error: unknown) => error);

    const answers = [await send(), await send(), await send()];

    const flood = { error_code: 429, parameters: { retry_after: 7 } };
    expect(answers.slice(0, 2)).toEqual([
      expect.objectContaining(flood),
      expect.objectContaining(flood),
    ]);
    expect(answers[2]).toMatchObject({ text: "x" });
  });

  it("leaves polling alone unless it is named", async () => {
    const { sim } = aTelegram();
    sim.faults.add({ kind: "500" });

    expect(await sim.call("getUpdates")).toMatchObject({ ok: true });
    expect(await sim.call("getMe")).toMatchObject({ error_code: 500 });
    expect(await sim.call("getMe")).toMatchObject({ ok: true });
  });

  it("loses the answer after the message was sent, and nothing before", async () => {
    const { sim, ada } = aTelegram();
    const bot = aGrammyBot(sim);
    sim.faults.add({ kind: "lost-answer", method: "sendMessage" });
    sim.faults.add({ kind: "network", method: "sendMessage" });

    await expect(bot.api.sendMessage(ada.id, "arrived")).rejects.toMatchObject({
      name: "HttpError",
    });
    await expect(bot.api.sendMessage(ada.id, "not")).rejects.toMatchObject({ name: "HttpError" });

    expect(sim.messages(ada.id).map(({ text }) => text)).toEqual(["/start", "arrived"]);
    expect(sim.calls().map(({ method, ok }) => [method, ok])).toEqual([
      ["sendMessage", false],
      ["sendMessage", false],
    ]);
  });

  it("forgets them when cleared", async () => {
    const { sim } = aTelegram();
    sim.faults.add({ kind: "502", times: 5 });

    sim.faults.clear();

    expect(await sim.call("getMe")).toMatchObject({ ok: true });
  });
});
