import { Bot } from "grammy";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Ctx } from "../../src/bot/context.ts";
import { ALLOWED_UPDATES } from "../../src/bot/update-loop.ts";
import { startWebhook } from "../../src/bot/webhook-updates.ts";
import { silentLog } from "../../src/kit/log.ts";
import { createTelegramSim, type SimFault } from "../../src/sandbox/telegram/world.ts";
import { aClock } from "../support/a-clock.ts";
import { aWorld } from "../support/a-world.ts";
import { atTheCard, launches } from "../support/at-the-card.ts";

const byWebhook = { updates: () => "webhook" as const };

describe("updates by webhook", () => {
  it("carry a whole launch, and nothing is polled", async () => {
    const world = await aWorld(byWebhook);
    const ada = world.person("Ada");

    await launches(world, ada);

    expect(world.providers.j7tracker.received).toHaveLength(1);
    expect(world.calls("getUpdates")).toEqual([]);
    expect(new Set(world.door.heard)).toEqual(new Set([200]));
  });

  it("are asked for with the secret, the kinds we read, and a bound", async () => {
    const world = await aWorld(byWebhook);
    await world.settled();

    expect(world.calls("setWebhook").map(({ payload }) => payload)).toEqual([
      {
        url: "https://bot.example/telegram",
        secret_token: "what-telegram-was-given-by-us",
        allowed_updates: ALLOWED_UPDATES,
        max_connections: 40,
        drop_pending_updates: false,
      },
    ]);
  });

  it("are confirmed only when the handler has come to its end and its mark is kept", async () => {
    const world = await aWorld(byWebhook);
    const ada = world.person("Ada");
    ada.say("/start");
    await ada.sees("Hello");
    await world.settled();
    const before = world.door.heard.length;
    const held = world.link.hold("sendMessage");

    const { updateId } = world.telegram.say(ada.id, "/help");
    await held.made;
    const during = [world.door.heard.length, await world.storage.bot.wasHandled(updateId)];
    held.letGo();
    await world.settled();

    expect(during).toEqual([before, false]);
    expect([world.door.heard.length, await world.storage.bot.wasHandled(updateId)]).toEqual([
      before + 1,
      true,
    ]);
  });

  it("come again when the process died over one, and are handled once", async () => {
    const world = await aWorld(byWebhook);
    const ada = world.person("Ada");
    await atTheCard(world, ada);
    const held = world.link.hold("editMessageText");
    void ada.tapNow("Other target");
    await held.made;

    world.kill();
    await world.start();
    await world.pass(3_000);
    await world.settled();

    expect(ada.labels().join()).toContain("Clanker");
  });

  it("that come again because a handler was slow are not handled twice", async () => {
    const world = await aWorld({ ...byWebhook, patienceMs: 5_000 });
    const ada = world.person("Ada");
    ada.say("/start");
    await ada.sees("Hello");
    await world.settled();
    const [heard, answered] = [ada.heard(), world.door.heard.length];
    const held = world.link.hold("sendMessage");

    ada.say("/help");
    await held.made;
    await world.pass(30_000);
    held.letGo();
    await world.pass(60_000);
    await world.settled();

    const info = await world.telegram.call("getWebhookInfo");
    expect(info).toMatchObject({ result: { last_error_message: "Read timeout expired" } });
    expect(ada.heard()).toBe(heard + 1);
    expect(world.door.heard.slice(answered)).toEqual([200]);
  });

  it("launch once when the tap came again while the first was under way", async () => {
    const world = await aWorld({ ...byWebhook, patienceMs: 5_000 });
    const ada = world.person("Ada");
    await atTheCard(world, ada);
    await world.settled();
    const held = world.link.hold("answerCallbackQuery");

    void ada.tapNow("🚀 Launch");
    await held.made;
    await world.pass(30_000);
    held.letGo();
    await world.pass(90_000);
    await world.settled();

    expect(world.providers.j7tracker.received).toHaveLength(1);
  });

  it("are not lost on the way from polling to a webhook and back", async () => {
    let how: "polling" | "webhook" = "polling";
    const world = await aWorld({ updates: () => how });
    const ada = world.person("Ada");
    ada.say("/launch pump");
    await ada.sees("What is it called?");

    world.kill();
    ada.say("Moss Coin");
    how = "webhook";
    await world.start();
    await ada.sees("Which ticker?");
    await world.settled();
    world.kill();
    ada.say("MOSS");
    how = "polling";
    await world.start();

    await ada.sees("Send a picture");
    expect(await world.telegram.call("getWebhookInfo")).toMatchObject({ result: { url: "" } });
  });

  it("wait at Telegram while the bot is stopped", async () => {
    const world = await aWorld(byWebhook);
    const ada = world.person("Ada");
    ada.say("/start");
    await ada.sees("Hello");
    await world.settled();

    world.kill();
    ada.say("/help");
    await world.pass(10_000);
    await world.start();
    await world.pass(20_000);

    await ada.sees("A second tap never launches twice");
  });
});

