import { describe, expect, it } from "vitest";
import { sampleKey } from "../../src/sandbox/sample-key.ts";
import { samplePicture } from "../../src/sandbox/sample-picture.ts";
import { aWorld } from "../support/a-world.ts";
import { textOf, type TestActor } from "../support/an-actor.ts";
import { atTheCard, describes } from "../support/at-the-card.ts";
import { everythingKept } from "../support/everything-kept.ts";
import { aSession, asksToAdd, aWalletFile, giveKeys } from "../support/some-keys.ts";

const MINUTE = 60_000;

/** Taps through /keys to the question for a key. */
async function asksFor(ada: TestActor, provider: string, label: string): Promise<void> {
  await asksToAdd(ada, provider, label);
  await ada.sees("in the next message");
}

const standing = (ada: TestActor, messageId: number): boolean =>
  ada.messages().some((message) => message.messageId === messageId);

describe("a made-up key", () => {
  it("is stored with one tap where the providers are played, and the question goes", async () => {
    const world = await aWorld({ sampleKey });
    const ada = world.person("Ada");
    await asksFor(ada, "J7Tracker", "Add session token");
    const question = await ada.sees("in the next message");

    await ada.tap("Take a made-up one");
    const stored = await ada.sees("a made-up session token");

    expect(await world.vault.list(ada.id)).toMatchObject([{ kind: "session-jwt", version: 1 }]);
    expect(textOf(stored)).toContain("nobody else would");
    expect(standing(ada, question.messageId)).toBe(false);
    expect(await world.storage.bot.expectedSecret(ada.id)).toBeNull();
  });

  it("is stored once, however often it is tapped", async () => {
    const world = await aWorld({ sampleKey });
    const ada = world.person("Ada");
    await asksFor(ada, "swarms.world", "Add wallet key");
    const question = await ada.sees("in the next message");

    await ada.forge("k:swarms:wallet-key:sample", question);
    await ada.forge("k:swarms:wallet-key:sample", question);
    await world.settled();

    expect(await world.vault.list(ada.id)).toMatchObject([{ kind: "wallet-key", version: 1 }]);
  });

  it("is not to be had where keys are real", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await asksFor(ada, "J7Tracker", "Add session token");
    const question = await ada.sees("in the next message");

    const toast = await ada.forge("k:j7tracker:session-jwt:sample", question);

    expect(toast).toContain("no longer in use");
    expect(JSON.stringify(question)).not.toContain("made-up");
    expect(await world.vault.list(ada.id)).toEqual([]);
  });
});

