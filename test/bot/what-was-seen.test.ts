import { describe, expect, it } from "vitest";
import { aWorld } from "../support/a-world.ts";
import { textOf } from "../support/an-actor.ts";
import { atTheCard, launchesUnclear } from "../support/at-the-card.ts";
import { MINT } from "../support/fake-provider.ts";
import { aWalletFile } from "../support/some-keys.ts";

/** A tap on Launch means what the card said when it was tapped. */
describe("what the person saw", () => {
  it("is not launched from another wallet than the card named", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await atTheCard(world, ada, "swarms");
    const before = textOf(ada.card());
    const slot = { ownerId: ada.id, provider: "swarms", kind: "wallet-key" } as const;
    ada.say("/keys");
    await ada.tap("swarms.world");
    await ada.tap("Replace wallet key");
    await ada.sees("in the next message");
    // The key is stored and the process dies before it shows the card again.
    world.telegram.faults.add({ method: "sendMessage", kind: "500", times: 1 });
    ada.say(aWalletFile());
    await world.settled();
    expect((await world.vault.list(ada.id)).find(({ kind }) => kind === slot.kind)?.version).toBe(
      2,
    );

    const toast = await ada.tapNow("🚀 Launch");
    await world.settled();

    expect(toast).toContain("has changed since");
    expect(world.providers.swarms.received).toEqual([]);
    expect(textOf(ada.card())).not.toBe(before);
    expect(await ada.tap("🚀 Launch")).toBe("On its way");
  });
});

describe("launching an unclear launch again", () => {
  it("makes one draft, however often it is confirmed that the risk is taken", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await launchesUnclear(world, ada);

    for (let times = 0; times < 3; times += 1) {
      await ada.tap("Launch again anyway");
      await ada.tap("Yes, I take the risk");
      await world.settled();
    }

    await ada.sees("still open, on its card further up");
    const cards = ada.messages().filter((message) => textOf(message).includes("cannot be undone"));
    expect(cards).toHaveLength(1);
  });

  it("begins anew when the draft of the first time was given up", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await launchesUnclear(world, ada);
    await ada.tap("Launch again anyway");
    await ada.tap("Yes, I take the risk");
    await ada.sees("cannot be undone");
    await ada.tap("Cancel");
    await ada.sees("Nothing was launched.");

    await ada.tap("Launch again anyway");
    await ada.tap("Yes, I take the risk");

    expect(ada.labels(await ada.sees("cannot be undone"))).toContain("🚀 Launch");
  });

  it("says so when it was launched again already", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await launchesUnclear(world, ada);
    const id = /#(\w{12})/.exec(textOf(ada.card()))?.[1] ?? "";
    await ada.tap("Launch again anyway");
    await ada.tap("Yes, I take the risk");
    await ada.tap("🚀 Launch");
    await ada.sees("Live");

    await ada.forge(`l:${id}:sure`);

    await ada.sees("You launched it a second time already.");
    expect(world.providers.j7tracker.received).toHaveLength(2);
  });

  it("sends nothing when the first one turned out to be live meanwhile", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await launchesUnclear(world, ada, "swarms");
    await ada.tap("Launch again anyway");
    await ada.tap("Yes, I take the risk");
    await ada.sees("cannot be undone");
    world.providers.swarms.showNext({ mint: MINT, pool: null, listingUrl: null });
    await ada.tap("Check again");
    await ada.sees("Live");

    const toast = await ada.tapNow("🚀 Launch");

    expect(toast).toContain("The first one turned out to be live");
    expect(world.providers.swarms.received).toHaveLength(1);
  });
});
