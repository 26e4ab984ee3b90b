import type { Message, Update } from "grammy/types";
import { describe, expect, it } from "vitest";
import { samplePicture } from "../../src/sandbox/sample-picture.ts";
import { aGroup, aGroupMessage, GROUP } from "../support/a-group.ts";
import { aWorld, type World } from "../support/a-world.ts";
import { textOf } from "../support/an-actor.ts";
import { giveKeys } from "../support/some-keys.ts";

const LINE = '/l pump MOSS "Moss Coin" 0.5';
const READY = "cannot be undone";

const aMessage = (updateId: number, fields: Partial<Message>, text = LINE): Update =>
  aGroupMessage(updateId, text, fields);

const privateChat = (id: number) => ({ id, type: "private", first_name: "Ada" }) as const;
const draftsOf = async (world: World, id: number) => world.storage.drafts.latestOpen(id);

describe("a line in a group", () => {
  async function inGroup() {
    const world = await aWorld();
    const group = await aGroup(world, { Ada: "creator", Ben: "member" });
    return { world, group, draft: () => draftsOf(world, group.id("Ada")) };
  }

  it("becomes a card there and nothing else, without a word about its owner's wallet", async () => {
    const { group, draft } = await inGroup();

    await group.says("Ada", LINE);

    const [card, ...others] = group.fromBot().map(textOf);
    expect(card).toContain("Pays: the wallet of Ada");
    expect(card).not.toContain("encrypted Solana key");
    expect(others).toEqual([]);
    expect((await draft())?.card).toMatchObject({ chatId: group.chatId });
  });

  it("takes the picture and the links of the message that it replies to", async () => {
    const { world, group, draft } = await inGroup();
    const { messageId } = world.telegram.sendPhoto(group.id("Ben"), samplePicture(48, 2), {
      ...{ chatId: group.chatId, caption: "Look: x.com/moss" },
    });

    await group.says("Ada", LINE, messageId);

    expect((await draft())?.content).toMatchObject({
      ...{ picture: { width: 48 }, links: { twitter: "https://x.com/moss" } },
    });
  });

  it("says there what it could not take, and that stays to be read", async () => {
    const { group } = await inGroup();

    const line = await group.says("Ada", `${LINE} @nowhere`);

    expect(group.fromBot().map(textOf)).toEqual([
      "You have no preset @nowhere. See /presets.",
      expect.stringContaining("Moss Coin"),
    ]);
    expect(group.fromBot()[0]).toMatchObject({ replyTo: line });
  });

  it("is read again when it is edited: asked anew, or its card changed", async () => {
    const { world, group, draft } = await inGroup();
    const line = await group.says("Ada", "/l pump MOSS");
    const edit = async (text: string) => {
      world.telegram.editText(group.id("Ada"), line, text, group.chatId);
      await world.settled();
    };

    await edit("/l pump FERN");
    await group.answers("Ada", "Fern Coin");
    const asked = (await draft())?.content;
    await edit("/l pump REED");

    expect(asked).toMatchObject({ ticker: "FERN", name: "Fern Coin" });
    expect((await draft())?.content).toMatchObject({ ticker: "REED", name: "Fern Coin" });
  });

  it("for another bot is none of our business", async () => {
    const world = await aWorld();

    expect(await world.handle(aMessage(1, {}, "/l@another_bot pump MOSS"))).toEqual([]);
  });
});

