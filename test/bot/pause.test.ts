import { describe, expect, it } from "vitest";
import { createPauses } from "../../src/launches/pauses.ts";
import { aWorld } from "../support/a-world.ts";
import { textOf } from "../support/an-actor.ts";
import { atTheCard, launches } from "../support/at-the-card.ts";

const ADMIN = 42;

async function atACard() {
  const world = await aWorld();
  const ada = world.person("Ada");
  await atTheCard(world, ada);
  const { storage, clock } = world;
  const admin = createPauses({ store: storage.pauses, clock, wake: () => undefined });
  return { world, ada, admin };
}

describe("/pause", () => {
  it("refuses a tap in words, on a card that says why, until /resume", async () => {
    const { world, ada } = await atACard();
    ada.say("/pause");
    await ada.sees("Paused.");

    const said = await ada.tap("🚀 Launch");

    expect(said).toBe("Launching is paused, so nothing was sent.");
    await ada.sees("You paused launching, so nothing is sent. /resume lets it go on.");
    expect(world.providers.j7tracker.received).toEqual([]);
    ada.say("/resume");
    await ada.sees("Launching goes on.");
    await launches(world, ada);
    expect(world.providers.j7tracker.received).toHaveLength(1);
  });

  it("cancels what waits to be sent, and its card says so", async () => {
    const { world, ada } = await atACard();
    for (let at = 0; at < 10; at += 1) world.providers.j7tracker.failNext("unsent");
    await ada.tapNow("🚀 Launch");
    await ada.sees("Not sent yet");

    ada.say("/pause");

    await ada.sees("1 launch that waited: cancelled, nothing was sent.");
    await ada.sees("You paused launching. /resume lets it go on.");
    const tried = world.providers.j7tracker.received.length;
    await world.pass(10_000);
    expect(world.providers.j7tracker.received).toHaveLength(tried);
  });

  it("says how many are on the way already, and those go on to their end", async () => {
    const { world, ada } = await atACard();
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    world.providers.j7tracker.whileSending(() => answered);
    await ada.tap("🚀 Launch");
    await ada.sees("Sending");

    ada.say("/pause");
    const said = textOf(await ada.sees("Paused."));
    answer();

    expect(said).toContain("1 launch already on the way: nobody can call that back.");
    await ada.sees("Live");
  });

  it("outlives a restart", async () => {
    const { world, ada } = await atACard();
    ada.say("/pause");
    await ada.sees("Paused.");
    await world.restart();

    await ada.tap("🚀 Launch");

    await ada.sees("You paused launching");
    expect(world.providers.j7tracker.received).toEqual([]);
  });

  it("is nobody else's: others go on", async () => {
    const { world, ada } = await atACard();
    const bob = world.person("Bob");
    ada.say("/pause");
    await ada.sees("Paused.");

    await launches(world, bob);

    expect(world.providers.j7tracker.received).toHaveLength(1);
  });

  it("that was not there is nothing to take back", async () => {
    const { ada } = await atACard();

    ada.say("/resume");

    await ada.sees("You had not paused anything.");
  });
});

describe("the operator's pause", () => {
  it("stops everybody, in words of its own, and nobody takes it back by /resume", async () => {
    const { world, ada, admin } = await atACard();
    await admin.pause("all", ADMIN);

    const said = await ada.tap("🚀 Launch");
    ada.say("/resume");

    expect(said).toBe("Launching is paused, so nothing was sent.");
    await ada.sees(
      "The operator has paused launching, so nothing is sent until they let it go on.",
    );
    expect(await world.storage.pauses.pausedBy(ada.id)).toBe("operator");
    expect(world.providers.j7tracker.received).toEqual([]);
    expect(await admin.resume("all", ADMIN)).toBe(true);
    expect(await world.storage.pauses.pausedBy(ada.id)).toBeNull();
  });
});
