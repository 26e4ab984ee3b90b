import { describe, expect, it } from "vitest";
import { CHAINS } from "../../src/domain/chains.ts";
import { TARGET_IDS, TARGETS } from "../../src/domain/targets.ts";
import { samplePicture } from "../../src/sandbox/sample-picture.ts";
import { aWorld } from "../support/a-world.ts";
import { textOf } from "../support/an-actor.ts";
import { MINT } from "../support/fake-provider.ts";
import { giveKeys } from "../support/some-keys.ts";

const coin = samplePicture(64, 2);

describe("the guided flow", () => {
  it.each(TARGET_IDS)("leads from /launch to a live token at %s", async (id) => {
    const target = TARGETS[id];
    const world = await aWorld({ hostedLinkLength: 120 });
    const ada = world.person("Ada");
    await giveKeys(world.vault, ada.id, target.provider);

    ada.say("/launch");
    await ada.sees("Where shall it go?");
    await ada.tap(target.label);
    await ada.sees("What is it called?");
    ada.say("Moss Coin");
    await ada.sees("Which ticker?");
    ada.say("MOSS");
    await ada.sees("Send a picture");
    ada.sendPhoto(coin);
    if (target.description) {
      await ada.sees("Describe it");
      ada.say("Soft and green.");
    }
    if (target.buy) {
      await ada.sees(`How much do you buy first, in ${target.buy.symbol}?`);
      ada.say("0,5");
    }
    await ada.sees("cannot be undone");
    await ada.tap("🚀 Launch");
    await ada.sees(MINT);

    const [order, ...more] = world.providers[target.provider].received;
    expect(more).toEqual([]);
    expect(order?.request).toMatchObject({
      target: id,
      name: "Moss Coin",
      ticker: "MOSS",
      description: target.description && "Soft and green.",
      buy: target.buy && 5n * 10n ** BigInt(CHAINS[target.chain].unit.decimals - 1),
    });
    expect(order?.picture?.form).toBe(id === "blowfish" ? "link" : "bytes");
    expect(textOf(ada.last())).toContain("Live");
  });
});
