import { expect, it } from "vitest";
import { conversationKey } from "../../src/bot/conversation-storage.ts";
import { aDisk } from "../support/a-disk.ts";
import { aWorld } from "../support/a-world.ts";
import { toTheBuy } from "../support/at-the-card.ts";

const ANSWERS = 20;
/** A longer id of an update, say. */
const A_FEW = 32;
const keyOf = (id: number) => conversationKey({ chatId: id, topicId: null }, id);

it("what a flow keeps, and replays, is no more after twenty answers; it goes on from there after a restart", async () => {
  const world = await aWorld();
  const ada = world.person("Ada");
  const kept = async () => (await world.storage.conversations.read(keyOf(ada.id)))?.length ?? 0;
  ada.say("/launch pump");
  await ada.sees("What is it called?");
  ada.say("Moss Coin, MOSS");
  await ada.sees("Send a picture");
  await world.settled();
  const before = await kept();

  for (let answers = 0; answers < ANSWERS; answers += 2) {
    ada.say("⏭ Skip");
    await ada.sees("How much do you buy first");
    ada.say("◀️ Back");
    await ada.sees("Send a picture");
  }
  await world.settled();
  const after = await kept();
  await world.restart();
  ada.say("⏭ Skip");
  await ada.sees("How much do you buy first");
  ada.say("0.5");
  await ada.sees("Moss Coin");

  expect(Math.abs(after - before)).toBeLessThanOrEqual(A_FEW);
});

it("keeps of what a flow has said only where that stands", async () => {
  const world = await aWorld();
  const ada = world.person("Ada");
  ada.say("/launch pump");
  await ada.sees("What is it called?");
  await world.settled();

  const key = keyOf(ada.id);
  const box = await world.storage.conversations.read(key);
  const plain = await world.vault.openState(ada.id, key, box ?? Buffer.alloc(0));

  expect(plain?.toString()).toContain("message_id");
  expect(plain?.toString()).not.toContain("What is it called?");
});

it("an answer is five transactions, of which one writes: what the flow keeps, and the mark of the update", async () => {
  const disk = aDisk();
  const costs: { transactions: number; written: number }[] = [];
  const world = await aWorld({
    disk,
    async witness(_update, handle) {
      const [begun, written] = [disk.begun(), disk.written()];
      await handle();
      costs.push({ transactions: disk.begun() - begun, written: disk.written() - written });
    },
  });
  const ada = world.person("Ada");
  await toTheBuy(ada);

  await expect.poll(() => costs[2]).toEqual({ transactions: 5, written: 1 });
});
