import { describe, expect, it } from "vitest";
import { SOL } from "../../src/domain/money.ts";
import { limitIn } from "../../src/domain/standing.ts";
import { aWorld, type World } from "../support/a-world.ts";
import { textOf, type TestActor } from "../support/an-actor.ts";
import { atTheCard, launchesUnclear } from "../support/at-the-card.ts";

const SOL1 = 1_000_000_000n;

async function ada() {
  const world = await aWorld();
  return { world, ada: world.person("Ada") };
}

async function buysFirst(actor: TestActor, amount: string): Promise<void> {
  await actor.tap("Edit");
  await actor.tap("First buy");
  await actor.sees("How much do you buy first");
  actor.say(amount);
  await actor.sees(`First buy: ${amount} SOL`);
}

const limitOf = async (world: World, { id }: TestActor) =>
  limitIn(await world.storage.limits.standing(id), SOL);

describe("a preview over a limit", () => {
  it("says so with the numbers and the ways out, and has no button to launch", async () => {
    const { world, ada: person } = await ada();
    await atTheCard(world, person);

    await buysFirst(person, "1.5");

    await person.sees("This takes 1.5 SOL, and your limit for one launch is 1 SOL.");
    expect(textOf(person.card())).toContain("/settings; a raise takes 24 h");
    expect(person.labels()).not.toContain("🚀 Launch");
    await person.tap("Your spend limits");
    await person.sees("Your limit in SOL");
    const shown = person.messages().map(textOf);
    expect(shown.filter((text) => text.includes("This takes 1.5 SOL"))).toHaveLength(1);
  });

  it("counts what is unclear as spent, and says how much that is", async () => {
    const { world, ada: person } = await ada();
    await world.storage.limits.change(person.id, SOL, (kept) => ({
      ...kept,
      perDay: 1_000_000_000n,
    }));
    await atTheCard(world, person);
    await buysFirst(person, "0.6");
    world.providers.j7tracker.failNext("unclear");
    await person.tap("🚀 Launch");
    await person.sees("Unclear");
    await world.settled();

    await atTheCard(world, person);
    await buysFirst(person, "0.5");

    await person.sees("0 SOL are spent today, and 0.6 SOL held by open or unclear ones");
  });

  it("is refused in words when the limit fell after it was drawn", async () => {
    const { world, ada: person } = await ada();
    await atTheCard(world, person);
    await buysFirst(person, "0.5");
    const card = person.card();
    person.say("/limit SOL 0.1 0.2");
    await person.sees("From now on: 0.1 SOL a launch, 0.2 SOL a day.");
    const go = card.keyboard?.flat().find(({ text }) => text === "🚀 Launch");

    const said = await person.forge(go && "data" in go ? go.data : "", card);

    expect(said).toBe("That is over your spend limit. Nothing was sent.");
    await person.sees("your limit for one launch is 0.1 SOL");
    expect(world.providers.j7tracker.received).toEqual([]);
  });

  it.each([
    ["blowfish", "Blowfish names no cost, so no limit can count it"],
    ["swarms", "about 0.04 SOL for the launch itself"],
  ] as const)("of %s says what its limits can count", async (target, said) => {
    const { world, ada: person } = await ada();

    await atTheCard(world, person, target);

    expect(textOf(person.card())).toContain(said);
  });
});

describe("/settings", () => {
  it("shows every unit, what is spent and held, and what waits", async () => {
    const { world, ada: person } = await ada();
    await launchesUnclear(world, person, "swarms");
    person.say("/limit SOL 2 6");
    await person.sees("From now on: 1 SOL a launch, 3 SOL a day.");

    person.say("/settings");

    const page = textOf(await person.sees("Your spend limits"));
    expect(page).toContain("SOL: 1 SOL a launch, 3 SOL a day");
    expect(page).toContain("Today: 0 SOL spent, 0.04 SOL held");
    expect(page).toMatch(/⏳ on 2025-06-02 at 12:\d\d UTC: 2 SOL a launch, 6 SOL a day/);
    expect(page).toContain("MON: 5000 MON a launch, 15000 MON a day");
  });

  it("lowers at once, raises after a day, and takes a raise back, by buttons", async () => {
    const { world, ada: person } = await ada();
    person.say("/settings");
    await person.sees("Your spend limits");
    await person.tap("SOL");

    expect(await person.tap("Half of it")).toBe("Lowered, from now on.");
    await person.sees("SOL: 0.5 SOL a launch, 1.5 SOL a day");
    expect(await person.tap("The usual limit")).toBe("Noted: it takes 24 h.");
    await person.sees("⏳");
    expect(await person.tap("Take the raise back")).toBe("Taken back.");
    expect((await limitOf(world, person)).raise).toBeNull();
    await person.tap("Double it");

    expect(await limitOf(world, person)).toMatchObject({
      ...{ perLaunch: SOL1 / 2n, perDay: (3n * SOL1) / 2n },
      raise: { perLaunch: SOL1, perDay: 3n * SOL1 },
    });
  });

  it.each([
    ["/limit", "Like this: /limit SOL 0.5 2"],
    ["/limit SOL 1", "Like this: /limit SOL 0.5 2"],
    ["/limit BTC 1 2", "I know limits in SOL, BNB, ETH, MON."],
    ["/limit SOL 2 1", "One launch cannot be allowed more than a whole day."],
    ["/limit SOL much 1", "That is no amount I can read."],
    ["/limit SOL -1 1", "An amount cannot be below zero."],
    ["/limit SOL 1 9999999", "more than a million SOL"],
  ])("takes no %s", async (typed, said) => {
    const { world, ada: person } = await ada();

    person.say(typed);

    await person.sees(said);
    expect((await world.storage.limits.standing(person.id)).limits).toEqual([]);
  });

  it.each([
    "s:set:SOL:2:1",
    "s:set:SOL:-1:5",
    "s:set:BTC:1:2",
    "s:set:SOL:1",
    `s:set:SOL:1:${"9".repeat(25)}`,
    "s:undo",
    "s:all:x",
  ])("changes nothing for a button nobody made: %s", async (data) => {
    const { world, ada: person } = await ada();
    person.say("/settings");
    await person.sees("Your spend limits");

    await person.forge(data);

    expect((await world.storage.limits.standing(person.id)).limits).toEqual([]);
  });
});
