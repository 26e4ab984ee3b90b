import { describe, expect, it } from "vitest";
import { samplePicture } from "../../src/sandbox/sample-picture.ts";
import { aWorld } from "../support/a-world.ts";
import { textOf } from "../support/an-actor.ts";
import { atTheCard, launches, toTheBuy } from "../support/at-the-card.ts";
import { liveWith, MINT } from "../support/fake-provider.ts";
import { asksToAdd, giveKeys } from "../support/some-keys.ts";

describe("an update that comes more than once", () => {
  it("launches once, in 200 deliveries of the tap", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await atTheCard(world, ada);
    const card = ada.card();
    const go = card.keyboard?.[0]?.[0]?.data ?? "";
    const { updateId, answer } = await world.telegram.press(ada.id, ada.id, card.messageId, go);

    for (let at = 0; at < 200; at += 1) {
      world.telegram.redeliver(updateId);
      if (at % 20 === 0) await world.settled();
    }
    await answer;
    await world.settled();

    expect(world.providers.j7tracker.received).toHaveLength(1);
    expect(await world.storage.launches.list({ ownerId: ada.id, limit: 10 })).toHaveLength(1);
  });

  it("launches once, in ten taps at the same time", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await atTheCard(world, ada);
    await world.settled();

    const toasts = await Promise.all(Array.from({ length: 10 }, () => ada.tapNow("🚀 Launch")));
    await world.settled();

    expect(toasts.filter((toast) => toast === "On its way")).toHaveLength(1);
    expect(toasts.filter((toast) => toast.includes("already confirmed"))).toHaveLength(9);
    expect(world.providers.j7tracker.received).toHaveLength(1);
  });

  it("is one answer to one question", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/launch pump");
    await ada.sees("What is it called?");
    const { updateId } = world.telegram.say(ada.id, "Moss");
    await ada.sees("Which ticker?");
    await world.settled();
    const heard = ada.heard();

    for (let at = 0; at < 5; at += 1) world.telegram.redeliver(updateId);
    await world.settled();

    expect(ada.heard()).toBe(heard);
  });

  it("makes one draft although the process died after it was made", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await giveKeys(world.vault, ada.id, "j7tracker");
    await toTheBuy(ada);
    await world.settled();
    ada.say("⏭ Skip");
    const card = await ada.sees("cannot be undone");
    world.kill();

    await world.start();
    await world.settled();

    const draft = await world.storage.drafts.latestOpen(ada.id);
    expect(draft?.card).toMatchObject({ messageId: ada.card().messageId });
    expect(card.messageId).toBeLessThanOrEqual(ada.card().messageId);
    await ada.tap("🚀 Launch");
    await ada.sees(MINT);
    expect(world.providers.j7tracker.received).toHaveLength(1);
  });
});

describe("a restart", () => {
  it("in the middle of the guided flow goes on at the same question, after every answer", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await giveKeys(world.vault, ada.id, "j7tracker");
    ada.say("/launch");
    await ada.sees("Where shall it go?");
    await world.restart();
    await ada.tap("pump.fun");
    await ada.sees("What is it called?");
    await world.restart();
    ada.say("Moss Coin");
    await ada.sees("Which ticker?");
    await world.restart();
    ada.say("MOSS");
    await ada.sees("Send a picture");
    await world.restart();
    ada.sendPhoto(samplePicture(64, 2));
    await ada.sees("How much do you buy first");
    await world.restart();
    ada.say("0.5");
    const card = await ada.sees("cannot be undone");
    await world.restart();
    await ada.tap("🚀 Launch");

    const live = await ada.sees(MINT);
    expect(live.messageId).toBe(card.messageId);
    expect(world.providers.j7tracker.received).toMatchObject([
      { request: { name: "Moss Coin", ticker: "MOSS", buy: 500_000_000n } },
    ]);
  });

  it("in the middle of an edit takes the answer that follows", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await atTheCard(world, ada);
    await ada.tap("Edit");
    await ada.tap("Ticker");
    await ada.sees("Which ticker?");
    await world.restart();

    ada.say("FERN");

    expect(textOf(await ada.sees("cannot be undone"))).toContain("$FERN");
  });

  it("while a key is expected takes the key that follows, out of the chat", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await asksToAdd(ada, "swarms.world", "Add API key");
    await ada.sees("in the next message");
    await world.restart();

    const messageId = ada.say("sk-of-ada-0123456789");

    await ada.sees("Stored");
    expect(ada.messages().some((message) => message.messageId === messageId)).toBe(false);
  });

  it("in the middle of polling goes on with the same card", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    world.providers.blowfish.answerNext({ kind: "accepted", eventId: "event-1" });
    await launches(world, ada, "blowfish", "Accepted");
    const card = ada.card();
    await world.restart();
    world.providers.blowfish.sayNext(liveWith(MINT));

    await world.pass(6_000);

    const live = await ada.sees(MINT);
    expect(live.messageId).toBe(card.messageId);
    expect(world.providers.blowfish.received).toHaveLength(1);
  });

  it("takes a conversation that will not open for none", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/launch pump");
    await ada.sees("What is it called?");
    await world.settled();
    const key = `${ada.id}:${ada.id}`;
    const box = (await world.storage.conversations.read(key)) ?? Buffer.alloc(0);
    box[box.length - 1] = (box.at(-1) ?? 0) ^ 1;
    await world.storage.conversations.write(key, box, world.clock.now(), 1);

    ada.say("Moss Coin");
    await ada.sees("I did not understand that");
    ada.say("/launch pump");
    await ada.sees("What is it called?");
    ada.say("Moss Coin");

    await ada.sees("Which ticker?");
  });
});

