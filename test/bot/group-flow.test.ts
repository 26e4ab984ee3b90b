import { describe, expect, it } from "vitest";
import { samplePicture } from "../../src/sandbox/sample-picture.ts";
import { aGroup, aGroupMessage, GROUP } from "../support/a-group.ts";
import { aWorld } from "../support/a-world.ts";
import { textOf } from "../support/an-actor.ts";

const NAME = "What is it called?";
const PICTURE = "Send a picture";
const BUY = "How much do you buy first";
const SKIP = "⏭ Skip";

async function inGroup(more: Parameters<typeof aGroup>[2] = {}) {
  const world = await aWorld();
  const members = { Ada: "creator", Ben: "administrator", Cleo: "member" } as const;
  const group = await aGroup(world, members, more);
  const contentOf = async (name: string) =>
    (await world.storage.drafts.latestOpen(group.id(name)))?.content;
  return { world, group, contentOf };
}

describe("the guided flow in a group", () => {
  it("asks there, each question as a reply to what the person said last and for them alone", async () => {
    const { world, group } = await inGroup();
    const before = world.person("Ada").heard();

    const command = await group.says("Ada", "/launch pump");
    const first = group.asked("Ada");
    const answer = await group.answers("Ada", "Moss Coin, MOSS");
    const second = group.asked("Ada");

    const only = [group.id("Ada")];
    expect(textOf(first)).toContain(NAME);
    expect(first).toMatchObject({
      ...{ replyTo: command, replyKeyboard: { only, forceReply: true, oneTime: true } },
    });
    expect(textOf(second)).toContain(PICTURE);
    expect(second).toMatchObject({ replyTo: answer, replyKeyboard: { only } });
    expect(world.person("Ada").heard()).toBe(before);
  });

  it("leaves the card alone behind, and no buttons in place of the letters", async () => {
    const { world, group } = await inGroup();
    await group.says("Ada", "/launch pump");
    await group.answers("Ada", "Moss Coin, MOSS");
    await group.answers("Ada", SKIP);

    await group.answers("Ada", SKIP);

    expect(group.fromBot().map(textOf)).toEqual([
      expect.stringContaining("Pays: the wallet of Ada"),
    ]);
    expect(world.calls("sendMessage").at(-2)?.payload["reply_markup"]).toEqual({
      remove_keyboard: true,
      selective: true,
    });
  });

  it("needs no private chat, and says nothing in one", async () => {
    const world = await aWorld();
    const dora = world.person("Dora");
    const { chatId } = world.telegram.addGroup({ title: "Moss", members: { [dora.id]: "member" } });

    world.telegram.say(dora.id, "/l pump MOSS", { chatId });
    await world.settled();
    const replyTo = world.telegram.messages(chatId).at(-1)?.messageId ?? 0;
    world.telegram.say(dora.id, "Moss Coin", { chatId, replyTo });
    await world.settled();

    const said = world.telegram.messages(chatId).map(textOf);
    expect(said).toEqual(["/l pump MOSS", "Moss Coin", expect.stringContaining("Moss Coin")]);
    expect(dora.heard()).toBe(0);
  });

  it("of several people at once does not mix", async () => {
    const { group, contentOf } = await inGroup();
    await group.says("Ada", "/l pump MOSS");
    await group.says("Ben", "/l bonk FERN");

    await group.answers("Ben", "Fern Coin");
    await group.answers("Ada", "Moss Coin");

    expect(await contentOf("Ada")).toMatchObject({ target: "pump", name: "Moss Coin" });
    expect(await contentOf("Ben")).toMatchObject({ target: "bonk", name: "Fern Coin" });
  });

  it("takes a picture as an answer like any other", async () => {
    const { world, group, contentOf } = await inGroup();
    await group.says("Ada", "/launch pump");
    await group.answers("Ada", "Moss Coin, MOSS");
    const { chatId, messageId: replyTo } = group.asked("Ada");

    world.telegram.sendPhoto(group.id("Ada"), samplePicture(48, 2), { chatId, replyTo });
    await world.settled();
    await group.answers("Ada", SKIP);

    expect(await contentOf("Ada")).toMatchObject({ picture: { width: 48 } });
  });

  it("says what is wrong about an answer, and takes the next one", async () => {
    const { group } = await inGroup();
    await group.says("Ada", "/launch pump");

    const wrong = await group.answers("Ada", "x".repeat(300));
    const again = group.asked("Ada");
    await group.answers("Ada", "Moss Coin, MOSS");

    expect(textOf(again)).toMatch(/too long[^]*What is it called/);
    expect(again.replyTo).toBe(wrong);
    expect(textOf(group.asked("Ada"))).toContain(PICTURE);
  });

  it("goes on after a restart", async () => {
    const { world, group } = await inGroup();
    await group.says("Ada", "/launch pump");

    await world.restart();
    await group.answers("Ada", "Moss Coin, MOSS");

    expect(textOf(group.asked("Ada"))).toContain(PICTURE);
  });

  it("can be answered once more when Telegram failed for a moment, and says so", async () => {
    const { world, group } = await inGroup();
    await group.says("Ada", "/launch pump");
    world.telegram.faults.add({ kind: "500", method: "sendMessage" });
    const { messageId } = group.asked("Ada");

    await group.says("Ada", "Moss Coin, MOSS", messageId);
    const told = group.newest();
    await group.says("Ada", "Moss Coin, MOSS", messageId);

    expect(textOf(told)).toContain("Telegram");
    expect(textOf(group.asked("Ada"))).toContain(PICTURE);
  });
});

