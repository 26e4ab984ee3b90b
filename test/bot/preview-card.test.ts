import { describe, expect, it } from "vitest";
import { TARGET_IDS, TARGETS } from "../../src/domain/targets.ts";
import { samplePicture } from "../../src/sandbox/sample-picture.ts";
import { aWorld } from "../support/a-world.ts";
import { textOf, type TestActor } from "../support/an-actor.ts";
import { atTheCard } from "../support/at-the-card.ts";
import { MINT } from "../support/fake-provider.ts";
import { giveKeys } from "../support/some-keys.ts";

const coin = samplePicture(64, 2);

async function aCard(...of: readonly ["pump"?] | readonly [(typeof TARGET_IDS)[number]]) {
  const world = await aWorld();
  const ada = world.person("Ada");
  await atTheCard(world, ada, of[0] ?? "pump");
  return { world, ada };
}

/** Taps Edit, then a field, and answers. */
async function edits(ada: TestActor, field: string, answer: string): Promise<void> {
  await ada.tap("Edit");
  await ada.tap(field);
  await ada.sees(/\?|Describe|picture/);
  ada.say(answer);
}

describe("the preview card", () => {
  it("says what is sent, what it costs, who pays and where it goes", async () => {
    const { ada } = await aCard();

    expect(textOf(ada.card()).split("\n")).toEqual([
      "Moss Coin $MOSS",
      "pump.fun · Solana",
      "",
      "First buy: none",
      "Picture: none",
      expect.stringMatching(/^Pays: encrypted Solana key [0-9a-f]{8}$/),
      "To be spent: network and platform fees",
      "Region: na-east, 12 ms away",
      "",
      "A launch cannot be undone.",
    ]);
    expect(ada.labels()).toEqual([
      "🚀 Launch",
      "✏️ Edit",
      "⚙️ Options",
      "🎯 Other target",
      "✖️ Cancel",
    ]);
  });

  it("shows what the paying wallet holds, and warns when that is less than the launch costs", async () => {
    const world = await aWorld({ balance: 39_999_999n });
    const ada = world.person("Ada");

    await atTheCard(world, ada, "swarms");

    const text = textOf(ada.card());
    expect(text).toMatch(/^Pays: \w{4}…\w{4}, holding 0.039999999 SOL$/m);
    expect(text).toContain("That wallet holds less than the launch costs.");
  });

  it("says that a wallet which only signs in pays nothing", async () => {
    const { ada } = await aCard("blowfish");

    const text = textOf(ada.card());
    expect(text).toMatch(/^Signs in: \w{4}…\w{4}$/m);
    expect(text).toContain("To be spent: Blowfish names no cost");
  });

  it.each([
    ["Name", "Fern Coin", "Fern Coin $MOSS"],
    ["Name", "Fern Coin, FERN", "Fern Coin $FERN"],
    ["Ticker", "$fern", "Moss Coin $fern"],
    ["First buy", "0,25", "First buy: 0.25 SOL"],
    ["Picture", "https://moss.example/a.png", "Handed on unseen: https://moss.example/a.png"],
    ["Website", "moss.example", "Links: https://moss.example/"],
    ["X link", "@moss", "Links: https://x.com/moss"],
    ["Telegram link", "t.me/moss", "Links: https://t.me/moss"],
  ])("changes by Edit, %s: “%s”", async (field, answer, shown) => {
    const { world, ada } = await aCard();
    const old = ada.card();

    await edits(ada, field, answer);

    const card = await ada.sees(shown);
    expect(ada.labels(card)).toContain("🚀 Launch");
    await world.settled();
    const before = ada.messages().find(({ messageId }) => messageId === old.messageId);
    expect(before?.keyboard).toBeUndefined();
  });

  it("changes the description of a target that takes one", async () => {
    const { ada } = await aCard("swarms");

    await edits(ada, "Description", "Quiet and old.");

    await ada.sees("Description: Quiet and old.");
  });

  it.each([
    ["First buy", "0.25", "First buy: none"],
    ["Picture", "https://moss.example/a.png", "Picture: none"],
    ["Website", "moss.example", "A launch cannot be undone."],
  ])("clears %s again", async (field, answer, shown) => {
    const { ada } = await aCard();
    await edits(ada, field, answer);
    await ada.sees("Changed.");
    await ada.tap("Edit");

    await ada.tap(`Clear ${field.toLowerCase()}`);

    const card = textOf(await ada.sees(shown));
    expect(card).not.toContain("moss.example");
  });

  it("puts a wrong answer's question again, and keeps the card on Back", async () => {
    const { ada } = await aCard();
    await ada.tap("Edit");
    await ada.tap("Ticker");
    await ada.sees("Which ticker?");

    ada.say("🌿");
    await ada.sees("cannot hold emoji");
    ada.say("◀️ Back");

    await ada.sees("Nothing changed.");
    await ada.sees("Moss Coin $MOSS");
  });

  it("becomes a photo with a picture, and a text without one again", async () => {
    const { ada } = await aCard();
    await ada.tap("Edit");
    await ada.tap("Picture");
    await ada.sees("Send a picture");

    ada.sendPhoto(coin);
    const withPicture = await ada.sees("64 × 64");
    await ada.tap("Edit");
    await ada.tap("Clear picture");
    const without = await ada.sees("Picture: none");

    expect(withPicture.photo).toMatchObject({ width: 64, height: 64 });
    expect(without.photo).toBeUndefined();
  });

  it("stays a text when Telegram would refuse the picture as a photo", async () => {
    const { ada, world } = await aCard();
    await ada.tap("Edit");
    await ada.tap("Picture");
    await ada.sees("Send a picture");
    const banner = await import("sharp").then(({ default: sharp }) =>
      sharp({ create: { width: 2100, height: 60, channels: 3, background: "#486" } })
        .png()
        .toBuffer(),
    );

    ada.sendFile({ bytes: banner, name: "banner.png", mime: "image/png" });
    const card = await ada.sees("× ");
    await ada.tap("Edit");
    await world.settled();

    expect(card.photo).toBeUndefined();
    expect(ada.card().messageId).toBe(card.messageId);
    expect(ada.labels()).toContain("Clear picture");
  });

  it("fits under the picture with the longest name, description and option there is", async () => {
    const world = await aWorld({ hostedLinkLength: 120 });
    const ada = world.person("Ada");
    await giveKeys(world.vault, ada.id, "blowfish");
    ada.say("/launch blowfish");
    await ada.sees("What is it called?");
    ada.say("<&>🌿".repeat(63));
    await ada.sees("Which ticker?");
    ada.sendPhoto(coin, "MOSSMOSS10");
    await ada.sees("Describe it");
    ada.say("&<>🌿".repeat(250));

    const card = await ada.sees("cannot be undone");
    await ada.tap("🚀 Launch");

    expect(card.photo).toBeDefined();
    expect((await ada.sees(MINT)).photo).toBeDefined();
    expect(world.providers.blowfish.received[0]?.request.description).toHaveLength(1250);
  });

  it("is closed by Cancel and by /cancel, and its buttons go", async () => {
    const { world, ada } = await aCard();

    ada.say("/cancel");
    await ada.sees("Moss Coin: cancelled. Nothing was launched.");
    await world.settled();

    expect(ada.messages().filter(({ keyboard }) => keyboard)).toEqual([]);
    ada.say("/cancel");
    await ada.sees("There is nothing to cancel.");
  });

  it("is closed after half an hour that nobody touched it", async () => {
    const { world, ada } = await aCard();
    const card = ada.card();

    await world.pass(32 * 60_000);
    await world.settled();

    const now = ada.messages().find(({ messageId }) => messageId === card.messageId);
    expect(textOf(now ?? card)).toContain("waited half an hour and is closed");
    expect(now?.keyboard).toBeUndefined();
    expect(await ada.forge(card.keyboard?.[0]?.[0]?.data ?? "", now)).toContain("no longer in use");
    expect(world.providers.j7tracker.received).toEqual([]);
  });

  it("warns of a ticker that was used here before, and of a session that ends soon", async () => {
    const { world, ada } = await aCard();
    await ada.tap("🚀 Launch");
    await ada.sees(MINT);
    await world.settled();
    await giveKeys(world.vault, ada.id, "j7tracker", world.clock.now() + 5 * 60_000);

    await ada.tap("Launch another like this");

    const card = textOf(await ada.sees("cannot be undone"));
    expect(card).toContain("You launched this ticker here just now");
    expect(card).toContain("Your session token runs out in 5 min");
  });
});

