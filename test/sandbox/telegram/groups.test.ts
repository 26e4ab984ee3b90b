import type { Update } from "@grammyjs/types";
import { describe, expect, it } from "vitest";
import type { GroupSim } from "../../../src/sandbox/telegram/world.ts";
import { aTelegram, refusalOf, resultOf } from "./a-bot.ts";

interface Sent {
  readonly message_id: number;
  readonly message_thread_id?: number;
  readonly ephemeral_message_id?: number;
}

/** A supergroup that Ada made and Bob is in, with the bot as a plain member. */
function aGroup(more: Partial<Parameters<GroupSim["addGroup"]>[0]> = {}) {
  const world = aTelegram();
  const { sim, ada, bob, start } = world;
  const members = { [ada.id]: "creator", [bob.id]: "member" } as const;
  const group = sim.addGroup({ title: "Moss friends", members, ...more });
  const chat_id = group.chatId;
  const here = { chatId: chat_id };
  /** What the bot was told since it was started. */
  const told = () => resultOf<Update[]>(sim, "getUpdates", { offset: start.updateId + 1 });
  const send = (payload: Record<string, unknown> = {}) =>
    resultOf<Sent>(sim, "sendMessage", { chat_id, text: "x", ...payload });
  return { ...world, group, chat_id, here, told, send };
}

const mention = (id: number): object => ({
  ...{ text: `<a href="tg://user?id=${id}">Bob</a>: x`, parse_mode: "HTML" },
});

describe("who is in a group", () => {
  it("each person's role is told, and who left", async () => {
    const { sim, ada, bob, chat_id } = aGroup();
    const cleo = sim.addPerson({ firstName: "Cleo" });
    const statusOf = async (user_id: number) =>
      (await resultOf<{ status: string }>(sim, "getChatMember", { chat_id, user_id })).status;
    sim.setRole(chat_id, cleo.id, "administrator");

    const before = [await statusOf(ada.id), await statusOf(bob.id), await statusOf(cleo.id)];
    sim.setRole(chat_id, bob.id, null);

    expect(before).toEqual(["creator", "member", "administrator"]);
    expect(await statusOf(bob.id)).toBe("left");
    expect(await statusOf(sim.bot.id)).toBe("member");
    expect(await refusalOf(sim, "getChatMember", { chat_id, user_id: 1 })).toBe(
      "Bad Request: member not found",
    );
  });

  it("the administrators are listed, anonymous ones marked as such", async () => {
    const { sim, ada, bob, chat_id } = aGroup();
    sim.setRole(chat_id, bob.id, "anonymous");

    const admins = await resultOf(sim, "getChatAdministrators", { chat_id });

    expect(admins).toMatchObject([
      { status: "creator", user: { id: ada.id } },
      { status: "administrator", user: { id: bob.id }, is_anonymous: true },
    ]);
  });

  it("a bot that was let in, promoted and thrown out is told, and may write only while it is in", async () => {
    const { sim, ada, chat_id, told } = aGroup({ bot: null });
    const write = () => refusalOf(sim, "sendMessage", { chat_id, text: "x" });

    const stranger = await write();
    sim.setBot(chat_id, ada.id, "administrator");
    const inside = await write();
    sim.setBot(chat_id, ada.id, null);

    expect([stranger, inside, await write()]).toEqual([
      "Forbidden: bot is not a member of the supergroup chat",
      "",
      "Forbidden: bot was kicked from the supergroup chat",
    ]);
    expect((await told()).map(({ my_chat_member: one }) => one?.new_chat_member.status)).toEqual([
      "administrator",
      "kicked",
    ]);
  });
});

describe("privacy mode", () => {
  it.each([
    ["/launch pump", true],
    ["/launch@launchgram_sandbox_bot", true],
    ["@launchgram_sandbox_bot hello", true],
    ["/launch@another_bot", false],
    ["hello", false],
    ["@another_bot hello", false],
  ])("“%s” reaches a plain member: %s", async (text, reaches) => {
    const { sim, bob, here, told } = aGroup();

    sim.say(bob.id, text, here);

    expect((await told()).length === 1).toBe(reaches);
  });

  it("a reply to the bot reaches it, a reply to somebody else does not", async () => {
    const { sim, ada, bob, here, told, send } = aGroup();
    const { message_id } = await send();
    const { messageId } = sim.say(ada.id, "hello", here);

    sim.say(bob.id, "to Ada", { ...here, replyTo: messageId });
    sim.say(bob.id, "to the bot", { ...here, replyTo: message_id });

    expect((await told()).map(({ message }) => message?.text)).toEqual(["to the bot"]);
  });

  it("an administrator sees everything, a bot that is not in the group nothing", async () => {
    const inside = aGroup({ bot: "administrator" });
    const outside = aGroup({ bot: null });

    inside.sim.say(inside.bob.id, "hello", inside.here);
    outside.sim.say(outside.bob.id, "/launch", outside.here);

    expect([await inside.told(), await outside.told()]).toMatchObject([
      [{ message: { text: "hello" } }],
      [],
    ]);
  });

  it("an anonymous administrator writes under the group's name and taps under their own", async () => {
    const { sim, bob, chat_id, here, told, send } = aGroup();
    sim.setRole(chat_id, bob.id, "anonymous");
    const keyboard = { inline_keyboard: [[{ text: "a", callback_data: "a" }]] };
    const { message_id } = await send({ reply_markup: keyboard });

    sim.say(bob.id, "/launch", here);
    await sim.press(bob.id, chat_id, message_id, "a");

    expect(await told()).toMatchObject([
      { message: { from: { username: "GroupAnonymousBot" }, sender_chat: { id: chat_id } } },
      { callback_query: { from: { id: bob.id } } },
    ]);
    expect(sim.messages(chat_id).at(-1)?.from.name).toBe("Moss friends");
  });
});

