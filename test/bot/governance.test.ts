import { describe, expect, it } from "vitest";
import type { Policy } from "../../src/domain/governance.ts";
import { SOL } from "../../src/domain/money.ts";
import { generalWords } from "../../src/bot/words/words.ts";
import { aGroup } from "../support/a-group.ts";
import { aWorld } from "../support/a-world.ts";

const MINUTE_MS = 60_000;

/** Ada and Ben are admins of a group, Cleo and Dora members of it. */
async function aGoverned(policy: Partial<Policy> = {}) {
  const world = await aWorld();
  const group = await aGroup(world, {
    ...{ Ada: "creator", Ben: "administrator", Cleo: "member", Dora: "member" },
  });
  const rules = (part: Partial<Policy>) =>
    world.storage.groups.change(group.chatId, (kept) => ({ ...kept, ...part }));
  await rules(policy);
  const sent = () => world.providers.j7tracker.received.length;
  return { world, group, rules, sent };
}

describe("who launches in a group", () => {
  it("are its admins, until they say otherwise", async () => {
    const { group, sent } = await aGoverned();

    await group.begins("Cleo");
    const [text, labels] = [group.text(), group.labels()];
    await group.begins("Ada");
    await group.taps("Ada", "Launch");

    expect(text).toContain("In this group only this group's admins launch.");
    expect(labels).not.toContain("🚀 Launch");
    expect(sent()).toBe(1);
    expect(group.text()).toContain("Live");
  });

  it("are the listed ones, and of them only who is a member now", async () => {
    const { world, group, rules, sent } = await aGoverned({ launchers: "listed" });
    await rules({ listed: [{ userId: group.id("Cleo"), name: "Cleo" }] });
    await group.begins("Dora");
    const unlisted = group.text();
    await group.begins("Cleo");
    const { messageId, keyboard } = group.card();
    const go = keyboard?.flat().find(({ text }) => text.includes("Launch"))?.data ?? "";
    const tap = { who: group.id("Cleo"), messageId, data: go };

    // A tap of hers that comes while she is out, as a client of her own may send it.
    world.telegram.setRole(group.chatId, tap.who, null);
    await world.pass(MINUTE_MS);
    const toast = await group.sends(tap);

    expect(unlisted).toContain("only members whom this group's admins listed launch");
    expect(toast).toContain("rules hold it up");
    expect(sent()).toBe(0);
  });

  it("is asked of Telegram at the tap: who is no admin any more launches nothing a minute later", async () => {
    const { world, group, sent } = await aGoverned();
    await group.begins("Ben");
    world.telegram.setRole(group.chatId, group.id("Ben"), "member");

    await world.pass(MINUTE_MS);
    const toast = await group.taps("Ben", "Launch");

    expect(toast).toContain("This group's rules hold it up");
    expect(group.text()).toContain("only this group's admins launch");
    expect(sent()).toBe(0);
  });

  it("is nobody while Telegram does not say who is who", async () => {
    const { world, group, sent } = await aGoverned({ launchers: "everybody" });
    await group.begins("Cleo");
    world.telegram.faults.add({ kind: "500", method: "getChatMember", times: 20 });
    await world.pass(MINUTE_MS);

    await group.taps("Cleo", "Launch");

    expect(sent()).toBe(0);
    expect(group.text()).toContain("Telegram did not tell me who is who in this group");
  });

  it("is nobody while Telegram keeps silent, and nobody waits for it for long", async () => {
    const { world, group, sent } = await aGoverned();
    await group.begins("Ada");
    await world.restart();
    const silent = world.link.hold("getChatMember");

    const tapped = group.taps("Ada", "Launch");
    await silent.made;
    await world.clock.advance(5_000);
    silent.letGo();

    expect(await tapped).toContain("rules hold it up");
    expect(sent()).toBe(0);
  });

  it("is known by the time of the tap, while a card waits: the tap asks nobody", async () => {
    const { world, group, sent } = await aGoverned();
    await group.begins("Ada");
    await world.pass(40_000);
    await world.pass(50_000);
    const silent = world.link.hold("getChatMember");

    const toast = await group.taps("Ada", "Launch");

    expect(toast).toBe("On its way");
    expect(sent()).toBe(1);
    silent.letGo();
  });

  it("is nobody whom the operator has shut out since, at once", async () => {
    const { world, group, sent } = await aGoverned();
    await group.begins("Ben");
    const [at, userId] = [world.clock.now(), group.id("Ben")];
    await world.storage.admissions.admit({ userId, state: "denied", by: 42, at });

    await group.taps("Ben", "Launch");

    expect(sent()).toBe(0);
  });

  it("never is who did not start it, whatever they are in the group", async () => {
    const { group, sent } = await aGoverned();
    await group.begins("Ben");

    expect(await group.taps("Ada", "Launch")).toBe(
      "Only the person who started this can use these buttons.",
    );
    expect(sent()).toBe(0);
  });
});

