import { describe, expect, it } from "vitest";
import { plainPng } from "../../../src/sandbox/telegram/plain-png.ts";
import { aTelegram, refusalOf, resultOf } from "./a-bot.ts";

interface Sent {
  readonly message_id: number;
}

const HOUR_MS = 3_600_000;
const inline = (...row: Record<string, unknown>[]) => ({ inline_keyboard: [row] });
const png = (width: number, height: number) => ({
  bytes: plainPng(width, height),
  name: "a.png",
  mime: "image/png",
});

describe("what Telegram refuses when a bot sends", () => {
  const { sim, ada, bob } = aTelegram();
  const send = (payload: Record<string, unknown>) =>
    refusalOf(sim, "sendMessage", { chat_id: ada.id, text: "x", ...payload });
  const withButton = (button: Record<string, unknown>) =>
    send({ reply_markup: inline({ text: "b", ...button }) });

  it.each([
    ["an unknown chat", { chat_id: 1 }, "Bad Request: chat not found"],
    [
      "a person who never started the bot",
      { chat_id: bob.id },
      "Forbidden: bot can't initiate conversation with a user",
    ],
    ["an empty text", { text: " \n " }, "Bad Request: message text is empty"],
    ["a text over 4096", { text: "x".repeat(4097) }, "Bad Request: message is too long"],
    [
      "a tag it does not know",
      { text: "a <x>b</x>", parse_mode: "HTML" },
      `Bad Request: can't parse entities: Unsupported start tag "x" at byte offset 2`,
    ],
    [
      "a mark beyond the text",
      { entities: [{ type: "bold", offset: 0, length: 2 }] },
      "Bad Request: ENTITY_BOUNDS_INVALID",
    ],
    [
      "a reply to nothing",
      { reply_parameters: { message_id: 9999 } },
      "Bad Request: message to be replied not found",
    ],
    [
      "what the sandbox does not play",
      { parse_mode: "MarkdownV2" },
      "Bad Request: parse_mode MarkdownV2 is not played by the sandbox",
    ],
    [
      "a field that changes what the call does and is not played",
      { direct_messages_topic_id: 3 },
      "Bad Request: direct_messages_topic_id of sendMessage is not played by the sandbox",
    ],
    [
      "a placeholder over 64",
      { reply_markup: { force_reply: true, input_field_placeholder: "x".repeat(65) } },
      "Bad Request: input field placeholder must be 1 to 64 characters long",
    ],
  ])("%s", async (_, payload, description) => {
    expect(await send(payload)).toBe(description);
  });

  it.each([
    ["callback data over 64 bytes", { callback_data: "é".repeat(33) }, "BUTTON_DATA_INVALID"],
    [
      "a button that does nothing",
      { callback_data: "" },
      "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    ["a copy text over 256", { copy_text: { text: "x".repeat(257) } }, "BUTTON_COPY_TEXT_INVALID"],
    [
      "a link without a host name",
      { url: "http://localhost/x" },
      "inline keyboard button URL 'http://localhost/x' is invalid: Wrong HTTP URL",
    ],
    [
      "a web app without TLS",
      { web_app: { url: "http://example.com" } },
      "inline keyboard button Web App URL 'http://example.com' is invalid: Only HTTPS links are allowed",
    ],
  ])("%s", async (_, button, why) => {
    expect(await withButton(button)).toBe(`Bad Request: ${why}`);
  });

  it("takes callback data of exactly 64 bytes and a text of exactly 4096", async () => {
    expect(await withButton({ callback_data: "x".repeat(64) })).toBe("");
    expect(await send({ text: `<b>${"x".repeat(4096)}</b>`, parse_mode: "HTML" })).toBe("");
  });

  it("nine buttons in a row, or a hundred and one", async () => {
    const buttons = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ text: "b", callback_data: `${at}` }));
    const rows = Array.from({ length: 13 }, () => buttons(8)).slice(0, 13);

    expect(await send({ reply_markup: { inline_keyboard: [buttons(9)] } })).toMatch(/too long/);
    expect(await send({ reply_markup: { inline_keyboard: rows } })).toMatch(/too long/);
    expect(await send({ reply_markup: { inline_keyboard: rows.slice(0, 12) } })).toBe("");
  });

  it("photos it cannot take", async () => {
    const photo = (value: unknown, caption = "") =>
      refusalOf(sim, "sendPhoto", { chat_id: ada.id, photo: value, caption });
    const text = { bytes: Buffer.from("hello"), name: "a.png", mime: "image/png" };
    const { document } = await resultOf<{ document: { file_id: string } }>(sim, "sendDocument", {
      chat_id: ada.id,
      document: text,
    });

    expect(await photo(text)).toBe("Bad Request: IMAGE_PROCESS_FAILED");
    expect(await photo(png(2100, 100))).toBe("Bad Request: PHOTO_INVALID_DIMENSIONS");
    expect(await photo("AgACnothing")).toBe(
      "Bad Request: wrong file identifier/HTTP URL specified",
    );
    expect(await photo(document.file_id)).toBe(
      "Bad Request: can't use file of type Document as Photo",
    );
    expect(await photo(png(10, 10), "x".repeat(1025))).toBe(
      "Bad Request: message caption is too long",
    );
    expect(await photo(png(10, 10), "x".repeat(1024))).toBe("");
  });

  it("a photo under a URL where nothing is", async () => {
    const empty = aTelegram({ fetchPicture: async () => null });
    const photo = "https://example.com/moss.png";

    const there = await refusalOf(sim, "sendPhoto", { chat_id: ada.id, photo });
    const gone = await refusalOf(empty.sim, "sendPhoto", { chat_id: empty.ada.id, photo });

    expect(there).toBe("");
    expect(gone).toBe("Bad Request: failed to get HTTP URL content");
  });
});

