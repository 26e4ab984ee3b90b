import { describe, expect, it } from "vitest";
import { aWorld, type World } from "../support/a-world.ts";
import { textOf, type TestActor } from "../support/an-actor.ts";
import { atTheCard, launches } from "../support/at-the-card.ts";
import { liveWith, MINT } from "../support/fake-provider.ts";

const EDIT = "editMessageText";

/** Brings a Blowfish launch as far as its ticket. */
async function accepted(world: World, ada: TestActor): Promise<void> {
  world.providers.blowfish.answerNext({ kind: "accepted", eventId: "event-1" });
  await launches(world, ada, "blowfish", "Accepted");
}

const messagesWith = (ada: TestActor, text: string) =>
  ada.messages().filter((message) => message.from.isBot && textOf(message).includes(text));

describe("the status card", () => {
  it("counts the seconds up, and minutes when it takes that long", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await accepted(world, ada);
    const shown: string[] = [];

    for (const ms of [6_000, 6_000, 60_000, 60_000, 60_000]) {
      await world.pass(ms);
      await world.settled();
      shown.push(/launching(?:, (\d+ \w+) so far)?\./.exec(textOf(ada.card()))?.[1] ?? "");
    }

    expect(shown.slice(0, 2).map((text) => Number.parseInt(text))).toEqual([7, 12]);
    expect(shown.slice(2)).toEqual([expect.stringMatching(/^(6|7)\d s$/), "2 min", "3 min"]);
  });

  it("waits as long as Telegram asks it to, and then shows the newest state", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await accepted(world, ada);
    world.telegram.faults.add({ kind: "429", method: EDIT, retryAfter: 20 });
    world.providers.blowfish.sayNext(liveWith(MINT));

    await world.pass(30_000);
    await ada.sees(MINT);

    const calls = world.calls(EDIT);
    const refused = calls.findIndex(({ ok }) => !ok);
    expect(calls[refused]?.description).toContain("retry after 20");
    const pause = (calls[refused + 1]?.at ?? 0) - (calls[refused]?.at ?? 0);
    expect(pause).toBeGreaterThanOrEqual(20_000);
    expect(pause).toBeLessThan(21_000);
  });

  it.each(["500", "502", "network"] as const)(
    "gets through a Telegram that fails with %s, at growing distances",
    async (kind) => {
      const world = await aWorld();
      const ada = world.person("Ada");
      await accepted(world, ada);
      world.telegram.faults.add({ kind, method: EDIT, times: 3 });
      world.providers.blowfish.sayNext(liveWith(MINT));

      await world.pass(20_000);
      await ada.sees(MINT);

      const tries = world.calls(EDIT).slice(-4);
      const pauses = tries.slice(1).map(({ at }, before) => at - (tries[before]?.at ?? 0));
      expect(tries.map(({ ok }) => ok)).toEqual([false, false, false, true]);
      expect(pauses.toSorted((one, other) => one - other)).toEqual(pauses);
      expect(pauses.at(-1)).toBeGreaterThanOrEqual(4_000);
    },
  );

  it("is sent anew when the person deleted it", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await accepted(world, ada);
    const { messageId } = ada.card();
    await world.telegram.call("deleteMessage", { chat_id: ada.id, message_id: messageId });
    world.providers.blowfish.sayNext(liveWith(MINT));

    await world.pass(6_000);
    const card = await ada.sees(MINT);

    expect(card.messageId).toBeGreaterThan(messageId);
    expect(ada.labels(card)).toContain("Copy address");
  });

  it("waits for a person who blocked the bot, until their next /start", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await accepted(world, ada);
    world.telegram.blockBot(ada.id);
    world.providers.blowfish.sayNext(liveWith(MINT));
    await world.pass(60_000);
    const calls = world.calls(EDIT).length;
    await world.pass(60_000);
    expect(world.calls(EDIT)).toHaveLength(calls);

    world.telegram.unblockBot(ada.id);
    ada.say("/start");

    await ada.sees(MINT);
  });

  it("takes “not modified” for shown", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await accepted(world, ada);
    // The edit is carried out and its answer lost, so that the same one is made again.
    world.telegram.faults.add({ kind: "lost-answer", method: EDIT });
    world.providers.blowfish.sayNext(liveWith(MINT));

    await world.pass(10_000);
    await ada.sees(MINT);
    await world.settled();
    const calls = world.calls(EDIT).length;
    await world.pass(60_000);

    expect(world.calls(EDIT)).toHaveLength(calls);
    expect(world.calls(EDIT).at(-1)?.description).toContain("message is not modified");
  });

  it("goes on counting after an edit that changed nothing", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await accepted(world, ada);
    world.telegram.faults.add({ kind: "lost-answer", method: EDIT });
    await world.pass(7_000);
    await world.settled();

    await world.pass(20_000);
    await world.settled();

    expect(textOf(ada.card())).toMatch(/, 2\d s so far/);
  });
});

describe("the final message", () => {
  it("comes on its own when the end comes late", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await accepted(world, ada);
    await world.pass(20_000);
    world.providers.blowfish.sayNext(liveWith(MINT));

    await world.pass(6_000);
    await world.settled();

    expect(messagesWith(ada, MINT)).toHaveLength(2);
    expect(textOf(ada.last())).toContain("Live");
    await world.pass(60_000);
    expect(messagesWith(ada, MINT)).toHaveLength(2);
  });

  it("does not come when the person is still looking", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await accepted(world, ada);
    world.providers.blowfish.sayNext(liveWith(MINT));

    await world.pass(6_000);
    await world.settled();

    expect(messagesWith(ada, MINT)).toHaveLength(1);
  });

  it("comes once although Telegram fails in between", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await accepted(world, ada);
    await world.pass(20_000);
    world.telegram.faults.add({ kind: "network", method: "sendMessage", times: 2 });
    world.providers.blowfish.sayNext(liveWith(MINT));

    await world.pass(30_000);
    await world.settled();

    expect(messagesWith(ada, MINT)).toHaveLength(2);
  });
});

describe("a chat that is slow", () => {
  it("holds up no other chat", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    const ben = world.person("Ben");
    await accepted(world, ada);
    await atTheCard(world, ben);
    const held = world.link.hold(EDIT);
    await world.pass(6_000);
    await held.made;

    await ben.tapNow("🚀 Launch");
    await world.pass(1_000);

    await ben.sees(MINT);
    held.letGo();
  });
});
