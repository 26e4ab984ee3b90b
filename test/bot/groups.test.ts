import type { Update } from "grammy/types";
import { describe, expect, it } from "vitest";
import { aWorld } from "../support/a-world.ts";

const GROUP = { id: -1_001_234_567_890, type: "supergroup", title: "Moss friends" } as const;

/** A message in a group, as Telegram delivers it. */
function inGroup(text: string, updateId: number): Update {
  const length = /^\/\S+/.exec(text)?.[0].length;
  return {
    update_id: updateId,
    message: {
      message_id: updateId,
      date: 1_750_000_000,
      chat: GROUP,
      from: { id: 777, is_bot: false, first_name: "Ada" },
      text,
      ...(length ? { entities: [{ type: "bot_command", offset: 0, length }] } : {}),
    },
  };
}

describe("in a group", () => {
  it.each(["/start", "/keys", "/status", "/help@launchgram_sandbox_bot"])(
    "%s is answered with the way to the private chat",
    async (text) => {
      const world = await aWorld();

      const calls = await world.handle(inGroup(text, 1));

      expect(calls).toMatchObject([
        {
          method: "sendMessage",
          payload: {
            chat_id: GROUP.id,
            text: "Let us do this in our private chat.",
            reply_markup: {
              inline_keyboard: [[{ url: "https://t.me/launchgram_sandbox_bot?start=hello" }]],
            },
          },
        },
      ]);
    },
  );

  it.each(["hello", "/start@another_bot", "/moon", "see /launch"])(
    "“%s” is none of the bot's business",
    async (text) => {
      const world = await aWorld();

      expect(await world.handle(inGroup(text, 1))).toEqual([]);
    },
  );

  it("no flow is begun and no key is expected", async () => {
    const world = await aWorld();

    await world.handle(inGroup("/launch pump", 1));
    const calls = await world.handle(inGroup("Moss Coin, MOSS", 2));

    expect(calls).toEqual([]);
    expect(await world.storage.conversations.read(`${GROUP.id}:777`)).toBeNull();
  });
});