/** Only the way in, over a Telegram that fails as told. */
function aWayIn(url = "https://bot.example/telegram", faults: readonly SimFault[] = []) {
  const clock = aClock();
  const sim = createTelegramSim({ clock, deliver: async () => 200 });
  for (const fault of faults) sim.faults.add(fault);
  const bot = new Bot<Ctx>(sim.token, { client: { fetch: sim.fetch as never } });
  const handled: number[] = [];
  bot.use((ctx) => void handled.push(ctx.update.update_id));
  const connected = Promise.withResolvers<undefined>();
  const way = startWebhook(bot, { clock, log: silentLog, url, secret: "s".repeat(24) }, async () =>
    connected.resolve(undefined),
  );
  onTestFinished(() => way.stop(0));
  return { sim, bot, way, clock, handled, connected: connected.promise };
}

describe("the way in", () => {
  it("takes updates that come before Telegram has said that they will", async () => {
    const { way, handled } = aWayIn();

    expect(await way.take({ update_id: 1 })).toBe(true);

    expect(handled).toEqual([1]);
  });

  it("says no while Telegram knows nothing of it, so that the update comes again", async () => {
    const { way, clock, handled } = aWayIn("https://bot.example/telegram", [
      { kind: "network", method: "setWebhook", times: 100 },
    ]);

    const taken = way.take({ update_id: 1 });
    await clock.advance(5_000);

    expect(await taken).toBe(false);
    expect(handled).toEqual([]);
  });

  it("says no when it is stopping, also to what waits for its start", async () => {
    const { way, handled } = aWayIn("https://bot.example/telegram", [
      { kind: "network", method: "setWebhook", times: 100 },
    ]);
    const waits = way.take({ update_id: 1 });

    await way.stop(0);

    expect([await waits, await way.take({ update_id: 2 })]).toEqual([false, false]);
    expect(handled).toEqual([]);
  });

  it("tries again while Telegram cannot be reached", async () => {
    const { way, clock, connected } = aWayIn("https://bot.example/telegram", [
      { kind: "network", method: "getMe", times: 2 },
      { kind: "500", method: "setWebhook" },
    ]);
    const taken = (async () => {
      await connected;
      return way.take({ update_id: 1 });
    })();

    await clock.advance(60_000);

    expect(await taken).toBe(true);
  });

  it("gives up when Telegram does not deliver to the address", async () => {
    const { way } = aWayIn("http://bot.example/telegram");

    await expect(way.failed).rejects.toMatchObject({ setting: "PUBLIC_URL" });
  });

  it("gives up when Telegram does not know the token", async () => {
    const { bot, way } = (() => {
      const sim = createTelegramSim({ clock: aClock() });
      const other = new Bot<Ctx>("1:other", { client: { fetch: sim.fetch as never } });
      const url = "https://bot.example/telegram";
      const deps = { clock: aClock(), log: silentLog, url, secret: "s".repeat(24) };
      return { bot: other, way: startWebhook(other, deps, async () => undefined) };
    })();
    onTestFinished(() => way.stop(0));

    await expect(way.failed).rejects.toMatchObject({ setting: "BOT_TOKEN" });
    expect(bot.isInited()).toBe(false);
  });

  it("answers for an update whose handler failed: it was told of, and would fail again", async () => {
    const { bot, way, connected } = aWayIn();
    bot.handleUpdate = async () => {
      throw new Error("a bug");
    };
    await connected;

    expect(await way.take({ update_id: 1 })).toBe(true);
  });
});
