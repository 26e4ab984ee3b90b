import type { Update } from "grammy/types";
import { describe, expect, it } from "vitest";
import type { Draft } from "../../src/launches/draft-store.ts";
import { samplePicture } from "../../src/sandbox/sample-picture.ts";
import { aWorld, type World } from "../support/a-world.ts";
import { textOf, type TestActor } from "../support/an-actor.ts";
import { giveKeys } from "../support/some-keys.ts";

const LINE = 'pump MOSS "Moss Coin" 0.5';
const READY = "cannot be undone";
const SKIP = "⏭ Skip";

async function aScene(): Promise<{ world: World; ada: TestActor }> {
  const world = await aWorld();
  const ada = world.person("Ada");
  await giveKeys(world.vault, ada.id, "j7tracker");
  return { world, ada };
}

async function draftOf(world: World, ada: TestActor): Promise<Draft> {
  await world.settled();
  const draft = await world.storage.drafts.latestOpen(ada.id);
  if (!draft) throw new Error("no draft is open");
  return draft;
}

const MOSS = { target: "pump", name: "Moss Coin", ticker: "MOSS", buy: "500000000" };

describe("a launch in one line", () => {
  it.each([
    `/launch ${LINE}`,
    `/l ${LINE}`,
    `/launch@launchgram_sandbox_bot ${LINE}`,
    "/l@LAUNCHGRAM_sandbox_bot 0,5 „Moss Coin“ $MOSS pump.fun",
    "/launch\npump\nMOSS\nMoss Coin\n.5 SOL",
  ])("%s shows the preview without a question", async (text) => {
    const { world, ada } = await aScene();

    ada.say(text);

    const card = textOf(await ada.sees(READY));
    expect(card).toContain("Moss Coin $MOSS");
    expect(card).toContain("First buy: 0.5 SOL");
    expect((await draftOf(world, ada)).content).toMatchObject({ ...MOSS, picture: null });
    expect(ada.heard()).toBe(2);
  });

  it("is launched by the tap on its card, and not before", async () => {
    const { world, ada } = await aScene();
    ada.say(`/l ${LINE}`);
    await ada.sees(READY);
    await world.settled();
    const before = world.providers.j7tracker.received.length;

    await ada.tap("🚀 Launch");
    await world.settled();

    expect(before).toBe(0);
    expect(world.providers.j7tracker.received).toHaveLength(1);
  });

  it("sorts its links", async () => {
    const { world, ada } = await aScene();

    ada.say(`/l ${LINE} https://moss.example x.com/moss t.me/moss`);
    await ada.sees(READY);

    expect((await draftOf(world, ada)).content.links).toEqual({
      ...{ website: "https://moss.example/", twitter: "https://x.com/moss" },
      telegram: "https://t.me/moss",
    });
  });

  it("takes the picture behind its link", async () => {
    const { world, ada } = await aScene();

    ada.say(`/l ${LINE} https://moss.example/moss.png`);
    await ada.sees(READY);

    expect((await draftOf(world, ada)).content.picture).toEqual({
      ...{ kind: "link", url: "https://moss.example/moss.png" },
    });
  });

  it("says what it did not understand, and goes on with the rest", async () => {
    const { ada } = await aScene();

    ada.say(`/l ${LINE} http://moss.example please -3`);

    const told = textOf(await ada.sees("I did not understand"));
    expect(told).toContain("please");
    expect(told).toContain("http://moss.example: Only links that start with https://");
    await ada.sees(READY);
  });

  it("forgets nothing of it in a restart between two questions", async () => {
    const { world, ada } = await aScene();
    ada.say("/l MOSS 0.5");
    await ada.sees("Where shall it go?");
    await world.settled();
    await world.restart();
    await ada.tap("pump.fun");
    await ada.sees("What is it called?");
    await world.settled();
    await world.restart();

    ada.say("Moss Coin");

    await ada.sees(READY);
    expect((await draftOf(world, ada)).content).toMatchObject(MOSS);
  });
});