describe("a key in a message", () => {
  it("is deleted first, then stored, and shown by its fingerprint alone", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    const session = aSession(world.clock.now() + 60 * MINUTE);
    await asksFor(ada, "J7Tracker", "Add session token");

    const messageId = ada.say(session);
    const stored = await ada.sees("Stored");

    expect(standing(ada, messageId)).toBe(false);
    expect(textOf(stored)).toMatch(/fingerprint [0-9a-f]{8}\.\nI deleted your message\.$/);
    ada.say("/keys");
    const page = textOf(await ada.sees("Your keys"));
    expect(page).toContain("good for another 60 min");
  });

  it("is gone from the chat before anything else is done with it", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await asksFor(ada, "swarms.world", "Add API key");
    const held = world.link.hold("deleteMessage");

    ada.say("sk-of-ada-0123456789");
    await held.made;

    expect(await world.vault.list(ada.id)).toEqual([]);
    held.letGo();
    await ada.sees("Stored");
    expect(await world.vault.list(ada.id)).toHaveLength(1);
  });

  it("is in no conversation, no call, no line of the log", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    const session = aSession();
    const wallet = aWalletFile();
    await atTheCard(world, ada, "swarms");
    ada.say("/launch pump");
    await ada.sees("What is it called?");
    await asksFor(ada, "J7Tracker", "Add session token");
    ada.say(session);
    await ada.sees("Stored");
    await asksFor(ada, "swarms.world", "Replace wallet key");
    ada.say(`${wallet} and more`);
    await ada.sees("Not stored");
    ada.say(wallet);
    await ada.sees("Stored");
    ada.say("/launch pump");
    await ada.sees("What is it called?");
    await world.settled();

    const kept = await everythingKept(world, ada.id);

    const [, claims = "", signature = ""] = session.split(".");
    const secrets = [claims, signature, wallet, wallet.slice(1, 60)];
    expect(secrets.filter((secret) => kept.includes(secret))).toEqual([]);
    expect(kept).toContain("What is it called?");
  });

  it("is not seen in a launch below a picture", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await asksFor(ada, "swarms.world", "Add API key");

    ada.sendPhoto(samplePicture(64, 1), '/launch pump MOSS "Moss Coin"');

    await ada.sees("$MOSS");
    await world.settled();
    expect(ada.messages().filter(({ photo, from }) => photo && !from.isBot)).toHaveLength(1);
  });

  it("says when it could not be deleted", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await asksFor(ada, "swarms.world", "Add API key");
    world.telegram.faults.add({ kind: "500", method: "deleteMessage" });

    ada.say("sk-of-ada-0123456789");

    await ada.sees("I could not delete your message. Please delete it yourself now.");
    expect(await world.vault.list(ada.id)).toHaveLength(1);
  });

  it.each([
    ["a wallet", "J7Tracker", "Add session token", () => aWalletFile(), "a raw Solana wallet key"],
    ["a session", "swarms.world", "Add API key", () => aSession(), "a session token (JWT)"],
    ["a session", "swarms.world", "Add wallet key", () => aSession(), "a session token (JWT)"],
    [
      "an EVM key",
      "J7Tracker",
      "Add encrypted EVM key",
      () => `0x${"ab".repeat(32)}`,
      "a raw EVM private key",
    ],
    [
      "an address",
      "Blowfish",
      "Add sign-in wallet",
      () => "4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T",
      "a public address",
    ],
    ["words", "J7Tracker", "Add session token", () => "moss", "ordinary text"],
    [
      "a seed phrase",
      "swarms.world",
      "Add wallet key",
      () => "legal winner thank year wave sausage worth useful legal winner thank yellow",
      "a seed phrase",
    ],
  ])("that is %s where %s wants “%s” is refused by its form, and deleted", async (...slip) => {
    const [, provider, label, typed, looks] = slip;
    const world = await aWorld();
    const ada = world.person("Ada");
    await asksFor(ada, provider, label);

    const messageId = ada.say(typed());

    const told = textOf(await ada.sees("Not stored"));
    expect(told).toContain(`That looks like ${looks}. What is needed here is`);
    expect(told).toContain("Send it again, or /cancel");
    expect(standing(ada, messageId)).toBe(false);
    expect(await world.vault.list(ada.id)).toEqual([]);
  });

  it("is asked for until a right one comes", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await asksFor(ada, "J7Tracker", "Add session token");
    ada.say("not one");
    await ada.sees("Not stored");

    ada.say(aSession());

    await ada.sees("Stored");
  });

  it("that has expired is refused with the time since when", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await asksFor(ada, "J7Tracker", "Add session token");

    ada.say(aSession(Date.UTC(2025, 4, 30, 8, 15)));

    await ada.sees("That token expired on 2025-05-30 at 08:15 UTC");
  });

  it("that begins with a slash is no command", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await asksFor(ada, "J7Tracker", "Add encrypted Solana key");

    const messageId = ada.say(`/${"aB3+x/Yz".repeat(8)}==`);

    await ada.sees("Stored");
    expect(standing(ada, messageId)).toBe(false);
  });

  it("may stand under a picture", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await asksFor(ada, "swarms.world", "Add API key");

    ada.sendPhoto(samplePicture(64, 2), "sk-of-ada-0123456789");

    await ada.sees("Stored");
    expect(ada.messages().some(({ photo }) => photo !== undefined)).toBe(false);
  });

  it("is deleted with a file that is too large for one", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await asksFor(ada, "swarms.world", "Add API key");

    world.telegram.sendDocument(
      ada.id,
      { bytes: Buffer.alloc(100_000), name: "shot.png", mime: "image/png" },
      { caption: "sk-of-ada-0123456789" },
    );

    await ada.sees("I could not read that file as a key");
    await world.settled();
    expect(ada.messages().some(({ document }) => document !== undefined)).toBe(false);
  });

  it("may come as a key file", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await asksFor(ada, "swarms.world", "Add wallet key");

    ada.sendFile({ bytes: Buffer.from(aWalletFile()), name: "id.json", mime: "application/json" });

    await ada.sees(/Its address: [1-9A-HJ-NP-Za-km-z]{32,44}/);
    expect(ada.messages().some(({ document }) => document !== undefined)).toBe(false);
  });

  it("may come as a file that cannot be loaded, which is deleted all the same", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await asksFor(ada, "swarms.world", "Add wallet key");
    world.telegram.faults.add({ kind: "500", method: "getFile" });

    ada.sendFile({ bytes: Buffer.from(aWalletFile()), name: "id.json", mime: "application/json" });

    await ada.sees("I could not read that file as a key");
    expect(ada.messages().some(({ document }) => document !== undefined)).toBe(false);
  });

  it("is no sticker, which stays where it is", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await asksFor(ada, "swarms.world", "Add API key");

    ada.sends("sticker");

    await ada.sees("send the key as a text message");
    expect(ada.messages().some(({ other }) => other === "sticker")).toBe(true);
  });

  it("that comes too late is deleted, not stored, and can be asked for again", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await asksFor(ada, "swarms.world", "Add API key");
    await world.pass(3 * MINUTE + 1);

    const messageId = ada.say("sk-of-ada-0123456789");

    await ada.sees("That came too late");
    expect(standing(ada, messageId)).toBe(false);
    expect(await world.vault.list(ada.id)).toEqual([]);
    await ada.tap("Send it now");
    await ada.sees("in the next message");
    ada.say("sk-of-ada-0123456789");
    await ada.sees("Stored");
  });
});

