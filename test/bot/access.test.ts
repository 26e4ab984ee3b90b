import type { Message, Update } from "grammy/types";
import { describe, expect, it } from "vitest";
import { inviteLink } from "../../src/bot/invitation.ts";
import { aWorld, type World } from "../support/a-world.ts";
import { textOf } from "../support/an-actor.ts";
import { atTheCard } from "../support/at-the-card.ts";

const ADMIN = 42;
const HOUR_MS = 60 * 60_000;
const CODE = "bcdfghjkmnpqrstvwxyz2345";

async function anInvite(world: World, part: { uses?: number; code?: string } = {}) {
  const createdAt = world.clock.now();
  const invite = { code: CODE, by: ADMIN, uses: 1, createdAt, expiresAt: createdAt + HOUR_MS };
  await world.storage.admissions.addInvite({ ...invite, ...part });
  const { code } = { ...invite, ...part };
  return `/start ${new URL(inviteLink("some_bot", code)).searchParams.get("start") ?? ""}`;
}

describe("an invitation", () => {
  it("lets a stranger in, who is greeted and may launch", async () => {
    const world = await aWorld({ allowed: [] });
    const start = await anInvite(world);
    const ben = world.person("Ben");

    ben.say(start);

    await ben.sees("You are in");
    await ben.sees("Hello Ben");
    await atTheCard(world, ben);
  });

  it("lets in no second person once it is used up", async () => {
    const world = await aWorld({ allowed: [] });
    const start = await anInvite(world);
    const [ben, cleo] = [world.person("Ben"), world.person("Cleo")];
    ben.say(start);
    await ben.sees("Hello Ben");

    cleo.say(start);

    await cleo.sees(`That invitation is no longer in use.`);
    expect(textOf(cleo.last())).toContain(String(cleo.id));
    expect(await world.storage.admissions.admissionOf(cleo.id)).toBeNull();
  });

  it("counts once for a person who opens it again, and greets them", async () => {
    const world = await aWorld({ allowed: [] });
    const start = await anInvite(world, { uses: 2 });
    const ben = world.person("Ben");
    ben.say(start);
    await ben.sees("Hello Ben");

    ben.say(start);

    await ben.sees("Hello Ben");
    const [open] = await world.storage.admissions.openInvites(world.clock.now(), 1);
    expect(open).toMatchObject({ used: 1 });
  });

  it("counts once when Telegram delivers the message twice", async () => {
    const world = await aWorld({ allowed: [] });
    const start = await anInvite(world, { uses: 2 });
    const ben = world.person("Ben");
    const { updateId } = world.telegram.say(ben.id, start);
    await world.settled();

    world.telegram.redeliver(updateId);
    await world.settled();

    const [open] = await world.storage.admissions.openInvites(world.clock.now(), 1);
    expect(open).toMatchObject({ used: 1 });
    expect(ben.heard()).toBe(2);
  });

  it("tells somebody who was shut out nothing but what it tells every stranger", async () => {
    const world = await aWorld({ allowed: [] });
    const start = await anInvite(world);
    const ben = world.person("Ben");
    const said = { userId: ben.id, by: ADMIN, at: world.clock.now() };
    await world.storage.admissions.admit({ ...said, state: "denied" });

    ben.say(start);

    await ben.sees("This bot is private.");
    expect(await world.storage.admissions.admissionOf(ben.id)).toMatchObject({ state: "denied" });
  });

  it.each(["invite_", "invite_x", `invite_${CODE.toUpperCase()}`, `invite_${"2".repeat(24)}`])(
    "that is made up lets nobody in: /start %s",
    async (param) => {
      const world = await aWorld({ allowed: [] });
      await anInvite(world);
      const ben = world.person("Ben");

      ben.say(`/start ${param}`);

      await ben.sees("That invitation is no longer in use.");
      expect(await world.storage.admissions.latest(1)).toEqual([]);
    },
  );

  it("is met with silence after five tries in an hour", async () => {
    const world = await aWorld({ allowed: [] });
    const ben = world.person("Ben");

    for (let at = 2; at < 10; at += 1) ben.say(`/start invite_${String(at).repeat(24)}`);
    await world.settled();

    expect(ben.heard()).toBe(5);
  });

  it("is taken in private only", async () => {
    const world = await aWorld({ allowed: [] });
    const start = await anInvite(world);

    await world.handle(inGroup(start, { id: 777, is_bot: false, first_name: "Ben" }));

    expect(await world.storage.admissions.admissionOf(777)).toBeNull();
  });
});