describe("answers that meet a card which changed meanwhile", () => {
  it("do not show a preview of what was launched", async () => {
    const { world, ada } = await aCard();
    const card = ada.card();
    const go = card.keyboard?.[0]?.[0]?.data ?? "";
    await ada.tap("Edit");
    await ada.tap("Name");
    await ada.sees("What is it called?");
    await ada.forge(go, card);
    await ada.sees(MINT);

    ada.say("Fern Coin");

    await ada.sees("you launched it in the meantime");
    await world.settled();
    expect(ada.labels()).not.toContain("🚀 Launch");
    expect(world.providers.j7tracker.received.map(({ request }) => request.name)).toEqual([
      "Moss Coin",
    ]);
  });

  it("do not bring back what was changed on the card while the question waited", async () => {
    const { ada } = await aCard();
    await edits(ada, "Website", "moss.example");
    await ada.sees("Changed.");
    await ada.tap("Edit");
    await ada.tap("X link");
    await ada.sees("Which X account");
    await ada.tap("Clear website");

    ada.say("@moss");

    const card = textOf(await ada.sees("Links: https://x.com/moss"));
    expect(card).not.toContain("moss.example");
  });

  it("leave the other links as they are", async () => {
    const { ada } = await aCard();
    await edits(ada, "Website", "moss.example");
    await ada.sees("Changed.");

    await edits(ada, "X link", "@moss");

    await ada.sees("Links: https://moss.example/, https://x.com/moss");
  });

  it("do not carry an amount to another target's coin", async () => {
    const { world, ada } = await aCard();
    await ada.tap("Edit");
    await ada.tap("First buy");
    await ada.sees("How much do you buy first, in SOL?");
    await ada.tap("Back");
    await ada.tap("Other target");
    await ada.tap("Four.Meme");
    await ada.sees("Four.Meme · BNB Chain");

    ada.say("0.5");

    await ada.sees("went to another target in the meantime");
    await world.settled();
    expect(textOf(ada.last())).toContain("First buy: none");
  });

  it("say that a cancelled draft is closed", async () => {
    const { ada } = await aCard();
    await ada.tap("Edit");
    await ada.tap("Name");
    await ada.sees("What is it called?");
    await ada.tap("◀️ Back");
    await ada.tap("✖️ Cancel");
    await ada.sees("cancelled");

    ada.say("Fern Coin");

    await ada.sees("That draft is closed.");
  });
});

