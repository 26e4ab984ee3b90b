import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkUpdate } from "../../../src/sandbox/telegram/check-call.ts";
import { makeSchema, schemaText } from "../../../src/sandbox/telegram/make-schema.ts";
import { aTelegram, refusalOf } from "./a-bot.ts";

const SCHEMA = new URL("../../../src/sandbox/telegram/schema.json", import.meta.url);

describe("the schema of the Bot API", () => {
  it("is the one of the installed types: else run node src/sandbox/telegram/make-schema.ts", () => {
    expect(schemaText(makeSchema())).toBe(readFileSync(SCHEMA, "utf8"));
  }, 60_000);

  const { sim, ada } = aTelegram();
  const send = (payload: Record<string, unknown>) =>
    refusalOf(sim, "sendMessage", { chat_id: ada.id, text: "x", ...payload });
  const inline = (button: unknown) => ({ reply_markup: { inline_keyboard: [[button]] } });

  it.each([
    ["an unknown field", { texts: "x" }, "sendMessage has no field texts"],
    ["a missing field", { text: undefined }, "sendMessage.text is missing"],
    ["a wrong type", { text: 5 }, "sendMessage.text must be a string"],
    [
      "a word that is not on the list",
      { parse_mode: "html" },
      "sendMessage.parse_mode must be one of Markdown, MarkdownV2, HTML",
    ],
    [
      "a button of two kinds",
      inline({ text: "a", callback_data: "a", url: "https://example.com" }),
      "sendMessage.reply_markup.inline_keyboard[0][0] has no field url",
    ],
    [
      "a style that there is not",
      inline({ text: "a", callback_data: "a", style: "green" }),
      "sendMessage.reply_markup.inline_keyboard[0][0].style must be one of danger, success, primary",
    ],
    [
      "a keyboard that is a row",
      { reply_markup: { inline_keyboard: [{ text: "a", callback_data: "a" }] } },
      "sendMessage.reply_markup.inline_keyboard[0] must be a list",
    ],
  ])("refuses %s", async (_, payload, why) => {
    expect(await send(payload)).toBe(`Bad Request: ${why}`);
  });

  it("refuses a file where words belong, and words where a file belongs", async () => {
    const file = { bytes: Buffer.from("x"), name: "x", mime: "text/plain" };

    expect(await send({ text: file })).toBe("Bad Request: sendMessage.text must be a string");
    expect(
      await refusalOf(sim, "sendDocument", { chat_id: ada.id, document: file, thumbnail: "x" }),
    ).toBe("Bad Request: sendDocument.thumbnail must be a file");
  });

  it("lets no wrong update reach a bot", () => {
    const from = { id: 1, is_bot: false, first_name: "A" };
    const chat = { id: 1, type: "private" as const, first_name: "A" };
    const message = { message_id: 1, date: 0, chat, from, text: "x" };

    expect(() => checkUpdate({ update_id: 1, message })).not.toThrow();
    expect(() => checkUpdate({ update_id: 1, message: { ...message, txt: "x" } as never })).toThrow(
      "update.message has no field txt",
    );
  });
});
