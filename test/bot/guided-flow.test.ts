import { describe, expect, it } from "vitest";
import { CHAINS } from "../../src/domain/chains.ts";
import { TARGET_IDS, TARGETS } from "../../src/domain/targets.ts";
import { samplePicture } from "../../src/sandbox/sample-picture.ts";
import { aWorld } from "../support/a-world.ts";
import { atTheCard } from "../support/at-the-card.ts";
import { textOf } from "../support/an-actor.ts";
import { MINT } from "../support/fake-provider.ts";
import { giveKeys } from "../support/some-keys.ts";

const coin = samplePicture(64, 2);

describe("the guided flow", () => {
  it.each(TARGET_IDS)("leads from /launch to a live token at %s", async (id) => {
    const target = TARGETS[id];
    const world = await aWorld({ hostedLinkLength: 120 });
    const ada = world.person("Ada");
    await giveKeys(world.vault, ada.id, target.provider);

    ada.say("/launch");
    await ada.sees("Where shall it go?");
    await ada.tap(target.label);
    await ada.sees("What is it called?");
    ada.say("Moss Coin");
    await ada.sees("Which ticker?");
    ada.say("MOSS");
    await ada.sees("Send a picture");
    ada.sendPhoto(coin);
    if (target.description) {
      await ada.sees("Describe it");
      ada.say("Soft and green.");
    }
    if (target.buy) {
      await ada.sees(`How much do you buy first, in ${target.buy.symbol}?`);
      ada.say("0,1");
    }
    await ada.sees("cannot be undone");
    await ada.tap("🚀 Launch");
    await ada.sees(MINT);

    const [order, ...more] = world.providers[target.provider].received;
    expect(more).toEqual([]);
    expect(order?.request).toMatchObject({
      target: id,
      name: "Moss Coin",
      ticker: "MOSS",
      description: target.description && "Soft and green.",
      buy: target.buy && 10n ** BigInt(CHAINS[target.chain].unit.decimals - 1),
    });
    expect(order?.picture?.form).toBe(id === "blowfish" ? "link" : "bytes");
    expect(textOf(ada.last())).toContain("Live");
  });
});

describe("what the guided flow takes", () => {
  it.each(["Moss Coin, MOSS", "Moss Coin,MOSS", "Moss Coin $MOSS", "Moss Coin, $MOSS"])(
    "takes “%s” as name and ticker at once",
    async (typed) => {
      const world = await aWorld();
      const ada = world.person("Ada");
      ada.say("/launch pump");
      await ada.sees("What is it called?");

      ada.say(typed);

      const asked = await ada.sees("Send a picture");
      expect(textOf(asked)).toContain("pump.fun · Moss Coin · $MOSS");
    },
  );

  it("takes a comma between words for a part of the name", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/launch pump");
    await ada.sees("What is it called?");

    ada.say("Hello, World");

    expect(textOf(await ada.sees("Which ticker?"))).toContain("Hello, World");
  });

  it("takes a photo with a caption for three answers", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/launch pump");
    await ada.sees("What is it called?");

    ada.sendPhoto(coin, "Moss Coin, MOSS");

    const asked = await ada.sees("How much do you buy first");
    expect(textOf(asked)).toContain("Moss Coin · $MOSS · picture");
  });

  it("takes the first picture of an album and is silent about the others", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/launch blowfish");
    await ada.sees("What is it called?");
    ada.say("Moss Coin, MOSS");
    await ada.sees("Send a picture");
    const heard = ada.heard();

    ada.sendAlbum([coin, samplePicture(80, 90), samplePicture(96, 180)]);
    await ada.sees("Describe it");
    await world.settled();

    expect(ada.heard()).toBe(heard + 1);
    ada.say("⏭ Skip");
    await ada.sees("64 × 64");
  });

  it("hears an album of every chat, though Telegram names them alike", async () => {
    const world = await aWorld({ allowed: ["Ada", "Ben"] });
    for (const name of ["Ada", "Ben"]) {
      const actor = world.person(name);
      actor.say("/launch blowfish");
      await actor.sees("What is it called?");
      actor.say("Moss Coin, MOSS");
      await actor.sees("Send a picture");

      actor.sendAlbum([coin, samplePicture(80, 90)]);

      await actor.sees("Describe it");
    }
  });

  it("is silent about an album's other pictures when the first one ends an edit", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await atTheCard(world, ada);
    await ada.tap("Edit");
    await ada.tap("Picture");
    await ada.sees("Send a picture");

    ada.sendAlbum([coin, samplePicture(80, 90)]);
    await ada.sees("64 × 64");
    await world.settled();

    expect(textOf(ada.last())).toContain("cannot be undone");
  });

  it("takes a target's name as people type it", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/launch");
    await ada.sees("Where shall it go?");

    ada.say("Swarms.World");

    expect(textOf(await ada.sees("What is it called?"))).toContain("swarms.world");
  });
});