describe("what a line leaves out", () => {
  it("is asked for with answers to tap: the target", async () => {
    const { world, ada } = await aScene();
    ada.say('/l MOSS "Moss Coin" 0.5');
    await ada.sees("Where shall it go?");

    await ada.tap("pump.fun");

    await ada.sees(READY);
    expect((await draftOf(world, ada)).content).toMatchObject(MOSS);
  });

  it("the ticker", async () => {
    const { world, ada } = await aScene();
    ada.say('/l pump "Moss Coin" 0.5');
    const question = await ada.sees("Which ticker?");

    ada.say("MOSS");

    expect(question.replyKeyboard?.rows[0]).toEqual(["MOSSCOIN", "MOSS", "MC"]);
    await ada.sees(READY);
    expect((await draftOf(world, ada)).content).toMatchObject(MOSS);
  });

  it("the name", async () => {
    const { world, ada } = await aScene();
    ada.say("/l pump $MOSS 0.5");
    const question = await ada.sees("What is it called?");

    ada.say("Moss");

    expect(question.replyKeyboard?.rows[0]).toEqual(["Moss"]);
    await ada.sees(READY);
    expect((await draftOf(world, ada)).content).toMatchObject({ ...MOSS, name: "Moss" });
  });

  it("the description where the target needs one", async () => {
    const { ada } = await aScene();
    ada.say("/l jupiter MOSS Moss Coin");
    await ada.sees("Describe it");

    ada.say("Soft and green.");

    await ada.sees("Moss Coin");
  });

  it("without a word about the token every field has its question, with one-tap answers", async () => {
    const { ada } = await aScene();
    ada.say("/l pump");
    await ada.sees("What is it called?");
    ada.say("Moss Coin, MOSS");
    await ada.sees("Send a picture");
    ada.say(SKIP);

    const question = await ada.sees("How much do you buy first");

    expect(question.replyKeyboard?.rows[0]).toEqual(["0.1", "0.5", "1"]);
  });

  it("what breaks the target's rules is told and asked for again", async () => {
    const { ada } = await aScene();

    ada.say('/l pump MO-SS "Moss Coin" 0.5eth');

    const told = textOf(await ada.sees("First buy:"));
    expect(told).toContain("0.5");
    await ada.sees("Which ticker?");
  });
});

describe("what a line says in two ways", () => {
  it.each([
    ["two targets", 'pump bonk $MOSS "Moss Coin" 0.5', ["pump.fun", "letsbonk"], "pump.fun"],
    [
      "three tickers",
      '$FERN $MOSS $REED "Moss Coin" pump 0.5',
      ["$FERN", "$MOSS", "$REED"],
      "$MOSS",
    ],
    ["two amounts", 'pump MOSS "Moss Coin" 5 0.5', ["5", "0.5"], "0.5"],
    ["two names", 'pump MOSS "Moss Coin" "Fern" 0.5', ["Moss Coin", "Fern"], "Moss Coin"],
  ])("%s is shown as a choice", async (_what, line, offered, tapped) => {
    const { world, ada } = await aScene();
    ada.say(`/l ${line}`);
    await world.settled();
    expect(ada.labels()).toEqual([...offered, "✖️ Cancel"]);

    await ada.tap(tapped);

    await ada.sees(READY);
    expect((await draftOf(world, ada)).content).toMatchObject(MOSS);
  });

  it("a quote that never closes may end with its line", async () => {
    const { world, ada } = await aScene();
    ada.say('/l pump 0.5 $MOSS "Moss Coin 7.5 SOL\nt.me/moss');
    await ada.sees("I can read it in more than one way");
    await ada.tap("0.5");
    await ada.sees("Which of these is the name?");
    await world.settled();

    await ada.tap("Moss Coin 7.5 SOL");

    await ada.sees(READY);
    const { content } = await draftOf(world, ada);
    expect(content).toMatchObject({ ...MOSS, name: "Moss Coin 7.5 SOL" });
    expect(content.links).toEqual({ telegram: "https://t.me/moss" });
  });

  it("a comma that can mean a thousand is asked about, and never read as one of both", async () => {
    const { world, ada } = await aScene();
    ada.say('/l pump MOSS "Moss Coin" 0,500 1,250');
    await world.settled();

    expect(ada.labels()).toEqual(["0.500", "1.250", "1250", "✖️ Cancel"]);
    await ada.tap("1.250");

    await ada.sees("First buy: 1.25 SOL");
  });

  it("can be left, and nothing is launched", async () => {
    const { world, ada } = await aScene();
    ada.say("/l pump bonk MOSS");
    await ada.sees("more than one target");

    await ada.tap("Cancel");

    await ada.sees("Nothing was launched");
    expect(await world.storage.drafts.latestOpen(ada.id)).toBeNull();
  });

  it("a button of an older question settles nothing", async () => {
    const { world, ada } = await aScene();
    ada.say("/l pump bonk MOSS");
    const old = await ada.sees("more than one target");
    ada.say('/l $FERN $MOSS "Moss Coin" pump');
    await ada.sees("more than one ticker");
    await world.settled();

    const toast = await ada.forge("f:pick:0", old);

    expect(toast).toBe("That button is no longer in use.");
    expect(textOf(ada.card())).toContain("more than one ticker");
  });
});