describe("a forum", () => {
  it("keeps messages in their topics, answers to them as well", async () => {
    const { sim, bob, group, here, told, send } = aGroup({ topics: ["News", "Launches"] });
    const topic = group.topics[1]?.threadId ?? 0;
    const { messageId } = sim.say(bob.id, "/launch", { ...here, topic });

    const sent = await send({ message_thread_id: topic });
    const answered = await send({ reply_parameters: { message_id: messageId } });

    expect([sent.message_thread_id, answered.message_thread_id]).toEqual([topic, topic]);
    expect(await told()).toMatchObject([
      { message: { message_thread_id: topic, is_topic_message: true, chat: { is_forum: true } } },
    ]);
    expect(sim.messages(group.chatId).map((one) => one.topic)).toEqual([topic, topic, topic]);
  });

  it("has only the topics that were made", async () => {
    const { sim, bob, chat_id, here } = aGroup({ topics: ["News"] });

    const payload = { chat_id, text: "x", message_thread_id: 99 };

    expect(await refusalOf(sim, "sendMessage", payload)).toBe(
      "Bad Request: message thread not found",
    );
    expect(() => sim.say(bob.id, "hello", { ...here, topic: 99 })).toThrow("no such topic");
  });
});

describe("a topic", () => {
  it("is opened by a message, which whatever replies to nothing replies to", async () => {
    const { sim, bob, group, here, told } = aGroup({ topics: ["News"] });
    const topic = group.topics[0]?.threadId ?? 0;

    sim.say(bob.id, "/launch", { ...here, topic });

    const opening = { message_id: topic, forum_topic_created: { name: "News" } };
    expect(await told()).toMatchObject([{ message: { reply_to_message: opening } }]);
    expect(sim.messages(group.chatId)[0]?.replyTo).toBeUndefined();
  });

  it("that is closed is written in by administrators alone, and one that is deleted by nobody", async () => {
    const { sim, ada, bob, chat_id, group, here, send } = aGroup({ topics: ["News"] });
    const topic = group.topics[0]?.threadId ?? 0;
    const payload = { chat_id, text: "x", message_thread_id: topic };

    sim.setTopic(chat_id, topic, "closed");
    const closed = await refusalOf(sim, "sendMessage", payload);
    expect(() => sim.say(bob.id, "hello", { ...here, topic })).toThrow("closed");
    sim.say(ada.id, "hello", { ...here, topic });
    sim.setTopic(chat_id, topic, "open");
    await send(payload);
    sim.setTopic(chat_id, topic, "deleted");

    expect(closed).toBe("Bad Request: TOPIC_CLOSED");
    expect(await refusalOf(sim, "sendMessage", payload)).toContain("message thread not found");
    expect(sim.messages(chat_id)).toEqual([]);
  });
});

describe("a selective keyboard", () => {
  const reply_markup = { keyboard: [[{ text: "Skip" }]], selective: true, force_reply: true };

  it.each([
    [
      "replies to",
      (_id: number, message_id: number): object => ({ reply_parameters: { message_id } }),
    ],
    ["mentions", mention],
  ])("is for whom its message %s", async (_how, to) => {
    const { sim, bob, chat_id, here, send } = aGroup();
    const { messageId } = sim.say(bob.id, "/launch", here);

    await send({ reply_markup, ...to(bob.id, messageId) });

    expect(sim.messages(chat_id).at(-1)?.replyKeyboard).toMatchObject({
      ...{ only: [bob.id], forceReply: true },
    });
  });

  it("is for nobody when its message is for nobody, and for all where it is not selective", async () => {
    const { sim, chat_id, send } = aGroup();

    await send({ reply_markup });
    await send({ reply_markup: { ...reply_markup, selective: false } });

    const [nobody, all] = sim.messages(chat_id).map(({ replyKeyboard }) => replyKeyboard);
    expect(nobody?.only).toEqual([]);
    expect(all?.only).toBeUndefined();
  });
});

