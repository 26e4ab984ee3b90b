import type { Update } from "@grammyjs/types";
import { describe, expect, it } from "vitest";
import { aTelegram, refusalOf, resultOf } from "./a-bot.ts";

const KEYBOARD = { inline_keyboard: [[{ text: "Launch", callback_data: "go" }]] };

const anArticle = (id = "pump", more: Record<string, unknown> = {}) => ({
  type: "article",
  id,
  title: "pump.fun",
  description: "Moss Coin",
  input_message_content: { message_text: "<b>Moss Coin</b>", parse_mode: "HTML" },
  reply_markup: KEYBOARD,
  ...more,
});

/** Ada, Bob and a group of theirs that the bot is not in. */
function aScene() {
  const world = aTelegram();
  const { sim, ada, bob, start } = world;
  const members = { [ada.id]: "member", [bob.id]: "member" } as const;
  const elsewhere = sim.addGroup({ title: "Friends", members, bot: null });
  const there = { chatId: elsewhere.chatId };
  const told = () => resultOf<Update[]>(sim, "getUpdates", { offset: start.updateId + 1 });
  const answer = (queryId: string, payload: Record<string, unknown> = {}) =>
    sim.call("answerInlineQuery", {
      inline_query_id: queryId,
      results: [anArticle()],
      ...payload,
    });
  /** Ada posts the one result into that group. */
  const posted = async (more: Record<string, unknown> = {}) => {
    const { queryId } = sim.inline(ada.id, "MOSS", there);
    await answer(queryId, { results: [anArticle("pump", more)] });
    return sim.choose(ada.id, queryId, "pump", there);
  };
  return { ...world, there, told, answer, posted };
}

describe("typing @bot", () => {
  it("asks the bot and lists what it answers", async () => {
    const { sim, ada, there, told, answer } = aScene();

    const asked = sim.inline(ada.id, "MOSS", there);
    await answer(asked.queryId, {
      results: [anArticle("pump", { thumbnail_url: "https://moss.example/a.png" })],
      button: { text: "Add keys", start_parameter: "keys" },
      next_offset: "10",
    });

    expect(await told()).toMatchObject([
      {
        inline_query: { query: "MOSS", offset: "", chat_type: "supergroup", from: { id: ada.id } },
      },
    ]);
    expect(await asked.answer).toEqual({
      results: [
        {
          id: "pump",
          title: "pump.fun",
          description: "Moss Coin",
          thumb: expect.any(String) as string,
        },
      ],
      button: { text: "Add keys", startParameter: "keys" },
      nextOffset: "10",
    });
  });

  it("an answer is kept for as long as it says, for one person when it is personal", async () => {
    const { sim, ada, bob, clock, answer } = aScene();
    await answer(sim.inline(ada.id, "a").queryId, { cache_time: 10, is_personal: true });
    await answer(sim.inline(ada.id, "b").queryId, { cache_time: 10 });
    const asksBot = (person: number, query: string) => sim.inline(person, query).updateId !== null;

    const kept = [asksBot(ada.id, "a"), asksBot(bob.id, "a"), asksBot(bob.id, "b")];
    clock.pass(10_000);

    expect(kept).toEqual([false, true, false]);
    expect(asksBot(ada.id, "a")).toBe(true);
  });

  it.each([
    [
      "51 results",
      { results: Array.from({ length: 51 }, (_, at) => anArticle(`r${at}`)) },
      "RESULTS_TOO_MUCH",
    ],
    ["an id over 64 bytes", { results: [anArticle("é".repeat(33))] }, "RESULT_ID_INVALID"],
    ["two results of one id", { results: [anArticle(), anArticle()] }, "RESULT_ID_DUPLICATE"],
    ["an offset over 64 bytes", { next_offset: "x".repeat(65) }, "NEXT_OFFSET_INVALID"],
    [
      "a start parameter with a space",
      { button: { text: "a", start_parameter: "a b" } },
      "START_PARAM_INVALID",
    ],
    [
      "a text over 4096",
      { results: [anArticle("a", { input_message_content: { message_text: "x".repeat(4097) } })] },
      "MESSAGE_TOO_LONG",
    ],
    [
      "data over 64 bytes",
      {
        results: [
          anArticle("a", {
            reply_markup: { inline_keyboard: [[{ text: "a", callback_data: "x".repeat(65) }]] },
          }),
        ],
      },
      "BUTTON_DATA_INVALID",
    ],
  ])("%s is refused", async (_, payload, why) => {
    const { sim, ada } = aScene();
    const { queryId } = sim.inline(ada.id, "MOSS");

    const refusal = await refusalOf(sim, "answerInlineQuery", {
      inline_query_id: queryId,
      results: [],
      ...payload,
    });

    expect(refusal).toBe(`Bad Request: ${why}`);
  });

  it("a query is answered once, and in time", async () => {
    const { sim, ada, clock, answer } = aScene();
    const first = sim.inline(ada.id, "a").queryId;
    const late = sim.inline(ada.id, "b").queryId;

    await answer(first);
    const again = await answer(first);
    clock.pass(15_001);

    const tooOld =
      "Bad Request: query is too old and response timeout expired or query ID is invalid";
    expect([again, await answer(late), await answer("1")]).toMatchObject([
      { description: tooOld },
      { description: tooOld },
      { description: tooOld },
    ]);
  });
});