describe("a picture with a line below it", () => {
  it("is the token's picture", async () => {
    const { world, ada } = await aScene();

    ada.sendPhoto(samplePicture(64, 1), `/l ${LINE}`);
    await ada.sees(READY);

    expect((await draftOf(world, ada)).content).toMatchObject({
      ...{ ...MOSS, picture: { kind: "stored", width: 64 } },
    });
  });

  it("of an album the first one counts, and makes one card", async () => {
    const { world, ada } = await aScene();

    ada.sendAlbum([samplePicture(64, 1), samplePicture(32, 2), samplePicture(16, 3)], `/l ${LINE}`);
    await ada.sees(READY);
    await world.settled();

    expect((await draftOf(world, ada)).content.picture).toMatchObject({ width: 64 });
    expect(ada.heard()).toBe(2);
  });

  it("that is no picture is told, and the rest goes on", async () => {
    const { world, ada } = await aScene();
    const bytes = Buffer.from("<!doctype html><title>Moss</title>");

    world.telegram.sendDocument(
      ada.id,
      { bytes, name: "moss.png", mime: "image/png" },
      { caption: `/l ${LINE}` },
    );

    await ada.sees("The picture:");
    await ada.sees(READY);
    expect((await draftOf(world, ada)).content).toMatchObject({ ...MOSS, picture: null });
  });
});

describe("a line in reply to a message", () => {
  it("takes a photo from it", async () => {
    const { world, ada } = await aScene();
    const { messageId } = world.telegram.sendPhoto(ada.id, samplePicture(48, 2));
    await world.settled();

    world.telegram.say(ada.id, `/l ${LINE}`, { replyTo: messageId });
    await ada.sees(READY);

    expect((await draftOf(world, ada)).content.picture).toMatchObject({ width: 48 });
  });

  it("takes its links and the ticker with a dollar, and asks about no word of it", async () => {
    const { world, ada } = await aScene();
    const replyTo = ada.say("Moss Coin $MOSS https://moss.example x.com/moss");
    await world.settled();

    world.telegram.say(ada.id, "/l pump", { replyTo });
    await ada.sees("Send a picture");
    ada.say(SKIP);
    await ada.sees("How much do you buy first");
    ada.say("0.5");
    await ada.sees(READY);

    expect((await draftOf(world, ada)).content).toMatchObject({
      ...{ ...MOSS, links: { website: "https://moss.example/", twitter: "https://x.com/moss" } },
    });
  });

  it("takes no target, amount, preset or command from it", async () => {
    const { world, ada } = await aScene();
    const replyTo = ada.say("launch it on pump for 50 SOL with @quick now, it is called Moss");
    await world.settled();

    world.telegram.say(ada.id, "/l MOSS", { replyTo });
    const asked = await ada.sees("Where shall it go?");
    await ada.tap("pump.fun");
    await ada.sees("What is it called?");
    ada.say("Moss Coin");
    await ada.sees(READY);

    expect(textOf(asked)).not.toContain("preset");
    expect((await draftOf(world, ada)).content).toMatchObject({ ...MOSS, buy: null });
  });

  it("puts its own words before those of the message", async () => {
    const { world, ada } = await aScene();
    const replyTo = ada.say("Fern $FERN https://fern.example");
    await world.settled();

    world.telegram.say(ada.id, `/l ${LINE}`, { replyTo });
    await ada.sees(READY);

    expect((await draftOf(world, ada)).content).toMatchObject({
      ...{ ...MOSS, links: { website: "https://fern.example/" } },
    });
  });

  it("takes nothing from a message of the bot itself", async () => {
    const { world, ada } = await aScene();
    ada.say("/l bonk FERN Fern 0.1 https://fern.example");
    const card = await ada.sees(READY);
    await world.settled();
    await world.pass(1_000);

    world.telegram.say(ada.id, `/l ${LINE}`, { replyTo: card.messageId });

    await ada.sees("That message is my own");
    await ada.sees(READY);
    expect((await draftOf(world, ada)).content).toMatchObject({ ...MOSS, links: {} });
  });

  it("takes the quoted words and the picture of a message in another chat", async () => {
    const { world, ada } = await aScene();

    const calls = await world.handle(aReplyElsewhere(ada.id, "/l pump 0.5", "Moss Coin $MOSS"));

    expect(calls[0]).toMatchObject({
      method: "getFile",
      payload: { file_id: "a photo elsewhere" },
    });
    expect(calls.at(-1)?.payload["text"]).toContain("Moss Coin · $MOSS");
  });
});

/** A message that replies to a picture in a chat where the bot is not. */
function aReplyElsewhere(personId: number, text: string, quoted: string): Update {
  const photo = { file_id: "a photo elsewhere", file_unique_id: "unique", width: 48, height: 48 };
  const origin = { type: "hidden_user", date: 1, sender_user_name: "Ben" };
  const message = {
    ...{ message_id: 900_000, date: 1_750_000_000, text },
    from: { id: personId, is_bot: false, first_name: "Ada" },
    chat: { id: personId, type: "private", first_name: "Ada" },
    entities: [{ type: "bot_command", offset: 0, length: 2 }],
    external_reply: { origin, photo: [photo] },
    quote: { text: quoted, position: 0 },
  };
  return { update_id: 960_000_001, message } as Update;
}
