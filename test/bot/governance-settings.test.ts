import type { Update } from "grammy/types";
import { describe, expect, it } from "vitest";
import { FIRST_POLICY } from "../../src/domain/governance.ts";
import { SOL } from "../../src/domain/money.ts";
import { aGroup } from "../support/a-group.ts";
import { aWorld } from "../support/a-world.ts";
import { buttonsOf, textOf } from "../support/an-actor.ts";

const MINUTE_MS = 60_000;

async function aPlace(kind: "group" | "supergroup" = "supergroup") {
  const world = await aWorld();
  const members = { Ada: "creator", Ben: "administrator", Cleo: "member" } as const;
  const group = await aGroup(world, members, { kind });
  const policy = () => world.storage.groups.policy(group.chatId);
  return { world, group, policy };
}

describe("/settings in a group", () => {
  it("is a page that its admins change with taps", async () => {
    const { group, policy } = await aPlace();
    await group.says("Ben", "/settings");

    await group.taps("Ben", "Who launches: admins");
    await group.taps("Ada", "Who launches: listed");
    await group.taps("Ben", "Approvals: none");
    await group.taps("Ben", "Approvals: 1");
    await group.taps("Ben", "Who approves: admins");
    await group.taps("Ben", "Time to agree: 30 min");
    await group.taps("Ben", "No pause");

    expect(await policy()).toEqual({
      ...FIRST_POLICY,
      ...{ launchers: "everybody", approvers: "listed", approvals: 2 },
      ...{ deadlineMs: 10 * MINUTE_MS, cooldownMs: MINUTE_MS },
    });
    expect(group.text()).toContain("So few are listed that no launch can have that many approvals");
  });

  it("shows the rules to everybody, with buttons to admins alone", async () => {
    const { group, policy } = await aPlace();
    await group.says("Cleo", "/settings");
    const seen = [textOf(group.newest()), buttonsOf(group.newest())] as const;
    await group.says("Ada", "/settings");

    const toast = await group.taps("Cleo", "Who launches");

    expect(seen[0]).toContain("Who pays: always who presses Launch, from their own wallet");
    expect(seen[1]).toEqual([]);
    expect(toast).toBe("Only this group's admins change its rules.");
    expect(await policy()).toEqual(FIRST_POLICY);
  });

  it("believes Telegram for a minute, and no longer", async () => {
    const { world, group, policy } = await aPlace();
    await group.says("Ben", "/settings");
    world.telegram.setRole(group.chatId, group.id("Ben"), "member");

    await group.taps("Ben", "Who launches");
    const within = await policy();
    await world.pass(MINUTE_MS);
    const toast = await group.taps("Ben", "Who launches");

    expect(within.launchers).toBe("listed");
    expect(toast).toBe("Only this group's admins change its rules.");
    expect(await policy()).toEqual(within);
  });

  it("asks Telegram once for what it was told just now", async () => {
    const { world, group } = await aPlace();
    await group.says("Ben", "/settings");
    await group.taps("Ben", "Who launches");
    await group.taps("Ben", "Approvals");

    expect(world.calls("getChatMember")).toHaveLength(1);
  });

  it("changes nothing while Telegram does not answer", async () => {
    const { world, group, policy } = await aPlace();
    await group.says("Ben", "/settings");
    await world.pass(MINUTE_MS);
    world.telegram.faults.add({ kind: "500", method: "getChatMember", times: 5 });

    const toast = await group.taps("Ben", "Who launches");

    expect(toast).toContain("Telegram did not tell me who you are");
    expect(await policy()).toEqual(FIRST_POLICY);
  });

  it("sets caps by /limit, and takes them away by a tap", async () => {
    const { group, policy } = await aPlace();

    await group.says("Ada", "/limit sol 0.5 2");
    const set = (await policy()).caps;
    await group.says("Cleo", "/limit sol 5 20");
    await group.says("Ada", "/limit sol 3 2");
    const kept = (await policy()).caps;
    await group.says("Ada", "/settings");
    await group.taps("Ada", "Remove the cap in SOL");

    expect(set).toEqual([{ unit: SOL, perLaunch: 500_000_000n, perDay: 2_000_000_000n }]);
    expect(kept).toEqual(set);
    expect((await policy()).caps).toEqual([]);
  });

  it("lists who is replied to, under their name, and takes them off again", async () => {
    const { world, group, policy } = await aPlace();
    const hello = await group.says("Cleo", "hello");
    await group.says("Ada", "/settings", hello);

    await group.taps("Ada", "List Cleo");
    const listed = (await policy()).listed;
    await group.taps("Ada", "Listed people: 1");
    await group.taps("Ada", "✖️ Cleo");

    expect(listed).toEqual([{ userId: world.person("Cleo").id, name: "Cleo" }]);
    expect((await policy()).listed).toEqual([]);
  });

  it("lists nobody who is no member", async () => {
    const { world, group, policy } = await aPlace();
    const hello = await group.says("Cleo", "hello");
    await group.says("Ada", "/settings", hello);
    world.telegram.setRole(group.chatId, group.id("Cleo"), null);

    expect(await group.taps("Ada", "List Cleo")).toContain("no member of this group");
    expect((await policy()).listed).toEqual([]);
  });

  it("stays the person's own page in private", async () => {
    const { world } = await aPlace();
    const ada = world.person("Ada");

    ada.say("/settings");

    await ada.sees("Your spend limits");
  });
});