describe("what is said in a group besides", () => {
  it.each([
    ["no reply", "Ada", () => undefined],
    ["a reply to somebody else's message", "Ada", (at: { bens: number }) => at.bens],
    ["somebody else's reply to the question", "Ben", (at: { newest: number }) => at.newest],
    ["a reply to a question that is answered", "Ada", (at: { first: number }) => at.first],
  ])("is no answer and gets none: %s", async (_what, name, to) => {
    const { group } = await inGroup({ bot: "administrator" });
    const bens = await group.says("Ben", "Good morning");
    await group.says("Ada", "/launch pump");
    const { messageId: first } = group.asked("Ada");
    await group.answers("Ada", "Moss Coin, MOSS");
    const { messageId: newest } = group.asked("Ada");
    const before = group.fromBot();

    await group.says(name, "https://moss.example/moss.png", to({ bens, first, newest }));

    expect(group.fromBot()).toEqual(before);
    await group.answers("Ada", SKIP);
    expect(textOf(group.asked("Ada"))).toContain(BUY);
  });

  it("deletes nothing of it", async () => {
    const { group, world } = await inGroup({ bot: "administrator" });
    await group.says("Ada", "/launch pump");
    await group.says("Ada", "Moss Coin, MOSS");
    await group.says("Ada", "/cancel");

    const said = world.telegram.messages(group.chatId).filter(({ from }) => !from.isBot);
    expect(said.map(textOf)).toEqual(["/launch pump", "Moss Coin, MOSS", "/cancel"]);
  });

  it("a choice is tapped by whom it was put to", async () => {
    const { world, group } = await inGroup();
    await group.says("Ada", "/launch");
    const { messageId, chatId } = group.newest();
    const tap = async (name: string) => {
      const pressed = await world.telegram.press(group.id(name), chatId, messageId, "f:pick:bonk");
      const { text = "" } = await pressed.answer;
      await world.settled();
      return text;
    };

    const bens = await tap("Ben");
    await group.says("Ben", "/launch");
    const bensWithOne = await tap("Ben");
    await tap("Ada");

    expect([bens, bensWithOne]).toEqual(
      Array(2).fill("Only the person who started this can use these buttons."),
    );
    expect(textOf(group.asked("Ada"))).toContain(NAME);
  });

  it("/cancel and the Cancel button leave one's own flow alone", async () => {
    const { group } = await inGroup();
    for (const name of ["Ada", "Ben"]) await group.says(name, "/launch pump");

    await group.says("Ada", "/cancel");
    const left = group.newest();
    await group.answers("Ben", "✖️ Cancel");

    expect(textOf(left)).toBe("Left. Nothing was launched.");
    expect(left.replyKeyboard).toMatchObject({ remove: true, only: [group.id("Ada")] });
    expect(group.fromBot().map(textOf)).toEqual(Array(2).fill("Left. Nothing was launched."));
  });

  it("/launch in the reply box of a question begins anew, and takes nothing from the question", async () => {
    const { group } = await inGroup();
    await group.says("Ada", "/launch pump");

    await group.answers("Ada", "/launch bonk");

    expect(textOf(group.asked("Ada"))).toContain("letsbonk");
    expect(group.fromBot().map(textOf).join()).not.toContain("my own");
  });

  it("a forwarded command is nobody's: a launch is told so, a rule changes nothing", async () => {
    const world = await aWorld({ about: { adminIds: [777] } });
    const forward_origin = { type: "hidden_user", sender_user_name: "Eve", date: 1 } as const;
    const forwarded = (id: number, text: string) =>
      world.handle(aGroupMessage(id, text, { forward_origin }));

    const launch = await forwarded(1, "/l pump MOSS Moss");
    const limit = await forwarded(2, "/limit SOL 5 50");
    const keys = await forwarded(3, "/keys");

    expect(launch).toMatchObject([{ method: "sendMessage", payload: { chat_id: GROUP.id } }]);
    expect(launch[0]?.payload["text"]).toContain("A forwarded message launches nothing.");
    expect([limit, keys]).toEqual([[], []]);
  });
});

describe("a card in a group", () => {
  it("has its fields asked for there, with the person's name, and stands there alone again", async () => {
    const { world, group } = await inGroup();
    await group.begins("Ada");
    await group.taps("Ada", "Edit");
    await group.taps("Ada", "Name");
    const question = group.asked("Ada");

    await group.answers("Ada", "Fern Coin");

    expect(textOf(question)).toMatch(/^Ada:\n/);
    expect(question.replyTo).toBeUndefined();
    expect(group.text()).toContain("Fern Coin");
    expect(group.fromBot()).toHaveLength(1);
    expect(world.person("Ada").last().text).not.toContain("Fern");
  });

  it("asks in private for an option that is typed", async () => {
    const { world, group } = await inGroup();
    await group.begins("Ada");
    await group.taps("Ada", "Options");
    await group.taps("Ada", "More");

    const { url } = await world.person("Ada").tapIn(group.chatId, "Referral code");
    world.person("Ada").follow(url);

    await world.person("Ada").sees("Referral code. One word.");
  });
});
