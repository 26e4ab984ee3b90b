import { describe, expect, it } from "vitest";
import { samplePicture } from "../../src/sandbox/sample-picture.ts";
import { aWorld } from "../support/a-world.ts";
import { textOf } from "../support/an-actor.ts";

describe("in the middle of a flow", () => {
  it("a tap that is too old to be answered ends nothing", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/launch");
    const question = await ada.sees("Where shall it go?");
    await ada.tap("pump.fun");
    await ada.sees("What is it called?");
    await world.settled();
    world.kill();
    const old = { forged: true };
    await world.telegram.press(ada.id, ada.id, question.messageId, "f:pick:bonk", old);
    await world.clock.advance(31_000);

    await world.start();
    await world.settled();
    ada.say("Moss Coin");

    await ada.sees("Which ticker?");
  });

  it("a kind of update that was not asked for is no answer", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/launch pump");
    await ada.sees("What is it called?");
    await world.settled();
    const date = 1_750_000_000;
    const from = { id: ada.id, is_bot: false, first_name: "Ada" };
    const chat = { id: ada.id, type: "private", first_name: "Ada" } as const;
    const edited = { message_id: 1, date, edit_date: date, chat, from, text: "Moss Coin" };

    expect(await world.handle({ update_id: 1, edited_message: edited })).toEqual([]);
    expect(await world.handle({ update_id: 2, business_message: edited })).toEqual([]);
    ada.say("Fern Coin");

    await ada.sees("Which ticker?");
  });

  it("a picture that Telegram does not hand out can be sent again", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/launch pump");
    await ada.sees("What is it called?");
    ada.say("Moss Coin, MOSS");
    await ada.sees("Send a picture");
    await world.settled();
    const date = 1_750_000_000;
    const from = { id: ada.id, is_bot: false, first_name: "Ada" };
    const chat = { id: ada.id, type: "private", first_name: "Ada" } as const;
    const size = { file_id: "gone", file_unique_id: "gone", width: 64, height: 64 };

    await world.take({ update_id: 1, message: { message_id: 1, date, chat, from, photo: [size] } });
    const told = textOf(await ada.sees("did not hand that file to me"));
    ada.sendPhoto(samplePicture(64, 2));

    expect(told).toContain("Send a picture");
    await ada.sees("How much do you buy first");
  });
});