describe("the buttons of a question", () => {
  it("skips what may be left out, and offers no Skip where nothing may", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await giveKeys(world.vault, ada.id, "swarms");
    ada.say("/launch swarms");

    const name = await ada.sees("What is it called?");
    ada.say("Moss Coin, MOSS");
    const picture = await ada.sees("Send a picture");
    ada.say("⏭ Skip");
    const description = await ada.sees("Describe it");

    expect(name.replyKeyboard?.rows).toEqual([["◀️ Back", "✖️ Cancel"]]);
    expect(picture.replyKeyboard?.rows).toEqual([["◀️ Back", "⏭ Skip", "✖️ Cancel"]]);
    expect(description.replyKeyboard?.rows).toEqual([["◀️ Back", "✖️ Cancel"]]);
  });

  it("takes no Skip of an earlier question for a name", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/launch pump");
    await ada.sees("What is it called?");

    ada.say("⏭ Skip");

    const again = await ada.sees("tap one of the buttons");
    expect(textOf(again)).toContain("What is it called?");
  });

  it("goes back one answer at a time, to the question for the target too", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/launch pump");
    await ada.sees("What is it called?");
    ada.say("Moss Coin, MOSS");
    await ada.sees("Send a picture");

    ada.say("◀️ Back");
    const ticker = await ada.sees("Which ticker?");
    ada.say("◀️ Back");
    await ada.sees("What is it called?");
    ada.say("◀️ Back");
    await ada.sees("Where shall it go?");
    await ada.tap("Clanker");
    const name = await ada.sees("What is it called?");

    expect(textOf(ticker)).toContain("pump.fun · Moss Coin");
    expect(textOf(name)).not.toContain("Moss Coin ·");
  });

  it("asks again for a picture that was sent twice and taken back", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/launch pump");
    await ada.sees("What is it called?");
    ada.sendPhoto(coin);
    await ada.sees("· picture");
    ada.sendPhoto(samplePicture(80, 90), "Moss Coin, MOSS");
    await ada.sees("How much do you buy first");

    ada.say("◀️ Back");

    const asked = await ada.sees("Send a picture");
    expect(textOf(asked)).not.toContain("· picture");
  });

  it.each(["✖️ Cancel", "/cancel"])("leaves on “%s”, with the buttons", async (typed) => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/launch pump");
    await ada.sees("What is it called?");

    ada.say(typed);

    const left = await ada.sees("Left. Nothing was launched.");
    expect(left.replyKeyboard).toMatchObject({ remove: true });
    ada.say("Moss Coin");
    await ada.sees("I did not understand that");
  });

  it.each(["✖️ Cancel", "cancel"])("leaves the question for the target on “%s”", async (typed) => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/launch");
    const asked = await ada.sees("Where shall it go?");

    ada.say(typed);
    await ada.sees("Left.");

    const now = ada.messages().find(({ messageId }) => messageId === asked.messageId);
    expect(now?.keyboard).toBeUndefined();
  });

  it("goes on when the person has deleted the question for the target", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/launch");
    const asked = await ada.sees("Where shall it go?");
    await world.telegram.call("deleteMessage", { chat_id: ada.id, message_id: asked.messageId });

    ada.say("pump");

    await ada.sees("What is it called?");
  });

  it("says that a question is closed when one of its buttons comes later", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");

    ada.say("⏭ Skip");

    const closed = await ada.sees("That question is closed");
    expect(closed.replyKeyboard).toMatchObject({ remove: true });
  });
});

describe("two flows at once", () => {
  it("sets the first launch aside when /launch comes again", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/launch pump");
    await ada.sees("What is it called?");
    ada.say("Moss Coin, MOSS");
    await ada.sees("Send a picture");

    ada.say("/launch bonk");
    await ada.sees("I set aside the launch you were putting together");
    const asked = await ada.sees("What is it called?");

    expect(textOf(asked)).toContain("letsbonk");
    expect(textOf(asked)).not.toContain("$MOSS");
  });

  it("answers other commands in the middle and goes on waiting", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/launch pump");
    await ada.sees("What is it called?");

    ada.say("/help");
    await ada.sees("A second tap never launches twice");
    ada.say("Moss Coin");

    await ada.sees("Which ticker?");
  });

  it("says that it does not know a command, and asks again", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/launch pump");
    await ada.sees("What is it called?");

    ada.say("/moon");

    const again = await ada.sees("I do not know that command");
    expect(textOf(again)).toContain("What is it called?");
  });
});