describe("a bot that may not write in a group", () => {
  it("still hears commands there, and is refused when it writes or seems to", async () => {
    const { sim, bob, chat_id, here, told } = aGroup({ bot: "restricted" });

    sim.say(bob.id, "/launch", here);

    const refusal = "Bad Request: not enough rights to send text messages to the chat";
    expect(await told()).toMatchObject([{ message: { text: "/launch" } }]);
    expect(await refusalOf(sim, "sendMessage", { chat_id, text: "x" })).toBe(refusal);
    expect(await refusalOf(sim, "sendChatAction", { chat_id, action: "typing" })).toBe(refusal);
    expect(await resultOf(sim, "getChatMember", { chat_id, user_id: sim.bot.id })).toMatchObject({
      ...{ status: "restricted", can_send_messages: false },
    });
  });
});

describe("a small group that becomes a supergroup", () => {
  it("tells the bot on both sides, and names the new chat to whoever uses the old one", async () => {
    const { sim, bob, chat_id, told } = aGroup({ kind: "group" });

    const { chatId: to } = sim.upgradeGroup(chat_id);

    expect(await told()).toMatchObject([
      { message: { chat: { id: chat_id }, migrate_to_chat_id: to } },
      { message: { chat: { id: to }, migrate_from_chat_id: chat_id } },
    ]);
    expect(await sim.call("sendMessage", { chat_id, text: "x" })).toMatchObject({
      description: "Bad Request: group chat was upgraded to a supergroup chat",
      parameters: { migrate_to_chat_id: to },
    });
    expect(sim.groups().map(({ chatId }) => chatId)).toEqual([to]);
    expect(() => sim.say(bob.id, "hello", { chatId: chat_id })).toThrow(`became ${to}`);
    // The new chat counts from 1, and the two service messages were the first.
    expect(sim.say(bob.id, "hello", { chatId: to }).messageId).toBe(2);
  });
});

describe("ephemeral messages", () => {
  const KEYBOARD = { inline_keyboard: [[{ text: "a", callback_data: "a" }]] };

  async function afterATap() {
    const world = aGroup();
    const { sim, bob, chat_id, send } = world;
    const { message_id } = await send({ reply_markup: KEYBOARD });
    const { callbackQueryId } = await sim.press(bob.id, chat_id, message_id, "a");
    const ephemeral_message_parameters = {
      receiver_user_id: bob.id,
      callback_query_id: callbackQueryId,
    };
    const payload = { chat_id, text: "for you", ephemeral_message_parameters };
    return { ...world, payload };
  }

  it("are shown to the person who tapped, with buttons, and change and go for them alone", async () => {
    const { sim, ada, bob, chat_id, payload } = await afterATap();

    const sent = await resultOf<Sent>(sim, "sendMessage", { ...payload, reply_markup: KEYBOARD });
    const face = sim.messages(chat_id).at(-1);
    const key = face?.messageId ?? 0;
    await expect(sim.press(ada.id, chat_id, key, "a")).rejects.toThrow("somebody else alone");
    await sim.press(bob.id, chat_id, key, "a");
    const { ephemeral_message_id } = sent;
    const target = { chat_id, receiver_user_id: bob.id, ephemeral_message_id };
    await resultOf(sim, "editEphemeralMessageText", { ...target, text: "changed" });
    const changed = sim.messages(chat_id).at(-1)?.text;
    await resultOf(sim, "deleteEphemeralMessage", target);

    expect(sent.message_id).toBe(0);
    expect(face).toMatchObject({ onlyFor: bob.id, text: "for you" });
    expect(changed).toBe("changed");
    expect(sim.messages(chat_id)).toHaveLength(1);
  });

  it("are refused a quarter of a minute after the tap, and to whoever did not tap", async () => {
    const { sim, ada, clock, payload } = await afterATap();
    const other = { ...payload.ephemeral_message_parameters, receiver_user_id: ada.id };
    const send = (given: Record<string, unknown>) => refusalOf(sim, "sendMessage", given);

    const notHers = await send({ ...payload, ephemeral_message_parameters: other });
    clock.pass(15_001);

    expect([notHers, await send(payload)]).toEqual([
      "Bad Request: EPHEMERAL_TRIGGER_EXPIRED",
      "Bad Request: EPHEMERAL_TRIGGER_EXPIRED",
    ]);
  });

  it("may get lost without a word, or be refused", async () => {
    const { sim, chat_id, payload } = await afterATap();

    sim.setEphemeral("lost");
    const lost = await refusalOf(sim, "sendMessage", payload);
    sim.setEphemeral("refused");

    expect(lost).toBe("");
    expect(await refusalOf(sim, "sendMessage", payload)).toBe("Bad Request: EPHEMERAL_NOT_ALLOWED");
    expect(sim.messages(chat_id)).toHaveLength(1);
  });
});