describe("what Telegram refuses when a bot edits or deletes", () => {
  const aMessage = async (payload: Record<string, unknown> = {}) => {
    const world = aTelegram();
    const { sim, ada } = world;
    const text = { chat_id: ada.id, text: "same" };
    const { message_id } = await resultOf<Sent>(sim, "sendMessage", { ...text, ...payload });
    const target = { chat_id: ada.id, message_id };
    return { ...world, target };
  };

  it("a change that changes nothing", async () => {
    const { sim, target } = await aMessage({
      reply_markup: inline({ text: "a", callback_data: "a" }),
    });
    const reply_markup = inline({ text: "a", callback_data: "a" });
    const edit = { ...target, text: "<b></b>same ", parse_mode: "HTML", reply_markup };

    const text = await refusalOf(sim, "editMessageText", edit);
    const markup = await refusalOf(sim, "editMessageReplyMarkup", { ...target, reply_markup });
    const other = await refusalOf(sim, "editMessageReplyMarkup", target);

    expect(text).toBe(
      "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
    );
    expect(markup).toMatch(/^Bad Request: message is not modified/);
    expect(other).toBe("");
  });

  it("a message that is not there, not its own, or of another kind", async () => {
    const { sim, start, ada, target } = await aMessage();
    const edit = (payload: Record<string, unknown>) =>
      refusalOf(sim, "editMessageText", { ...target, text: "new", ...payload });
    const photo = await resultOf<Sent>(sim, "sendPhoto", { chat_id: ada.id, photo: png(9, 9) });
    const keyboard = await resultOf<Sent>(sim, "sendMessage", {
      chat_id: ada.id,
      text: "name?",
      reply_markup: { force_reply: true },
    });

    expect(await edit({ message_id: 9999 })).toBe("Bad Request: message to edit not found");
    expect(await edit({ message_id: start.messageId })).toBe(
      "Bad Request: message can't be edited",
    );
    expect(await edit({ message_id: keyboard.message_id })).toBe(
      "Bad Request: message can't be edited",
    );
    expect(await edit({ message_id: photo.message_id })).toBe(
      "Bad Request: there is no text in the message to edit",
    );
    expect(await edit({ text: "x".repeat(4097) })).toBe("Bad Request: MESSAGE_TOO_LONG");
    expect(await refusalOf(sim, "editMessageCaption", { ...target, caption: "c" })).toBe(
      "Bad Request: there is no caption in the message to edit",
    );
    await sim.call("deleteMessage", target);
    expect(await edit({})).toBe("Bad Request: message to edit not found");
  });

  it("a deletion of what is gone, or older than 48 hours", async () => {
    const { sim, clock, ada, start, target } = await aMessage();
    const incoming = { chat_id: ada.id, message_id: start.messageId };

    expect(await refusalOf(sim, "deleteMessage", incoming)).toBe("");
    expect(await refusalOf(sim, "deleteMessage", incoming)).toBe(
      "Bad Request: message to delete not found",
    );
    clock.pass(48 * HOUR_MS + 1000);
    expect(await refusalOf(sim, "deleteMessage", target)).toBe(
      "Bad Request: message can't be deleted for everyone",
    );
  });

  it("passes over what cannot be deleted when many are to go", async () => {
    const { sim, ada, start, target } = await aMessage();
    const message_ids = [start.messageId, 9999, target.message_id];

    await resultOf(sim, "deleteMessages", { chat_id: ada.id, message_ids });

    expect(sim.messages(ada.id)).toEqual([]);
  });
});