describe("a process that is killed", () => {
  it("while it handles an update gets the same update again", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/launch pump");
    await ada.sees("What is it called?");
    await world.settled();
    const held = world.link.hold("sendMessage");
    ada.say("Moss Coin");
    await held.made;
    world.kill();
    held.letGo();

    await world.start();

    await ada.sees("Which ticker?");
    ada.say("MOSS");
    expect(textOf(await ada.sees("Send a picture"))).toContain("Moss Coin · $MOSS");
  });

  it("confirms no update before it is handled, whatever comes after it", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    const ben = world.person("Ben");
    const held = world.link.hold("sendMessage");
    ada.say("/help");
    await held.made;
    ben.say("/help");
    await world.pass(1_000);
    await ben.sees("Launching");
    await world.pass(1_000);
    world.kill();

    await world.start();
    await ada.sees("Launching");
    await world.settled();

    expect(ben.heard()).toBe(1);
    held.letGo();
  });

  it("while it sends leaves an unclear launch, which is never sent again", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await atTheCard(world, ada);
    world.providers.j7tracker.whileSending(() => new Promise(() => undefined));
    await ada.tap("🚀 Launch");
    await ada.sees("Sending");
    world.kill();

    await world.start();
    await ada.sees("The bot was interrupted while sending, so the answer is lost.");
    await world.pass(60_000);

    expect(world.providers.j7tracker.received).toHaveLength(1);
  });
});

describe("a handler that hangs", () => {
  it("is let go after a minute, said so, and the chat works on", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/launch pump");
    await ada.sees("What is it called?");
    await world.settled();
    const held = world.link.hold("sendMessage");
    ada.say("Moss Coin");
    await held.made;
    ada.say("/help");

    await world.pass(59_000);
    expect(ada.heard()).toBe(1);
    await world.pass(2_000);

    await ada.sees("That took too long and was stopped.");
    await ada.sees("A second tap never launches twice.");
    ada.say("/cancel");
    await ada.sees("Left.");
    held.letGo();
  });

  it("has no say in the flow any more when it comes to after all", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/launch pump");
    await ada.sees("What is it called?");
    await world.settled();
    const held = world.link.hold("sendMessage");
    ada.say("Moss Coin");
    await held.made;
    await world.pass(61_000);
    ada.say("Fern Coin");
    await ada.sees("Which ticker?");

    held.letGo();
    await world.settled();
    ada.say("FERN");

    expect(textOf(await ada.sees("Send a picture"))).toContain("Fern Coin · $FERN");
  });

  it("keeps nobody else waiting", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    const ben = world.person("Ben");
    const held = world.link.hold("sendMessage");
    ada.say("/help");
    await held.made;

    ben.say("/help");
    await world.pass(1_000);

    await ben.sees("Launching");
    held.letGo();
    await ada.sees("Launching");
  });
});

describe("a Telegram that fails for a moment", () => {
  it.each(["500", "network", "429"] as const)(
    "ends no flow: the same answer can be given again after %s",
    async (kind) => {
      const world = await aWorld();
      const ada = world.person("Ada");
      ada.say("/launch pump");
      await ada.sees("What is it called?");
      await world.settled();
      world.telegram.faults.add({ kind, method: "sendMessage" });
      ada.say("Moss Coin");
      await ada.sees("Please try again.");

      ada.say("Moss Coin");

      await ada.sees("Which ticker?");
    },
  );

  it("leaves a button to be tapped again", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await atTheCard(world, ada);
    await ada.tap("Edit");
    await world.settled();
    world.telegram.faults.add({ kind: "500", method: "sendMessage" });
    await ada.tap("Name");
    await ada.sees("Please try again.");

    await ada.tap("Name");

    await ada.sees("What is it called?");
  });
});

describe("a fault of ours or of Telegram's", () => {
  it("is told in one sentence, logged without the update, and handled once", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/launch pump");
    await ada.sees("What is it called?");
    world.telegram.faults.add({ kind: "500", method: "sendMessage" });

    ada.say("a name nobody shall find in the log");
    await ada.sees("Telegram failed for a moment");
    await world.settled();

    const log = world.logged.join("");
    expect(log).toContain("an update failed");
    expect(log).not.toContain("nobody shall find");
    expect(log).not.toContain(world.telegram.token.split(":")[1]);
  });

  it("while updates are fetched is waited out", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    world.telegram.faults.add({ kind: "502", method: "getUpdates", times: 3 });
    ada.say("/help");

    await world.pass(10_000);

    await ada.sees("Launching");
  });
});
