import { describe, expect, it } from "vitest";
import { aGroup, aGroupMessage } from "../support/a-group.ts";
import { aWorld } from "../support/a-world.ts";
import { buttonsOf, textOf } from "../support/an-actor.ts";
import { giveKeys } from "../support/some-keys.ts";

const LINE = '/l pump MOSS "Moss Coin" 0.5';

async function aForum(more: Parameters<typeof aGroup>[2] = {}) {
  const world = await aWorld();
  const members = { Ada: "creator", Ben: "member" } as const;
  const group = await aGroup(world, members, { topics: ["News", "Launches"], ...more });
  const setTopic = (name: string, to: "open" | "closed" | "deleted") =>
    world.telegram.setTopic(group.chatId, group.topic(name), to);
  const topics = () => group.fromBot().map(({ topic }) => topic);
  return { world, group, setTopic, topics };
}

describe("in a topic of a forum", () => {
  it("questions, answers to commands, the card and its end stay where they were called for", async () => {
    const { world, group, topics } = await aForum();
    world.providers.j7tracker.failNext("unclear");

    await group.saysIn("Launches", "Ada", "/launch pump");
    await group.answers("Ada", "Moss Coin, MOSS");
    const asked = topics();
    await group.answers("Ada", "⏭ Skip");
    await group.answers("Ada", "⏭ Skip");
    await group.taps("Ada", "Launch");
    await group.saysIn("Launches", "Ada", "/settings");
    await group.saysIn("Launches", "Ada", "/keys");

    const here = group.topic("Launches");
    expect(asked).toEqual([here, here]);
    expect(group.fromBot().map(textOf).join("\n")).toMatch(/Unclear[^]*Who launches[^]*private/);
    expect(topics()).toEqual([here, here, here]);
  });

  it("a card that was deleted is sent anew into it", async () => {
    const { world, group, topics } = await aForum();
    await group.saysIn("News", "Ada", LINE);
    const { chatId, messageId } = group.card();
    const data = buttonsOf(group.card()).find(({ text }) => text.includes("Launch"))?.data ?? "";
    const held = world.link.hold("editMessageText");
    const tapped = world.telegram.press(group.id("Ada"), chatId, messageId, data);
    await held.made;
    await world.telegram.call("deleteMessage", { chat_id: chatId, message_id: messageId });

    held.letGo();
    await tapped;
    await world.settled();

    expect(group.text()).toContain("Live");
    expect(topics()).toEqual([group.topic("News")]);
  });

  it("one person's flows in two topics, and in the General, do not mix", async () => {
    const { group } = await aForum();
    await group.saysIn("News", "Ada", "/l pump MOSS");
    const news = group.asked("Ada");
    await group.saysIn("Launches", "Ada", "/l bonk FERN");
    const launches = group.asked("Ada");
    await group.saysIn(null, "Ada", "/l bags REED");
    const general = group.asked("Ada");

    await group.says("Ada", "Moss Coin", news.messageId);
    await group.says("Ada", "Reed Coin", general.messageId);
    await group.says("Ada", "Fern Coin", launches.messageId);

    expect(group.fromBot().map((one) => [one.topic, textOf(one).split("\n")[0]])).toEqual([
      [group.topic("News"), expect.stringContaining("Moss Coin")],
      [undefined, expect.stringContaining("Reed Coin")],
      [group.topic("Launches"), expect.stringContaining("Fern Coin")],
    ]);
  });

  it("a card comes back to it when the key it waits for was given in private", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    const group = await aGroup(world, { Ada: "creator" }, { topics: ["Launches"] });
    await group.saysIn("Launches", "Ada", "/l swarms MOSS Moss");
    await group.answers("Ada", "Soft and green.");
    await giveKeys(world.vault, ada.id, "swarms");
    await world.vault.remove({ ownerId: ada.id, provider: "swarms", kind: "api-key" });
    await group.taps("Ada", "Edit");
    await group.taps("Ada", "Back");

    const { url } = await ada.tapIn(group.chatId, "API key");
    ada.follow(url);
    await ada.sees("API key");
    ada.say("sk-of-a-test-0123456789");
    await world.settled();

    expect(group.labels()).toContain("🚀 Launch");
    expect(group.card().topic).toBe(group.topic("Launches"));
  });

  it("that was closed after the questions, the card goes to the General, and so does its end", async () => {
    const { world, group, setTopic, topics } = await aForum();
    await group.saysIn("News", "Ada", "/l pump MOSS");
    const { messageId } = group.asked("Ada");
    setTopic("News", "closed");

    await group.says("Ada", "Moss Coin", messageId);
    await group.taps("Ada", "Launch");

    expect(topics()).toContain(undefined);
    expect(group.text()).toContain("Live");
    expect(world.providers.j7tracker.received).toHaveLength(1);
  });

  it("that was closed between two questions, the launch is set aside, and its person told in private", async () => {
    const { world, group, setTopic } = await aForum();
    await group.saysIn("News", "Ada", "/launch pump");
    const { messageId } = group.asked("Ada");
    setTopic("News", "closed");

    await group.says("Ada", "Moss Coin, MOSS", messageId);

    expect(world.person("Ada").last().text).toContain("I cannot write in Moss friends any more");
    expect(await world.storage.conversations.ofPerson(group.id("Ada"))).toEqual([]);
  });

  it("nobody is taken for whom a message replies to, when it replies to nobody", async () => {
    const { group } = await aForum();

    await group.saysIn("News", "Ada", "/settings");

    expect(group.labels().join()).not.toContain("➕");
  });
});

