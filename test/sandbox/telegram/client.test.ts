import { describe, expect, it } from "vitest";
import type { SimEvent } from "../../../src/sandbox/telegram/world.ts";
import { aTelegram, resultOf } from "./a-bot.ts";

interface Sent {
  readonly message_id: number;
}

/** Ada's private chat with everything that a client is told. */
function aClient() {
  const world = aTelegram();
  const events: SimEvent[] = [];
  world.sim.subscribe((event) => events.push(event));
  const chat_id = world.ada.id;
  const send = (payload: Record<string, unknown>) =>
    resultOf<Sent>(world.sim, "sendMessage", { chat_id, text: "x", ...payload });
  return { ...world, events, chat_id, send };
}

describe("what a client is told", () => {
  it("of messages, changes, deletions, typing, toasts and menus, in order", async () => {
    const { sim, ada, events, chat_id, send } = aClient();

    await resultOf(sim, "sendChatAction", { chat_id, action: "typing" });
    const { message_id } = await send({
      reply_markup: { inline_keyboard: [[{ text: "a", callback_data: "a" }]] },
    });
    const pressed = await sim.press(ada.id, ada.id, message_id, "a");
    await resultOf(sim, "answerCallbackQuery", { callback_query_id: pressed.callbackQueryId });
    await resultOf(sim, "editMessageText", { chat_id, message_id, text: "y" });
    await resultOf(sim, "deleteMessage", { chat_id, message_id });
    await resultOf(sim, "setMyCommands", { commands: [] });

    expect(events).toEqual([
      { type: "typing", chatId: ada.id, action: "typing" },
      { type: "message", message: expect.objectContaining({ messageId: message_id }) as unknown },
      {
        type: "toast",
        personId: ada.id,
        text: "",
        alert: false,
        callbackQueryId: pressed.callbackQueryId,
      },
      { type: "edit", message: expect.objectContaining({ text: "y" }) as unknown },
      { type: "delete", chatId: ada.id, messageId: message_id },
      { type: "commands" },
    ]);
  });

  it("of a draft that grows until the message is sent or half a minute passes", async () => {
    const { sim, clock, events, chat_id, send } = aClient();
    const draft = (text: string) =>
      resultOf(sim, "sendMessageDraft", { chat_id, draft_id: 5, text });

    await draft("Send");
    await draft("Sending");
    await send({ text: "Sent" });
    await draft("More");
    clock.pass(30_000);

    const said = events.map((event) =>
      "message" in event ? [event.type, event.message.messageId, event.message.text] : [event.type],
    );
    expect(said).toEqual([
      ["message", -5, "Send"],
      ["edit", -5, "Sending"],
      ["delete"],
      ["message", 2, "Sent"],
      ["message", -5, "More"],
      ["delete"],
    ]);
    expect(sim.messages(chat_id).map(({ text }) => text)).toEqual(["/start", "Sent"]);
  });

  it("of the keyboard in place of the letters, and of a reaction", async () => {
    const { sim, chat_id, send, start } = aClient();
    await send({
      reply_markup: {
        keyboard: [["Skip", { text: "Back" }]],
        one_time_keyboard: true,
        input_field_placeholder: "2 to 32 characters",
      },
      reply_parameters: { message_id: start.messageId },
    });
    await send({ reply_markup: { remove_keyboard: true } });
    await resultOf(sim, "setMessageReaction", {
      chat_id,
      message_id: start.messageId,
      reaction: [{ type: "emoji", emoji: "🎉" }],
    });

    const [first, asked, removed] = sim.messages(chat_id);
    expect(first).toMatchObject({ reaction: "🎉" });
    expect(asked).toMatchObject({
      replyTo: start.messageId,
      replyKeyboard: {
        rows: [["Skip", "Back"]],
        placeholder: "2 to 32 characters",
        oneTime: true,
        remove: false,
      },
    });
    expect(removed).toMatchObject({ replyKeyboard: { remove: true, rows: [] } });
  });

  it("of every kind of button as it is to be drawn", async () => {
    const { sim, chat_id, send } = aClient();
    const row = [
      { text: "1", url: "https://example.com" },
      { text: "2", copy_text: { text: "M" } },
      { text: "3", web_app: { url: "http://127.0.0.1:8787/intake" } },
      { text: "4", switch_inline_query: "MOSS" },
      { text: "5", disabled: {}, style: "danger" },
    ];

    await send({ reply_markup: { inline_keyboard: [row] } });

    expect(sim.messages(chat_id).at(-1)?.keyboard).toEqual([
      [
        { text: "1", kind: "url", url: "https://example.com" },
        { text: "2", kind: "copy", copyText: "M" },
        { text: "3", kind: "web_app", url: "http://127.0.0.1:8787/intake" },
        { text: "4", kind: "switch_inline", inline: { query: "MOSS", into: "pick" } },
        { text: "5", kind: "other", disabled: true, style: "danger" },
      ],
    ]);
  });

  it("nothing any more once it stopped listening", async () => {
    const { sim, ada } = aTelegram();
    const events: SimEvent[] = [];
    const stop = sim.subscribe((event) => events.push(event));
    sim.say(ada.id, "one");

    stop();
    sim.say(ada.id, "two");

    expect(events).toHaveLength(1);
  });
});

describe("what a bot is told of people", () => {
  it("copies, replies, stickers and changed messages", async () => {
    const { sim, ada, chat_id, send } = aClient();
    const { message_id } = await send({ text: "name?" });
    const { messageId } = sim.say(ada.id, "Moss", { replyTo: message_id });
    sim.sendOther(ada.id, "sticker");
    sim.editText(ada.id, messageId, "Moss Coin");
    const copy = { chat_id, from_chat_id: chat_id, message_id: messageId };
    await resultOf(sim, "copyMessage", copy);

    const updates = await resultOf<object[]>(sim, "getUpdates", {});

    expect(updates.slice(1)).toMatchObject([
      { message: { text: "Moss", reply_to_message: { message_id, text: "name?" } } },
      { message: { sticker: { type: "regular" } } },
      { edited_message: { message_id: messageId, text: "Moss Coin" } },
    ]);
    expect(sim.messages(chat_id).at(-1)).toMatchObject({
      text: "Moss Coin",
      from: { isBot: true },
    });
  });

  it("which message an edited one answers, still", async () => {
    const { sim, ada, chat_id, send, start } = aClient();
    const { message_id } = await send({
      reply_parameters: { message_id: start.messageId },
      protect_content: true,
    });

    await resultOf(sim, "editMessageText", { chat_id, message_id, text: "y" });

    expect(sim.messages(ada.id).at(-1)).toMatchObject({ text: "y", replyTo: start.messageId });
  });

  it("who they are", async () => {
    const { sim, ada, bob, chat_id } = aClient();

    expect(await resultOf(sim, "getChat", { chat_id })).toMatchObject({
      type: "private",
      username: "ada",
    });
    expect(await resultOf(sim, "getChatMember", { chat_id, user_id: ada.id })).toMatchObject({
      status: "member",
      user: { language_code: "en" },
    });
    expect(sim.people()).toEqual([ada, bob]);
  });
});
