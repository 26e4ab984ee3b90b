import type { Message, Update } from "grammy/types";
import { describe, expect, it } from "vitest";
import { samplePicture } from "../../src/sandbox/sample-picture.ts";
import type { PlayedCall } from "../support/a-link.ts";
import { aWorld, type World } from "../support/a-world.ts";
import type { TestActor } from "../support/an-actor.ts";
import { everythingKept } from "../support/everything-kept.ts";
import { aSession, aWalletFile } from "../support/some-keys.ts";

const SEED = "legal winner thank year wave sausage worth useful legal winner thank yellow";
const KEY = aWalletFile();

async function inAFlow(world: World): Promise<TestActor> {
  const ada = world.person("Ada");
  ada.say("/launch swarms");
  await ada.sees("What is it called?");
  await world.settled();
  return ada;
}

const shows = (ada: TestActor, secret: string): boolean =>
  JSON.stringify(ada.messages()).includes(JSON.stringify(secret).slice(1, -1));

describe("a key that nobody asked for, in private", () => {
  it.each([
    ["a wallet key", KEY],
    ["a session token", aSession()],
    ["a seed phrase", SEED],
    ["a key among words", `my key is ${KEY} launch it please`],
    ["a command with a key", `/launch pump MOSS ${KEY}`],
  ])("never becomes an answer: %s is deleted, and its owner warned", async (_what, secret) => {
    const world = await aWorld();
    const ada = await inAFlow(world);

    ada.say(secret);

    await ada.sees("treat it as leaked");
    await world.settled();
    expect(shows(ada, secret)).toBe(false);
    ada.say("Moss Coin");
    await ada.sees("Which ticker?");
    expect(await everythingKept(world, ada.id)).not.toContain(secret);
  });

  it("is taken out under a picture, also under the second one of an album", async () => {
    const world = await aWorld();
    const ada = await inAFlow(world);

    ada.sendPhoto(samplePicture(64, 1), `Moss Coin ${SEED}`);
    await ada.sees("treat it as leaked");
    const album = { album: "1" };
    world.telegram.sendPhoto(ada.id, samplePicture(64, 2), album);
    world.telegram.sendPhoto(ada.id, samplePicture(64, 3), { ...album, caption: SEED });
    await ada.sees("treat it as leaked");
    await world.settled();

    expect(shows(ada, SEED)).toBe(false);
    expect(await everythingKept(world, ada.id)).not.toContain(SEED);
  });

  it("is taken out when it comes by an edit, which is no answer otherwise", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    const first = ada.say("/launch swarms");
    await ada.sees("What is it called?");
    await world.settled();

    world.telegram.editText(ada.id, first, "Edited Coin");
    world.telegram.editText(ada.id, first, `the key: ${KEY}`);

    await ada.sees("treat it as leaked");
    await world.settled();
    expect(shows(ada, KEY)).toBe(false);
    ada.say("Fern Coin");
    await ada.sees("Which ticker?");
    expect(await everythingKept(world, ada.id)).not.toMatch(/Edited Coin|\[\d+,\d+,/);
  });

  it("is taken out of the message that an answer replies to", async () => {
    const world = await aWorld();
    const ada = await inAFlow(world);
    world.telegram.faults.add({ kind: "500", method: "deleteMessage" });
    const leaked = ada.say(KEY);
    await ada.sees("could not delete the message");

    world.telegram.say(ada.id, "Moss Coin", { replyTo: leaked });

    await ada.sees("so I deleted it");
    await world.settled();
    expect(shows(ada, KEY)).toBe(false);
    expect(await everythingKept(world, ada.id)).not.toMatch(/\[\d+,\d+,/);
  });

  async function askedForAKey(world: World): Promise<TestActor> {
    const ada = world.person("Ada");
    ada.say("/keys");
    await ada.sees("Your keys");
    await ada.tap("swarms.world");
    await ada.tap("Add wallet key");
    await ada.sees("in the next message");
    return ada;
  }

  it("is taken out of an album although a key is expected", async () => {
    const world = await aWorld();
    const ada = await askedForAKey(world);

    world.telegram.sendPhoto(ada.id, samplePicture(64, 2), { album: "1" });
    world.telegram.sendPhoto(ada.id, samplePicture(64, 3), { album: "1", caption: KEY });

    await ada.sees("treat it as leaked");
    await world.settled();
    expect(shows(ada, KEY)).toBe(false);
  });

  it("is taken out although a key is expected, when it comes with a command", async () => {
    const world = await aWorld();
    const ada = await askedForAKey(world);

    ada.say(`/launch pump MOSS ${KEY}`);

    await ada.sees("treat it as leaked");
    expect(await world.vault.list(ada.id)).toEqual([]);
    ada.say(KEY);
    await ada.sees("Stored");
  });

  it("is taken out of a stranger's chat too", async () => {
    const world = await aWorld({ allowed: ["Ada"] });
    const mallory = world.person("Mallory");

    mallory.say(KEY);

    await mallory.sees("treat it as leaked");
    expect(shows(mallory, KEY)).toBe(false);
  });

  it("is taken out every time, but not talked about for ever", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");

    for (let at = 0; at < 7; at += 1) ada.say(KEY);
    await world.settled();

    expect(shows(ada, KEY)).toBe(false);
    expect(ada.heard()).toBe(5);
  });

  it.each([
    ["a mint", "9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin"],
    ["an ordinary sentence", "a quiet coin for quiet ponds and those who sit beside them"],
    ["an EVM transaction", `0x${"ab".repeat(32)}`],
  ])("is not seen in %s", async (_what, text) => {
    const world = await aWorld();
    const ada = await inAFlow(world);

    ada.say(text);

    await ada.sees("Which ticker?");
  });
});

