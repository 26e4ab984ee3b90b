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

    const cards = ada.messages().filter((message) => textOf(message).includes("cannot be undone"));
    expect(cards).toHaveLength(1);
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