describe("options", () => {
  it("flips a switch, goes through a choice and off again", async () => {
    const { ada } = await aCard("bnb");
    await ada.tap("Options");

    await ada.tap("☐ No default description");
    await ada.sees("Options: No default description");
    await ada.tap("Currency");
    await ada.sees("Currency bnb");
    await ada.tap("● Currency bnb");
    await ada.sees("Currency usd1");
    await ada.tap("● Currency usd1");
    const off = textOf(await ada.sees("Options:"));
    expect(off).not.toContain("Currency");
    await ada.tap("☑︎ No default description");
    const none = await ada.sees("Four.Meme");

    expect(textOf(none)).not.toContain("Options:");
  });

  it("asks for a typed value, says what fits, and clears it", async () => {
    const { ada } = await aCard("bnb");
    await ada.tap("Options");
    await ada.tap("Gas price");
    const asked = await ada.sees("In gwei");

    ada.say("a lot");
    await ada.sees("That does not fit. In gwei, for instance 5.");
    ada.say("3,5");
    await ada.sees("Options: Gas price 3.5");
    await ada.tap("Options");
    await ada.tap("● Gas price");
    await ada.sees("In gwei");
    ada.say("🗑 Clear");
    const cleared = await ada.sees("A launch cannot be undone.");

    expect(asked.replyKeyboard?.rows).toEqual([["◀️ Back", "🗑 Clear"]]);
    expect(textOf(cleared)).not.toContain("Gas price");
  });

  it("does not let shares go that do not add up, and leads to the mend", async () => {
    const { ada } = await aCard("pump");
    await ada.tap("Options");
    await ada.tap("More options");
    await ada.tap("Fee split");
    await ada.sees("Together exactly 10000");

    ada.say("twitter someone 4000\ngithub other 5000");
    const wrong = await ada.sees("they make 9000");
    expect(ada.labels(wrong)).not.toContain("🚀 Launch");
    await ada.tap("Fix: fee split");
    await ada.sees("Together exactly 10000");
    ada.say("twitter someone 5000\ngithub other 5000");

    const right = await ada.sees("Options: Fee split (50 % someone, 50 % other)");
    expect(ada.labels(right)).toContain("🚀 Launch");
  });

  it("asks for the key that an option uses", async () => {
    const { world, ada } = await aCard("pump");
    await ada.tap("Options");
    await ada.tap("More options");
    await ada.tap("☐ Bundle buys");

    const card = await ada.sees("Your bundle wallets are not stored yet.");
    await ada.tap("◀️ Back");
    await ada.tap("◀️ Back");
    await world.settled();

    expect(textOf(card)).toContain("Options: Bundle buys");
    expect(ada.labels()).toContain("🔑 Add bundle wallets");
    expect(ada.labels()).not.toContain("🚀 Launch");
  });

  it("sends sniper requests through NA East, and shows it", async () => {
    const { ada } = await aCard("pump");
    ada.say("/regions");
    await ada.tap("europe");
    await ada.sees("You picked europe.");
    await ada.tap("Options");
    await ada.tap("More options");

    await ada.tap("☐ Sniper buys");

    await ada.sees("Region: na-east");
  });
});