describe("what was posted through the bot", () => {
  it("stands in a chat that the bot is not in, and is told if the feedback is on", async () => {
    const { sim, ada, there, told, posted } = aScene();

    const { inlineMessageId } = await posted();
    sim.setInlineFeedback(false);
    const silent = await posted();

    expect(sim.messages(there.chatId)[0]).toMatchObject({
      from: { id: ada.id },
      via: sim.bot.username,
      text: "Moss Coin",
    });
    expect(silent.feedback).toBeNull();
    expect((await told()).filter((one) => one.chosen_inline_result ?? one.message)).toMatchObject([
      {
        chosen_inline_result: {
          result_id: "pump",
          query: "MOSS",
          inline_message_id: inlineMessageId,
        },
      },
    ]);
  });

  it("reaches a bot that is in the chat as a message as well", async () => {
    const { sim, ada, told, answer } = aScene();
    const { queryId } = sim.inline(ada.id, "MOSS");
    await answer(queryId);

    sim.choose(ada.id, queryId, "pump");

    expect(await told()).toMatchObject([
      { inline_query: { chat_type: "sender" } },
      { message: { via_bot: { id: sim.bot.id }, chat: { id: ada.id } } },
      { chosen_inline_result: {} },
    ]);
  });

  it("is tapped by anybody there, and named by its inline id alone", async () => {
    const { sim, bob, there, told, posted } = aScene();
    const { messageId, inlineMessageId } = await posted();

    await sim.press(bob.id, there.chatId, messageId, "go");

    const query = (await told()).at(-1)?.callback_query;
    expect(query).toMatchObject({ from: { id: bob.id }, inline_message_id: inlineMessageId });
    expect(query).not.toHaveProperty("message");
  });

  it("is changed under that id until it is deleted", async () => {
    const { sim, ada, there, posted } = aScene();
    const { messageId, inlineMessageId: inline_message_id } = await posted();
    const edit = (text: string) =>
      sim.call("editMessageText", { inline_message_id, text, reply_markup: KEYBOARD });

    const edited = await edit("live");
    const same = await edit("live");
    const shown = sim.messages(there.chatId)[0];
    sim.deleteOwn(ada.id, messageId, there.chatId);

    expect(edited).toEqual({ ok: true, result: true });
    expect(same).toMatchObject({ description: expect.stringContaining("not modified") as string });
    expect(shown).toMatchObject({ text: "live", via: sim.bot.username });
    expect(await edit("gone")).toMatchObject({ description: "Bad Request: MESSAGE_ID_INVALID" });
  });

  it("shows the picture that its text links to, for as long as the edits name it", async () => {
    const { sim, there, posted } = aScene();
    const link_preview_options = { url: "https://moss.example/a.png", show_above_text: true };
    const { inlineMessageId: inline_message_id } = await posted({
      input_message_content: { message_text: "Moss", link_preview_options },
    });
    const preview = () => sim.messages(there.chatId)[0]?.preview !== undefined;
    const edit = (text: string, more: Record<string, unknown> = {}) =>
      resultOf(sim, "editMessageText", { inline_message_id, text, ...more });

    const first = preview();
    await edit("live", { link_preview_options });
    const second = preview();
    await edit("over", { link_preview_options: { is_disabled: true } });

    expect([first, second, preview()]).toEqual([true, true, false]);
  });

  it("takes no upload in an edit", async () => {
    const { sim, posted } = aScene();
    const { inlineMessageId: inline_message_id } = await posted();
    const upload = { bytes: Buffer.from("x"), name: "a.png", mime: "image/png" };

    const refusal = await refusalOf(sim, "editMessageMedia", {
      inline_message_id,
      media: { type: "photo", media: upload },
    });

    expect(refusal).toMatch("can't upload a file to an inline message");
  });

  it("without buttons it is out of the bot's reach", async () => {
    const { posted } = aScene();

    expect((await posted({ reply_markup: undefined })).inlineMessageId).toBeNull();
  });
});
