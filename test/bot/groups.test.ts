import { describe, expect, it } from "vitest";
import { aGroupMessage, GROUP } from "../support/a-group.ts";
import { START } from "../support/a-clock.ts";
import { aWorld } from "../support/a-world.ts";

const LATER = START + 60_000;

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

  it("a launch leaves the key that is asked for in private standing", async () => {
    const world = await aWorld();
    const slot = { userId: 777, provider: "swarms", kind: "api-key" } as const;
    await world.storage.bot.expectSecret({ ...slot, expiresAt: LATER, promptMessageId: 5 });

    await world.handle(aGroupMessage(1, "/launch pump"));

    expect(await world.storage.bot.expectedSecret(777)).toMatchObject(slot);
  });
});