describe("somebody who is shut out", () => {
  it("is not served where everybody else is", async () => {
    const world = await aWorld();
    const [ada, ben] = [world.person("Ada"), world.person("Ben")];
    const said = { userId: ben.id, by: ADMIN, at: world.clock.now() };
    await world.storage.admissions.admit({ ...said, state: "denied" });

    ben.say("/launch pump");
    ada.say("/launch pump");

    await ben.sees("This bot is private.");
    await ada.sees("What is it called?");
  });

  it("cannot tap what they were shown before", async () => {
    const world = await aWorld();
    const ben = world.person("Ben");
    await atTheCard(world, ben);
    const said = { userId: ben.id, by: ADMIN, at: world.clock.now() };
    await world.storage.admissions.admit({ ...said, state: "denied" });

    const toast = await ben.tap("🚀 Launch");
    await world.settled();

    expect(toast).toBe("Only the person who started this can use these buttons.");
    expect(world.providers.j7tracker.received).toEqual([]);
  });

  it("is served all the same when the settings make them an admin", async () => {
    const world = await aWorld({ about: { adminIds: [700_000_001] } });
    const ada = world.person("Ada");
    const said = { userId: ada.id, by: ADMIN, at: world.clock.now() };
    await world.storage.admissions.admit({ ...said, state: "denied" });

    ada.say("/launch pump");

    await ada.sees("What is it called?");
  });
});

const GROUP = { id: -1_001_234_567_890, type: "supergroup", title: "Moss friends" } as const;
const CHANNEL = { id: -1_009_876_543_210, type: "channel", title: "Moss news" } as const;

type Sender = NonNullable<Message["from"]>;
const ANONYMOUS: Sender = { id: 1_087_968_824, is_bot: true, first_name: "Group" };
const AS_CHANNEL: Sender = { id: 136_817_688, is_bot: true, first_name: "Channel" };
const TELEGRAM: Sender = { id: 777_000, is_bot: false, first_name: "Telegram" };
const PERSON: Sender = { id: 777, is_bot: false, first_name: "Ada" };

let lastUpdate = 500_000_000;

function inGroup(text: string, from: Sender, more: Partial<Message> = {}): Update {
  lastUpdate += 1;
  const length = /^\/\S+/.exec(text)?.[0].length;
  const message = {
    message_id: lastUpdate,
    date: 1_750_000_000,
    chat: GROUP,
    from,
    text,
    ...(length ? { entities: [{ type: "bot_command", offset: 0, length }] } : {}),
    ...more,
  };
  return { update_id: lastUpdate, message: message as Message & Update.NonChannel };
}

const NOBODY: readonly (readonly [who: string, from: Sender, more: Partial<Message>])[] = [
  ["an anonymous admin", ANONYMOUS, { sender_chat: GROUP }],
  ["an anonymous admin without the group's name", ANONYMOUS, {}],
  ["a channel that writes in the group", AS_CHANNEL, { sender_chat: CHANNEL }],
  ["a post of the linked channel", TELEGRAM, { sender_chat: CHANNEL, is_automatic_forward: true }],
  ["Telegram's own account", TELEGRAM, {}],
  ["somebody in the name of a chat", PERSON, { sender_chat: CHANNEL }],
  ["another bot", { id: 555, is_bot: true, first_name: "Robot" }, {}],
];

describe("who is no single person", () => {
  it.each(NOBODY)("gets no further than one sentence: %s", async (_who, from, more) => {
    const world = await aWorld();

    const first = await world.handle(inGroup("/launch pump", from, more));
    const second = await world.handle(inGroup("/launch pump", from, more));
    const talk = await world.handle(inGroup("Moss Coin, MOSS", from, more));

    expect(first.map(({ method }) => method)).toEqual(["sendMessage"]);
    expect(JSON.stringify(first)).toContain("a person I can see");
    expect([...second, ...talk]).toEqual([]);
  });

  it.each(NOBODY)("is not let in by any setting or word: %s", async (_who, from, more) => {
    const world = await aWorld({ about: { adminIds: [from.id] } });
    const said = { userId: from.id, by: ADMIN, at: world.clock.now() };
    await world.storage.admissions.admit({ ...said, state: "allowed" });
    const chat = { id: from.id, type: "private", first_name: "Ada" } as const;
    const update = inGroup("/admin", from, { ...more, chat });

    const calls = await world.handle(update);

    expect(calls.filter(({ method }) => method !== "sendMessage")).toEqual([]);
    expect(JSON.stringify(calls)).not.toContain("Operator");
  });

  it("presses nothing", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await atTheCard(world, ada);
    const go = ada.card().keyboard?.flat()[0]?.data ?? "";
    lastUpdate += 1;

    const calls = await world.handle({
      update_id: lastUpdate,
      callback_query: { id: "1", from: ANONYMOUS, chat_instance: "1", data: go },
    });

    expect(calls).toMatchObject([{ method: "answerCallbackQuery" }]);
    expect(world.providers.j7tracker.received).toEqual([]);
  });

  it("says nothing in a channel", async () => {
    const world = await aWorld();
    const { message } = inGroup("/launch pump", PERSON);
    const post = { ...message, chat: CHANNEL, sender_chat: CHANNEL, from: undefined };

    const calls = await world.handle({
      update_id: ++lastUpdate,
      channel_post: post as unknown as NonNullable<Update["channel_post"]>,
    });

    expect(calls).toEqual([]);
  });
});