describe("nobody in particular", () => {
  it("an anonymous admin, sets nothing and is told why", async () => {
    const { world, group, policy } = await aPlace();
    world.telegram.setRole(group.chatId, group.id("Ben"), "anonymous");

    await group.says("Ben", "/settings");
    await group.says("Ben", "/limit SOL 9 9");

    expect(textOf(group.newest())).toContain("Turn off “Remain anonymous”");
    expect(buttonsOf(group.newest())).toEqual([]);
    expect(await policy()).toEqual(FIRST_POLICY);
  });

  it("an anonymous admin, is asked about as the person who taps", async () => {
    const { world, group, policy } = await aPlace();
    world.telegram.setRole(group.chatId, group.id("Ben"), "anonymous");
    await group.says("Ada", "/settings");

    await group.taps("Ben", "Who launches");

    expect((await policy()).launchers).toBe("listed");
  });

  it.each([
    ["a channel's post", { channel_post: {} }],
    ["a channel that writes in the group", { message: { sender_chat: { type: "channel" } } }],
    ["a bot", { message: { from: { id: 5_555, is_bot: true, first_name: "B" } } }],
  ])("%s, sets nothing", async (_who, part) => {
    const { world, group, policy } = await aPlace();
    const chat = { id: group.chatId, type: "supergroup", title: "Moss friends" };
    const from = { id: group.id("Ada"), is_bot: false, first_name: "Ada" };
    const text = "/limit SOL 9 9";
    const entities = [{ type: "bot_command", offset: 0, length: 6 }];
    const [[kind, fields]] = Object.entries(part) as [[string, object]];
    const message = { message_id: 9, date: 1, chat, from, text, entities, ...fields };

    await world.handle({ update_id: 99, [kind]: message });

    expect(await policy()).toEqual(FIRST_POLICY);
  });
});

describe("the bot's own standing", () => {
  it("is told when it comes, and its rules outlive its going", async () => {
    const { world, group, policy } = await aPlace();
    const ada = group.id("Ada");
    await world.storage.groups.change(group.chatId, (kept) => ({ ...kept, approvals: 3 }));

    world.telegram.setBot(group.chatId, ada, null);
    await world.settled();
    world.telegram.setBot(group.chatId, ada, "member");
    await world.settled();

    expect(group.text()).toContain("I am back. This group's rules are as they were");
    expect((await policy()).approvals).toBe(3);
  });

  it("in a new group is told with a word about its rules", async () => {
    const { world } = await aPlace();
    const { chatId } = world.telegram.addGroup({
      ...{ title: "New", members: { [world.person("Ada").id]: "creator" }, bot: null },
    });

    world.telegram.setBot(chatId, world.person("Ada").id, "member");
    await world.settled();

    expect(world.telegram.messages(chatId).map(textOf)).toEqual([
      expect.stringContaining("only this group's admins launch"),
    ]);
  });

  it("is not announced where it was let in by somebody whom it does not serve", async () => {
    const world = await aWorld({ allowed: ["Ada"] });
    const eve = world.person("Eve").id;
    const { chatId } = world.telegram.addGroup({
      ...{ title: "Eve's", members: { [eve]: "creator" }, bot: null },
    });

    world.telegram.setBot(chatId, eve, "member");
    await world.settled();

    expect(world.telegram.messages(chatId)).toEqual([]);
  });

  it("shut out, lets nobody launch there", async () => {
    const { world, group } = await aPlace();
    await group.begins("Ada");
    const { messageId, keyboard } = group.card();
    const data = keyboard?.flat().find(({ text }) => text.includes("Launch"))?.data ?? "";
    world.telegram.setBot(group.chatId, group.id("Ben"), null);
    await world.settled();

    const toast = await group.sends({ who: group.id("Ada"), messageId, data });

    expect(toast).toContain("rules hold it up");
    expect(world.providers.j7tracker.received).toEqual([]);
  });

  it("muted, says nothing, and says that it is back when it may speak", async () => {
    const { world, group } = await aPlace();
    const chat = { id: group.chatId, type: "supergroup", title: "Moss friends" };
    const user = { id: 1, is_bot: true, first_name: "Launchgram" };
    const from = { id: group.id("Ada"), is_bot: false, first_name: "Ada" };
    const may = (speak: boolean) => ({
      ...{ status: "restricted", user, is_member: true, can_send_messages: speak, until_date: 0 },
    });
    const now = (old: object, fresh: object, id: number) =>
      ({
        update_id: id,
        my_chat_member: { chat, from, date: 1, old_chat_member: old, new_chat_member: fresh },
      }) as unknown as Update;
    const member = { status: "member", user };
    await world.storage.groups.meet(group.chatId);

    const muted = await world.handle(now(member, may(false), 901));
    const back = await world.handle(now(may(false), member, 902));

    expect(muted).toEqual([]);
    expect(back.map(({ payload }) => payload["text"])).toEqual([
      expect.stringContaining("I am back"),
    ]);
  });
});

describe("a group that becomes a supergroup", () => {
  it("takes its rules, its drafts and what counts against its cap along", async () => {
    const { world, group, policy } = await aPlace("group");
    const cap = { unit: SOL, perLaunch: 500_000_000n, perDay: 600_000_000n };
    await world.storage.groups.change(group.chatId, (kept) => ({ ...kept, caps: [cap] }));
    await group.begins("Ada");
    await group.taps("Ada", "Launch");

    await group.becomesSupergroup();
    await group.begins("Ben", '/l pump FERN "Fern Coin" 0.5');

    expect((await policy()).caps).toEqual([cap]);
    expect(group.text()).toContain("of which 0.5 SOL are used");
    expect(world.providers.j7tracker.received).toHaveLength(1);
  });
});
