import { describe, expect, it } from "vitest";
import { generalWords, noticeWords } from "../../src/bot/words/words.ts";
import { textOf } from "../support/an-actor.ts";
import { aGroup } from "../support/a-group.ts";
import { launches } from "../support/at-the-card.ts";
import { aWorld, type WorldOptions } from "../support/a-world.ts";
import { MINT } from "../support/fake-provider.ts";

/** A launch of Ada's that is unclear, whose card stands in a group of hers, Ben's and Cleo's. */
async function aScene(options: WorldOptions = {}) {
  const world = await aWorld(options);
  const group = await aGroup(world, { Ada: "creator", Ben: "member" });
  const cleo = world.person("Cleo");
  world.telegram.setRole(group.chatId, cleo.id, "member");
  world.providers.j7tracker.failNext("unclear");
  await group.begins("Ada");
  await group.taps("Ada", "🚀 Launch");
  const [launch] = await world.storage.launches.list({ ownerId: group.id("Ada"), limit: 1 });
  if (!launch) throw new Error("not launched");
  const ends = () => group.taps("Ada", "It did not happen");
  const told = (name: string) =>
    world
      .person(name)
      .messages()
      .map(textOf)
      .filter((text) => text.includes("You asked me to tell you"));
  return { world, group, cleo, launch, ends, told };
}

describe("Follow, on an open launch's card in a group", () => {
  it("tells who tapped it in private how it ends, once", async () => {
    const { world, group, ends, told } = await aScene();

    const toast = await group.taps("Ben", "🔔 Follow");
    await ends();
    await world.settled();

    expect(toast).toBe(noticeWords.following);
    expect(told("Ben")).toEqual([expect.stringContaining("Not launched")]);
    expect(told("Ada")).toEqual([]);
    expect(group.labels()).not.toContain("🔔 Follow");
  });

  it("tapped again is followed no more", async () => {
    const { world, group, ends, told } = await aScene();
    await group.taps("Ben", "🔔 Follow");

    const toast = await group.taps("Ben", "🔔 Follow");
    await ends();
    await world.settled();

    expect(toast).toBe(noticeWords.unfollowed);
    expect(told("Ben")).toEqual([]);
  });

  it("leads who never started the bot to a link that does both, however often it is opened", async () => {
    const { world, group, cleo, ends, told } = await aScene();

    const { url } = await cleo.tapIn(group.chatId, "🔔 Follow");
    cleo.follow(url);
    await cleo.sees("I tell you here how it ends");
    cleo.follow(url);
    await world.settled();
    await ends();
    await world.settled();

    expect(told("Cleo")).toHaveLength(1);
  });

  it("is told to its owner anyway", async () => {
    const { world, group, ends, told } = await aScene();

    expect(await group.taps("Ada", "🔔 Follow")).toBe(noticeWords.yours);

    await ends();
    await world.settled();
    expect(told("Ada")).toEqual([]);
  });

  it("is for whom the bot serves", async () => {
    const { group, cleo } = await aScene({ allowed: ["Ada", "Ben"] });

    const { text } = await cleo.tapIn(group.chatId, "🔔 Follow");

    expect(text).toBe(noticeWords.notServed);
  });

  it("by a link takes nobody who is no member of the group", async () => {
    const { world, launch, ends, told } = await aScene();
    const dora = world.person("Dora");

    dora.say(`/start w_${launch.id}_follow`);
    await dora.sees(generalWords.oldButton);
    await ends();
    await world.settled();

    expect(told("Dora")).toEqual([]);
  });

  it("by a link takes nobody to a launch that is its owner's alone", async () => {
    const { world, told } = await aScene();
    const dora = world.person("Dora");
    world.providers.j7tracker.failNext("unclear");
    await launches(world, world.person("Ada"), "pump", "Unclear");
    const [launch] = await world.storage.launches.list({
      ...{ ownerId: world.person("Ada").id, limit: 1 },
    });

    dora.say(`/start w_${launch?.id ?? ""}_follow`);
    await dora.sees(generalWords.oldButton);

    expect(launch?.groupId).toBeNull();
    expect(world.person("Ada").labels()).not.toContain("🔔 Follow");
    expect(told("Dora")).toEqual([]);
  });

  it("is forgotten with who follows", async () => {
    const { world, group, ends, told } = await aScene();
    await group.taps("Ben", "🔔 Follow");
    const ben = world.person("Ben");
    ben.say("/forget");
    await ben.sees("Forget everything");
    await ben.tap("Yes, forget me");
    await ben.sees("Forgotten");

    await ends();
    await world.settled();

    expect(told("Ben")).toEqual([]);
  });
});

describe("a launch whose card stands in a group", () => {
  it("is shown in private when its owner asks, and its card stays where it is", async () => {
    const { world, group, launch } = await aScene();
    const ada = world.person("Ada");
    const card = group.card();

    ada.say(`/status ${launch.id}`);
    await ada.sees("Unclear");
    await world.settled();

    expect(ada.labels(ada.last())).toContain("It is live");
    expect(group.card()).toEqual(card);
  });
});

describe("a group's announcements", () => {
  it("are switched on and off by its admins, and said in its rules", async () => {
    const { world, group } = await aScene();
    await group.says("Ada", "/settings");

    await group.taps("Ada", "Announce what is live: no");
    const on = group.text();
    const { announces } = await world.storage.groups.policy(group.chatId);
    const refused = await group.taps("Ben", "Announce what is live: yes");
    await group.taps("Ada", "Announce what is live: yes");

    expect(announces).toBe(true);
    expect(on).toContain("What is live is announced here");
    expect(refused).toBe("Only this group's admins change its rules.");
    expect((await world.storage.groups.policy(group.chatId)).announces).toBe(false);
  });

  it("that a group did not take come when the bot is let in again, and are tried no more until then", async () => {
    const { world, group } = await aScene();
    await world.storage.groups.change(group.chatId, (kept) => ({ ...kept, announces: true }));
    const ada = world.person("Ada");
    world.telegram.setBot(group.chatId, ada.id, null);
    const isRefused = ({ ok, method }: { readonly ok: boolean; readonly method: string }) =>
      !ok && method === "sendMessage";
    await ada.tap("It is live");
    await ada.sees("address");
    ada.say(MINT);
    await world.pass(3_600_000);
    const tries = world.calls().filter(isRefused).length;

    world.telegram.setBot(group.chatId, ada.id, "member");
    await world.settled();

    const texts = world.telegram.messages(group.chatId).map(textOf);
    expect(tries).toBe(1);
    expect(texts.filter((text) => text.includes("launched in this group"))).toEqual([
      expect.stringContaining("By the word of who launched it"),
    ]);
    expect(ada.messages().filter((one) => textOf(one).startsWith("✅ Live"))).toHaveLength(1);
  });

  it("lead their owner, and nobody else, to another launch like it", async () => {
    const { world, group } = await aScene();
    await world.storage.groups.change(group.chatId, (kept) => ({ ...kept, announces: true }));
    await group.begins("Ada", '/l pump FERN "Fern Coin" 0.5');
    await group.taps("Ada", "🚀 Launch");
    await world.settled();
    const announced = group.text();

    const bens = await group.taps("Ben", "another like this");
    const { url } = await world.person("Ada").tapIn(group.chatId, "another like this");
    world.person("Ada").follow(url);
    await world.person("Ada").sees("A new draft with the same content");

    expect(announced).toContain("launched in this group");
    expect(announced).toContain(MINT);
    expect(announced).toContain("Its creator bought first: 0.5 SOL");
    expect(bens).toBe(generalWords.notYours);
  });
});