describe("a line that nobody stands behind", () => {
  it("of an anonymous admin is answered by a sentence, and launches nothing", async () => {
    const world = await aWorld();
    const from = { id: 1_087_968_824, is_bot: true, first_name: "Group" };

    const calls = await world.handle(aMessage(1, { from, sender_chat: GROUP }));

    expect(calls.map(({ method, payload }) => [method, payload["chat_id"]])).toEqual([
      ["sendMessage", GROUP.id],
    ]);
    expect(await draftsOf(world, from.id)).toBeNull();
  });

  it("of a channel comes to nothing", async () => {
    const world = await aWorld();
    const channel = { id: -1_009, type: "channel", title: "Moss news" } as const;
    const { message } = aMessage(1, { chat: channel, sender_chat: channel });

    expect(await world.handle({ update_id: 1, channel_post: message as never })).toEqual([]);
  });

  it("of a bot comes to nothing", async () => {
    const world = await aWorld();
    const from = { id: 5_555, is_bot: true, first_name: "Other bot" };

    await world.handle(aMessage(1, { from }));

    expect(await draftsOf(world, from.id)).toBeNull();
  });

  it("that was forwarded is told so, and launches nothing", async () => {
    const world = await aWorld();
    const forward = { type: "hidden_user", sender_user_name: "Eve", date: 1 } as const;

    const calls = await world.handle(
      aMessage(1, { chat: privateChat(777), forward_origin: forward }),
    );

    expect(calls).toMatchObject([
      { method: "sendMessage", payload: { text: expect.stringContaining("forwarded") as string } },
    ]);
    expect(await draftsOf(world, 777)).toBeNull();
  });

  it("in reply to a message that is deleted is read by itself, and its lost picture is told", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await giveKeys(world.vault, ada.id, "j7tracker");
    ada.say("/start");
    await world.settled();
    const [chat, from] = [privateChat(ada.id), { id: ada.id, is_bot: false, first_name: "Ada" }];
    const lost = { file_id: "gone", file_unique_id: "gone", width: 64, height: 64 };
    const replied = { message_id: 1, date: 1, chat, from, photo: [lost] } as never;

    await world.take(aMessage(1, { chat, from }));
    await ada.sees(READY);
    await world.take(aMessage(2, { chat, from, reply_to_message: replied }));

    await ada.sees("The picture: Telegram did not hand that file to me");
    await ada.sees(READY);
  });
});

describe("somebody without access", () => {
  it("is told once, in private, wherever they tried", async () => {
    const world = await aWorld({ allowed: ["Ada"] });

    const first = await world.handle(aMessage(1, {}));
    const second = await world.handle(aMessage(2, {}));

    expect(first).toMatchObject([{ method: "sendMessage", payload: { chat_id: 777 } }]);
    expect(first[0]?.payload["text"]).toContain("This bot is private");
    expect(second).toEqual([]);
    expect(await draftsOf(world, 777)).toBeNull();
  });

  it("who never wrote to the bot is not told, and nothing fails", async () => {
    const world = await aWorld({ allowed: ["Ada"] });
    await world.settled();

    await world.link.aside(
      () => world.take(aMessage(1, {})),
      () => true,
    );

    expect(world.logged.join("")).not.toContain("an update failed");
  });
});

describe("a line beyond reason", () => {
  it.each([
    ["a thousand characters without a meaning", "x".repeat(1_000)],
    ["a thousand characters of words", "Moss and fern ".repeat(72)],
    ["hundreds of tickers", "$MOSS $FERN $REED ".repeat(55) + " $IVY"],
    ["a hundred open quotes", '"“«'.repeat(100)],
    ["four thousand digits", "1".repeat(4_000)],
    ["every target", "pump bonk usd1 bags bnb nadfun clanker stroid blowfish swarms"],
    ["marks that turn text around", "\u202Epump\u202C MO\u200BSS"],
  ])("is answered: %s", async (_what, line) => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say(`/l ${line}`);
    await world.settled();

    ada.say("/cancel");
    await world.settled();

    expect(ada.heard()).toBeGreaterThan(1);
    expect(world.logged.join("")).not.toContain("an update failed");
    expect(world.providers.j7tracker.received).toEqual([]);
  });

  it("whose name is too long is told why and asked for the name", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");

    ada.say(`/l pump MOSS "${"Moss ".repeat(200)}"`);

    await ada.sees("Name is too long");
    await ada.sees("What is it called?");
  });
});