describe("other refusals", () => {
  it("a button press answered twice, late, or never made", async () => {
    const { sim, clock, ada } = aTelegram();
    const { message_id } = await resultOf<Sent>(sim, "sendMessage", {
      chat_id: ada.id,
      text: "?",
      reply_markup: inline({ text: "a", callback_data: "a" }),
    });
    const answer = (id: string) => refusalOf(sim, "answerCallbackQuery", { callback_query_id: id });
    const first = await sim.press(ada.id, ada.id, message_id, "a");
    const second = await sim.press(ada.id, ada.id, message_id, "a");
    const tooOld =
      "Bad Request: query is too old and response timeout expired or query ID is invalid";

    expect(await answer(first.callbackQueryId)).toBe("");
    expect(await answer(first.callbackQueryId)).toBe(tooOld);
    clock.pass(60_000);
    expect(await answer(second.callbackQueryId)).toBe(tooOld);
    expect(await answer("12345")).toBe(tooOld);
  });

  it("a file over 20 MB, and an id that is none", async () => {
    const { sim, ada } = aTelegram();
    sim.sendDocument(ada.id, {
      bytes: Buffer.alloc(20 * 1024 * 1024 + 1),
      name: "big.bin",
      mime: "application/octet-stream",
    });
    const file_id = sim.messages(ada.id).at(-1)?.document?.fileId ?? "";

    expect(await refusalOf(sim, "getFile", { file_id })).toBe("Bad Request: file is too big");
    expect(await refusalOf(sim, "getFile", { file_id: "x" })).toBe("Bad Request: invalid file_id");
  });

  it("a file link after an hour", async () => {
    const { sim, clock, ada } = aTelegram();
    sim.sendPhoto(ada.id, plainPng(9, 9));
    const file_id = sim.messages(ada.id).at(-1)?.photo?.fileId;
    const { file_path } = await resultOf<{ file_path: string }>(sim, "getFile", { file_id });
    const download = () => sim.fetch(`https://t.example/file/bot${sim.token}/${file_path}`);

    expect((await download()).status).toBe(200);
    clock.pass(HOUR_MS + 1000);
    expect((await download()).status).toBe(404);
  });

  it("commands that are none", async () => {
    const { sim } = aTelegram();
    const set = (command: string, description: string) =>
      refusalOf(sim, "setMyCommands", { commands: [{ command, description }] });

    expect(await set("Launch", "x")).toBe("Bad Request: BOT_COMMAND_INVALID");
    expect(await set("launch", "")).toBe("Bad Request: BOT_COMMAND_DESCRIPTION_INVALID");
  });

  it("methods that it does not play and methods that do not exist", async () => {
    const { sim, ada } = aTelegram();

    expect(await refusalOf(sim, "sendDice", { chat_id: ada.id })).toBe(
      "Bad Request: sendDice is not played by the sandbox",
    );
    expect(await sim.call("sendTea")).toMatchObject({ ok: false, error_code: 404 });
  });

  it("polling while a webhook is set", async () => {
    const { sim } = aTelegram();
    await resultOf(sim, "setWebhook", { url: "https://example.com/t", secret_token: "s" });

    expect(await sim.call("getUpdates")).toMatchObject({ error_code: 409 });
    expect(await resultOf(sim, "getWebhookInfo", {})).toMatchObject({ pending_update_count: 1 });
    expect(await refusalOf(sim, "setWebhook", { url: "http://example.com" })).toBe(
      "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
    );
  });
});

describe("what no client would do", () => {
  it("presses a button that is not there, unless it is forged", async () => {
    const { sim, ada, bob } = aTelegram();
    const { message_id } = await resultOf<Sent>(sim, "sendMessage", { chat_id: ada.id, text: "?" });

    await expect(sim.press(ada.id, ada.id, message_id, "a")).rejects.toThrow(/no such button/);
    await expect(sim.press(bob.id, ada.id, message_id, "a")).rejects.toThrow(/sees no chat/);
    const { updateId } = await sim.press(ada.id, ada.id, message_id, "a", { forged: true });
    const updates = await resultOf<object[]>(sim, "getUpdates", {});
    expect(updates.at(-1)).toMatchObject({ update_id: updateId, callback_query: { data: "a" } });
  });

  it("edits or deletes what somebody else wrote", async () => {
    const { sim, ada, start } = aTelegram();
    const bots = await resultOf<Sent>(sim, "sendMessage", { chat_id: ada.id, text: "?" });

    expect(() => sim.editText(ada.id, bots.message_id, "!")).toThrow(/somebody else's/);
    expect(() => sim.deleteOwn(ada.id, bots.message_id)).toThrow(/somebody else's/);
    sim.editText(ada.id, start.messageId, "/help");
    expect(sim.messages(ada.id)[0]).toMatchObject({ text: "/help" });
    sim.deleteOwn(ada.id, start.messageId);
    expect(sim.messages(ada.id)).toHaveLength(1);
  });
});