const GROUP = { id: -1_001_234_567_890, type: "supergroup", title: "Moss <friends>" } as const;
const ADA = { id: 777, is_bot: false, first_name: "Ada" };
const BEN = { id: 778, is_bot: false, first_name: "Ben" };
type Parts = Partial<Omit<Message, "chat" | "poll" | "story">> & Pick<Message, "poll" | "story">;

const message = (parts: Parts) =>
  ({ message_id: 5, date: 1_750_000_000, chat: GROUP, from: ADA, ...parts }) as Message;
const anUpdate = (parts: Parts): Update => ({
  update_id: 1,
  message: message(parts) as NonNullable<Update["message"]>,
});

const deleted = (id: number) => ({
  method: "deleteMessage",
  payload: { chat_id: GROUP.id, message_id: id },
});
const told = (chatId: number, words: string) => ({
  method: "sendMessage",
  payload: { chat_id: chatId, text: expect.stringContaining(words) as string },
});
const toPrivate = ({ method, payload }: PlayedCall): boolean =>
  method === "sendMessage" && payload["chat_id"] !== GROUP.id;

describe("a key in a group", () => {
  const quoting = { message_id: 4, from: BEN, text: KEY };
  it.each([
    ["a message", { text: `look: ${KEY}` }],
    ["a caption", { photo: [], caption: SEED }],
    ["an address under words", { text: "here", entities: [aLinkTo(`https://a.example/${SEED}`)] }],
    ["a quote", { text: "what is this?", quote: { text: KEY, position: 0 } }],
    ["a poll", { poll: { question: KEY } as NonNullable<Message["poll"]> }],
    ["a contact", { contact: { phone_number: "1", first_name: "Ada", vcard: aSession() } }],
    ["a member's message, whoever may use the bot", { text: aSession() }],
  ])("is deleted in %s, and its owner warned in private", async (_where, parts) => {
    const world = await aWorld({ allowed: [] });

    const calls = await world.handle(anUpdate(parts));

    expect(calls).toMatchObject([deleted(5), told(ADA.id, "“Moss &lt;friends&gt;” looked like")]);
    expect(calls).toHaveLength(2);
    expect(JSON.stringify(calls)).not.toMatch(/eyJ|legal winner|\d+,\d+,\d+/);
    expect(world.logged.join("")).not.toMatch(/eyJ|legal winner|\d+,\d+,\d+/);
  });

  it("is deleted when an edit brings it", async () => {
    const world = await aWorld();
    const edited = anUpdate({ text: SEED, edit_date: 1_750_000_001 });

    const calls = await world.handle({ update_id: 1, edited_message: edited.message as never });

    expect(calls).toMatchObject([deleted(5), told(ADA.id, "so I deleted it")]);
  });

  it.each(["reply_to_message", "pinned_message"] as const)(
    "is deleted in the message that comes along as %s, and its author warned",
    async (kind) => {
      const world = await aWorld();
      const repeated = { [kind]: message(quoting) };

      const calls = await world.handle(anUpdate({ text: "/launch pump", ...repeated }));

      expect(calls).toMatchObject([deleted(4), told(BEN.id, "so I deleted it")]);
    },
  );

  it("is spoken of in the group where the bot cannot write to its owner", async () => {
    const world = await aWorld();

    const calls = await world.handle(anUpdate({ text: SEED }), toPrivate);

    expect(calls).toMatchObject([
      deleted(5),
      told(ADA.id, "looked like"),
      told(GROUP.id, "I deleted a message that looked like a seed phrase"),
    ]);
    expect(world.logged.join("")).not.toContain("an update failed");
  });

  it("is spoken of in the group when nobody can tell who wrote it", async () => {
    const world = await aWorld();
    const anonymous = { id: 1_087_968_824, is_bot: true, first_name: "Group" };

    const calls = await world.handle(anUpdate({ from: anonymous, sender_chat: GROUP, text: SEED }));

    expect(calls).toMatchObject([deleted(5), told(GROUP.id, "treat it as leaked")]);
  });

  it("is said to stand there still where the bot may not delete", async () => {
    const world = await aWorld();

    const first = await world.handle(
      anUpdate({ text: SEED }),
      ({ method }) => method === "deleteMessage",
    );
    const second = await world.handle({ ...anUpdate({ text: SEED }), update_id: 2 }, () => true);

    expect(first).toMatchObject([deleted(5), told(ADA.id, "may not delete it there")]);
    expect(second[2]).toMatchObject(told(GROUP.id, "I may not delete it"));
  });
});

function aLinkTo(url: string) {
  return { type: "text_link", offset: 0, length: 4, url } as const;
}