describe("another target", () => {
  it.each(TARGET_IDS)("can be %s, with what is missing as buttons that mend it", async (id) => {
    const { ada } = await aCard(id === "pump" ? "bonk" : "pump");

    await ada.tap("Other target");
    await ada.tap(TARGETS[id].label);

    const card = await ada.sees(`${TARGETS[id].label} ·`);
    const ready = TARGETS[id].provider === "j7tracker";
    expect(ada.labels(card).includes("🚀 Launch")).toBe(ready);
    if (id === "swarms") {
      expect(textOf(card)).toContain("swarms.world needs a description.");
      expect(ada.labels(card)).toEqual(
        expect.arrayContaining(["Fix: description", "🔑 Add API key", "🔑 Add wallet key"]),
      );
    }
    if (id === "blowfish") expect(ada.labels(card)).toContain("🔑 Make a wallet for me");
  });

  it("is mended by the buttons until it can go", async () => {
    const { world, ada } = await aCard("pump");
    await giveKeys(world.vault, ada.id, "swarms");
    await ada.tap("Other target");
    await ada.tap("swarms.world");

    await ada.tap("Fix: description");
    await ada.sees("Describe it");
    ada.say("Soft and green.");
    await ada.sees("cannot be undone");
    await ada.tap("🚀 Launch");
    await ada.sees(MINT);

    expect(world.providers.swarms.received).toHaveLength(1);
  });

  it("names what it has no place for, and drops an amount of another coin", async () => {
    const { ada } = await aCard("pump");
    await edits(ada, "Website", "moss.example");
    await ada.sees("Changed.");
    await edits(ada, "First buy", "0.5");
    await ada.sees("First buy: 0.5 SOL");
    await ada.tap("Other target");
    await ada.tap("Clanker");
    await ada.sees("First buy: none");
    await ada.tap("Other target");

    await ada.tap("Blowfish");

    await ada.sees("Not sent, Blowfish has no place for it: website");
  });

  it("takes a picture for Blowfish only where the bot can host it, and says what helps", async () => {
    const { ada } = await aCard("blowfish");
    await ada.tap("Edit");
    await ada.tap("Picture");
    await ada.sees("Send a picture");

    ada.sendPhoto(coin);
    const card = await ada.sees("takes pictures only as a public link");
    expect(ada.labels(card)).not.toContain("🚀 Launch");
    expect(ada.labels(card)).toEqual(
      expect.arrayContaining(["Fix: picture", "Launch without a picture"]),
    );
    await ada.tap("Launch without a picture");

    expect(ada.labels(await ada.sees("Picture: none"))).toContain("🚀 Launch");
  });
});

describe("the way to the region of a card", () => {
  it("is kept ready while the card can be tapped, until it is given up", async () => {
    const { world, ada } = await aCard();
    const whileItStands = [...world.standing.values()];

    await ada.tap("✖️ Cancel");
    await world.settled();

    expect(whileItStands).toEqual(["na-east"]);
    expect([...world.standing]).toEqual([]);
  });

  it("is given up when the card has launched", async () => {
    const { world, ada } = await aCard();

    await ada.tap("🚀 Launch");
    await ada.sees(MINT);

    expect([...world.standing]).toEqual([]);
  });

  it("is that of the person's own pick", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await world.storage.bot.person(ada.id, world.clock.now());
    await world.storage.bot.setRegion(ada.id, "europe");

    await atTheCard(world, ada);

    expect([...world.standing.values()]).toEqual(["europe"]);
  });
});