describe("where the bot may not write", () => {
  it("a launch is asked for in private, under the rules of the group", async () => {
    const { world, group } = await aForum({ bot: "restricted" });

    await group.saysIn("News", "Ada", "/l pump MOSS");
    await world.person("Ada").sees("What is it called?");
    world.person("Ada").say("Moss Coin");
    await world.person("Ada").sees("Pays: the wallet of Ada");

    expect(group.fromBot()).toEqual([]);
    expect(await world.storage.drafts.latestOpen(group.id("Ada"))).toMatchObject({
      ...{ groupId: group.chatId, topicId: group.topic("News") },
    });
  });

  it("nor to the person, nothing happens at all", async () => {
    const world = await aWorld();
    const dora = world.person("Dora");
    const { chatId } = world.telegram.addGroup({
      ...{ title: "Moss", bot: "restricted", members: { [dora.id]: "member" } },
    });

    world.telegram.say(dora.id, LINE, { chatId });
    await world.settled();

    expect(dora.heard()).toBe(0);
    expect(world.logged.join()).not.toContain("an update failed");
  });
});

describe("in a group without topics", () => {
  it("the number of a chain of replies is no topic", async () => {
    const world = await aWorld();

    const calls = await world.handle(aGroupMessage(1, "/launch pump", { message_thread_id: 77 }));

    expect(calls.map(({ method }) => method)).toEqual(["sendChatAction", "sendMessage"]);
    expect(calls.filter(({ payload }) => "message_thread_id" in payload)).toEqual([]);
  });
});

describe("a group that becomes a supergroup", () => {
  it("says that its open questions are closed; the next launch is asked for in the new one", async () => {
    const world = await aWorld();
    const group = await aGroup(world, { Ada: "creator" }, { kind: "group" });
    await group.says("Ada", "/launch pump");

    await group.becomesSupergroup();
    const told = group.fromBot().map(textOf);
    await group.says("Ada", "/launch pump");

    expect(told).toEqual([expect.stringContaining("I closed the questions that were open")]);
    expect(textOf(group.asked("Ada"))).toContain("What is it called?");
    expect(await world.storage.conversations.ofPerson(group.id("Ada"))).toHaveLength(1);
  });
});