describe("the question for a key", () => {
  it("counts from the moment it is in the chat, whatever Telegram says about it", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/keys");
    await ada.sees("Your keys");
    await ada.tap("swarms.world");
    await world.settled();
    world.telegram.faults.add({ kind: "lost-answer", method: "sendMessage" });
    await ada.tap("Add API key");
    await ada.sees("in the next message");
    await world.settled();

    ada.say("sk-of-ada-0123456789");

    await ada.sees("Stored");
  });

  it("can be cancelled by its button, again and again", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await asksFor(ada, "swarms.world", "Add API key");

    const taps = [ada.tapNow("✖️ Cancel"), ada.tapNow("✖️ Cancel")];
    await Promise.all(taps);
    await ada.sees("No key is expected any more.");
    await world.settled();

    ada.say("hello");
    await ada.sees("I did not understand that");
    expect(world.logged.join("")).not.toContain("an update failed");
  });

  it("goes with /cancel", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await asksFor(ada, "swarms.world", "Add API key");
    const prompt = ada.last();

    ada.say("/cancel");

    await ada.sees("No key is expected any more.");
    expect(standing(ada, prompt.messageId)).toBe(false);
  });

  it("never meets a launch's questions: /launch ends it", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await asksFor(ada, "swarms.world", "Add API key");
    ada.say("/launch pump");
    await ada.sees("What is it called?");

    ada.say("Moss");

    await ada.sees("Which ticker?");
    expect(await world.vault.list(ada.id)).toEqual([]);
  });

  it("never meets a launch's questions: asking for a key sets the launch aside", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/launch pump");
    await ada.sees("What is it called?");
    ada.say("/keys");
    await ada.sees("Your keys");
    await ada.tap("swarms.world");

    await ada.tap("Add API key");

    const told = await ada.sees("I set aside the launch you were putting together");
    expect(told.replyKeyboard).toMatchObject({ remove: true });
  });

  it("leaves other commands alone and stays open", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await asksFor(ada, "swarms.world", "Add API key");

    ada.say("/help");
    await ada.sees("What the card says");
    ada.say("sk-of-ada-0123456789");

    await ada.sees("Stored");
  });

  it("shows the draft that waited for the key again, and no other", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await describes(ada, "swarms");
    await ada.sees("not stored yet");

    await ada.tap("Add API key");
    await ada.sees("in the next message");
    ada.say("sk-of-ada-0123456789");
    await ada.sees("Your wallet key is not stored yet.");
    await asksFor(ada, "J7Tracker", "Add session token");
    ada.say(aSession());
    await ada.sees("Stored");
    await world.settled();

    expect(textOf(ada.last())).toContain("Stored");
  });
});