describe("approvals", () => {
  it("are named on the card, and the last one brings the button to launch", async () => {
    const { group, sent } = await aGoverned({ launchers: "everybody", approvals: 2 });
    await group.begins("Cleo");
    const before = group.labels();

    await group.taps("Ada", "Approve");
    const halfway = [group.text(), group.labels()] as const;
    await group.taps("Ben", "Approve");

    expect(before).not.toContain("🚀 Launch");
    expect(halfway[0]).toContain("Approved by Ada (1 of 2)");
    expect(halfway[1]).not.toContain("🚀 Launch");
    expect(group.text()).toContain("Approved by Ada, Ben (2 of 2)");
    expect(group.text()).toContain("Pays: the wallet of Cleo");
    await group.taps("Cleo", "Launch");
    expect(sent()).toBe(1);
  });

  it("of who may not approve, and of who started it, are told so and do not count", async () => {
    const { group } = await aGoverned({ launchers: "everybody", approvals: 1 });
    await group.begins("Cleo");

    expect(await group.taps("Dora", "Approve")).toContain("You have no say");
    expect(await group.taps("Cleo", "Approve")).toContain("your own launch");
    expect(group.text()).toContain("Approved by nobody yet (0 of 1)");
  });

  it("are void when the draft is changed, and asked for anew", async () => {
    const { group, sent } = await aGoverned({ approvals: 1 });
    await group.begins("Ada");
    await group.taps("Ben", "Approve");

    await group.taps("Ada", "Other target");
    await group.taps("Ada", "letsbonk");

    expect(group.text()).toContain("Approved by nobody yet (0 of 1)");
    expect(group.labels()).not.toContain("🚀 Launch");
    expect(sent()).toBe(0);
  });

  it("of who is no admin any more do not count at the tap", async () => {
    const { world, group, sent } = await aGoverned({ launchers: "everybody", approvals: 1 });
    await group.begins("Cleo");
    await group.taps("Ben", "Approve");
    world.telegram.setRole(group.chatId, group.id("Ben"), "member");
    await world.pass(MINUTE_MS);

    await group.taps("Cleo", "Launch");

    expect(sent()).toBe(0);
    expect(group.text()).toContain("Approved by nobody yet (0 of 1)");
  });

  it("of who was shut out by the operator since do not count, at once", async () => {
    const { world, group, sent } = await aGoverned({ approvals: 1 });
    await group.begins("Ada");
    await group.taps("Ben", "Approve");
    const [at, userId] = [world.clock.now(), group.id("Ben")];
    await world.storage.admissions.admit({ userId, state: "denied", by: 42, at });

    await group.taps("Ada", "Launch");

    expect(sent()).toBe(0);
  });

  it("are over with the time to agree, until they are asked for anew", async () => {
    const { world, group, sent } = await aGoverned({ approvals: 1, deadlineMs: 10 * MINUTE_MS });
    await group.begins("Ada");
    await group.taps("Ben", "Approve");
    expect(group.text()).toContain("After that it has to be asked anew: 2");

    await world.pass(10 * MINUTE_MS);
    await group.taps("Ada", "Launch");

    expect(sent()).toBe(0);
    expect(group.text()).toContain("The time to agree was over");
    expect(group.text()).not.toContain("After that it has to be asked anew");
    await group.taps("Ada", "Ask anew");
    expect(group.text()).toContain("Approved by nobody yet (0 of 1)");
    await group.taps("Ben", "Approve");
    await group.taps("Ada", "Launch");
    expect(sent()).toBe(1);
  });

  it("outlive a restart", async () => {
    const { world, group, sent } = await aGoverned({ approvals: 1 });
    await group.begins("Ada");
    await group.taps("Ben", "Approve");

    await world.restart();
    await group.taps("Ada", "Launch");

    expect(sent()).toBe(1);
  });

  it("that are needed since the card was drawn are needed at the tap", async () => {
    const { group, rules, sent } = await aGoverned();
    await group.begins("Ada");

    await rules({ approvals: 1 });
    await group.taps("Ada", "Launch");

    expect(sent()).toBe(0);
    expect(group.text()).toContain("Approved by nobody yet (0 of 1)");
  });

  it("on an older card of the same draft are answered as old", async () => {
    const { group } = await aGoverned({ approvals: 1 });
    await group.begins("Ada");
    const { messageId, keyboard } = group.card();
    const data = keyboard?.flat().find(({ text }) => text.includes("Approve"))?.data ?? "";
    await group.taps("Ada", "Other target");
    await group.taps("Ada", "letsbonk");

    const toast = await group.sends({ who: group.id("Ben"), messageId, data });

    expect(toast).toContain("This card has changed since");
    expect(group.text()).toContain("(0 of 1)");
  });
});

