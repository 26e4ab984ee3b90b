import { describe, expect, it } from "vitest";
import { aGroupMessage, GROUP } from "../support/a-group.ts";
import { aWorld } from "../support/a-world.ts";

describe("in a group", () => {
  it.each(["/start", "/keys", "/status", "/help@launchgram_sandbox_bot"])(
    "%s is answered with the way to the private chat",
    async (text) => {
      const world = await aWorld();

      const calls = await world.handle(aGroupMessage(1, text));

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

      expect(await world.handle(aGroupMessage(1, text))).toEqual([]);
    },
  );

  it("no flow is begun and no key is expected", async () => {
    const world = await aWorld();

    await world.handle(aGroupMessage(1, "/launch pump"));
    const calls = await world.handle(aGroupMessage(2, "Moss Coin, MOSS"));

    expect(calls).toEqual([]);
    expect(await world.storage.conversations.read(`${GROUP.id}:777`)).toBeNull();
  });
});