describe("/keys", () => {
  it("makes a wallet once, however often it is tapped", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/keys");
    await ada.sees("Your keys");
    await ada.tap("Blowfish");
    await world.settled();

    await Promise.all([ada.tapNow("Make one for me"), ada.tapNow("Make one for me")]);
    const made = textOf(await ada.sees("I made a wallet for you"));
    const told = textOf(await ada.sees("You have one already"));

    const [address] = /[1-9A-HJ-NP-Za-km-z]{32,44}/.exec(made) ?? [];
    expect(told).toContain(address);
    ada.say("/keys");
    await ada.sees("Your keys");
    await ada.tap("Blowfish");
    await world.settled();
    expect(ada.labels()).toEqual(["Delete sign-in wallet", "Test", "◀️ Back"]);
  });

  it("deletes a key after a second question", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await giveKeys(world.vault, ada.id, "swarms");
    ada.say("/keys");
    await ada.sees("Your keys");
    await ada.tap("swarms.world");
    await ada.tap("Delete API key");
    await ada.sees("It cannot be brought back.");

    const toast = await ada.tap("Yes, delete");

    await ada.sees("API key: not stored");
    expect(toast).toBe("Deleted.");
    expect(world.providers.swarms.forgotten).toContain(ada.id);
    expect(await world.vault.list(ada.id)).toMatchObject([{ kind: "wallet-key" }]);
  });

  it("never deletes a newer key by an old question", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await giveKeys(world.vault, ada.id, "swarms");
    ada.say("/keys");
    await ada.sees("Your keys");
    await ada.tap("swarms.world");
    await ada.tap("Delete API key");
    await ada.sees("It cannot be brought back.");
    await giveKeys(world.vault, ada.id, "swarms");

    const toast = await ada.tap("Yes, delete");

    expect(toast).toContain("no longer in use");
    expect(await world.vault.list(ada.id)).toHaveLength(2);
  });

  it("tests a key and says what the provider thinks of it", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await giveKeys(world.vault, ada.id, "swarms");
    ada.say("/keys");
    await ada.sees("Your keys");
    await ada.tap("swarms.world");
    await ada.tap("Test");
    await ada.sees("swarms.world accepts your key.");
    world.checks.next({ code: "key-refused", said: "unknown key" });

    await ada.tap("Test");

    expect(textOf(await ada.sees("did not accept your key"))).toContain(
      "swarms.world: unknown key",
    );
  });

  it("is the same page when a button is tapped twice", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/keys");
    await ada.sees("Your keys");
    await ada.tap("swarms.world");
    await ada.sees("API key: not stored");

    const page = ada.card();
    await ada.forge("k:swarms", page);
    await ada.forge("k:swarms", page);
    await world.settled();

    expect(world.logged.join("")).not.toContain("an update failed");
  });
});