describe("an objection", () => {
  it("of one tap stops a launch until it is taken back", async () => {
    const { group, sent } = await aGoverned();
    await group.begins("Ada");

    await group.taps("Ben", "Object");
    const [text, labels] = [group.text(), group.labels()];
    await group.taps("Ben", "Take it back");
    await group.taps("Ada", "Launch");

    expect(text).toContain("✋ Objected: Ben");
    expect(labels).not.toContain("🚀 Launch");
    expect(sent()).toBe(1);
  });

  it("that comes between the card and the tap is met by the tap", async () => {
    const { group, sent } = await aGoverned();
    await group.begins("Ada");
    const { messageId, keyboard } = group.card();
    const go = keyboard?.flat().find(({ text }) => text.includes("Launch"))?.data ?? "";
    await group.taps("Ben", "Object");

    const toast = await group.sends({ who: group.id("Ada"), messageId, data: go });

    expect(toast).toContain("rules hold it up");
    expect(sent()).toBe(0);
  });
});

describe("a group's bounds", () => {
  it("leave a pause between two launches, whoever makes them", async () => {
    const { world, group, sent } = await aGoverned({ cooldownMs: 10 * MINUTE_MS });
    await group.begins("Ada");
    await group.taps("Ada", "Launch");

    await group.begins("Ben", '/l pump FERN "Fern Coin"');
    const text = group.text();
    await world.pass(10 * MINUTE_MS);
    await group.taps("Ben", "Other target");
    await group.taps("Ben", "Back");
    await group.taps("Ben", "Launch");

    expect(text).toContain("This group pauses between two launches");
    expect(sent()).toBe(2);
  });

  it("hold for all members together, and say nothing about anybody's own", async () => {
    const cap = { unit: SOL, perLaunch: 500_000_000n, perDay: 900_000_000n };
    const { group, sent } = await aGoverned({ caps: [cap] });
    await group.begins("Ada");
    await group.taps("Ada", "Launch");

    await group.begins("Ben", '/l pump FERN "Fern Coin" 0.5');

    expect(sent()).toBe(1);
    expect(group.text()).toContain(
      "this group's cap for one day (UTC) is 0.9 SOL, of which 0.5 SOL are used",
    );
    expect(group.labels()).not.toContain("🚀 Launch");
  });
});

describe("what is private", () => {
  it("goes to the private chat by a link, and comes back to the group's card", async () => {
    const { world, group } = await aGoverned();
    const ada = world.person("Ada");
    await group.begins("Ada", "/l swarms MOSS Moss");
    await group.answers("Ada", "Soft and green.");
    const { messageId } = group.card();

    const { url } = await ada.tapIn(group.chatId, "API key");
    ada.follow(url);
    await ada.sees("API key");
    ada.say("sk-of-a-test-0123456789");
    await world.settled();

    expect(group.text()).not.toContain("API key");
    expect(group.card().messageId).toBeGreaterThan(messageId);
  });

  it("are limits too: the way to them leads there, and they are shown to their owner alone", async () => {
    const { world, group } = await aGoverned();
    const ada = world.person("Ada");
    await group.begins("Ada", '/l pump MOSS "Moss Coin" 1.5');
    const { messageId, chatId, keyboard } = group.card();
    const button = keyboard?.flat().find(({ text }) => text.includes("Your spend limits"));

    const press = await world.telegram.press(ada.id, chatId, messageId, button?.data ?? "");
    const { url = "" } = await press.answer;
    ada.say(`/start ${new URL(url).searchParams.get("start") ?? ""}`);
    await ada.sees("Your limit in SOL");
    const bens = await world.telegram.press(group.id("Ben"), chatId, messageId, button?.data ?? "");

    expect(await bens.answer).toMatchObject({ text: generalWords.notYours });
    expect(group.text()).not.toContain("limit for one launch is 1 SOL");
  });
});
