import { describe, expect, it } from "vitest";
import { aWorld } from "../support/a-world.ts";
import { textOf } from "../support/an-actor.ts";
import { atTheCard, launches } from "../support/at-the-card.ts";
import { giveKeys } from "../support/some-keys.ts";

const HOUR = 3_600_000;

describe("/security", () => {
  it("shows what is stored, since when, and each use with its launch, in one phone screen", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await launches(world, ada, "pump");
    const [launch] = await world.storage.launches.list({ ownerId: ada.id, limit: 1 });
    const credential = world.vault.credentialOf(ada.id, "j7tracker", launch?.id ?? null);
    await credential.open("session-jwt", async () => undefined);
    await credential.markRefused("session-jwt");
    await world.pass(HOUR);

    ada.say("/security");
    const page = textOf(await ada.sees("What I keep for you"));

    const stored = (await world.vault.list(ada.id)).find(({ kind }) => kind === "session-jwt");
    expect(page).toContain(
      `J7Tracker, session token ${stored?.fingerprint ?? "?"}: since 60 min ago, used 60 min ago, ⚠️ refused 60 min ago`,
    );
    expect(page).toContain(`J7Tracker, session token, launch ${launch?.id ?? "?"}`);
    for (const place of ["/history", "/presets", "/settings"]) expect(page).toContain(place);
    expect(page).toContain("I never ask for a seed phrase");
    expect(page.length).toBeLessThan(1_200);
  });

  it("says when nothing is stored", async () => {
    const ada = (await aWorld()).person("Ada");

    ada.say("/security");

    const page = textOf(await ada.sees("No key is stored."));
    expect(page).toContain("None yet.");
  });

  it("pages through every use, each once, and nobody else's", async () => {
    const world = await aWorld();
    const [ada, ben] = [world.person("Ada"), world.person("Ben")];
    for (const { id } of [ada, ben]) await giveKeys(world.vault, id, "swarms");
    const use = (ownerId: number, launchId: string) =>
      world.vault.credentialOf(ownerId, "swarms", launchId).open("api-key", async () => undefined);
    for (let at = 10; at < 30; at += 1) await use(ada.id, `launch-${at}`);
    await use(ben.id, "launch-of-ben");

    ada.say("/security");
    const seen = [textOf(await ada.sees("launch-29"))];
    await ada.tap("Older");
    seen.push(textOf(await ada.sees("launch-21")));
    await use(ada.id, "launch-30");
    await ada.tap("Older");
    seen.push(textOf(await ada.sees("launch-13")));

    const ids = seen.flatMap((page) => page.match(/launch-[\w-]+/g) ?? []);
    expect(ids).toEqual(Array.from({ length: 20 }, (_, index) => `launch-${29 - index}`));
    expect(ada.labels()).not.toContain("Older ▶️");
    await ada.tap("Newest");
    await ada.sees("launch-30");
  });

  it("leads to the keys and to being forgotten", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await atTheCard(world, ada);
    ada.say("/security");
    await ada.sees("What I keep for you");

    await ada.tap("Keys");
    await ada.sees("Your keys");
    ada.say("/security");
    await ada.sees("What I keep for you");
    await ada.tap("Forget me");

    await ada.sees("Forget everything I keep of you?");
  });

  it.each(["security:zz", "security:!:!", "security:1:9999999999999999999", "security"])(
    "shows the first page for a place that a client made up: %s",
    async (data) => {
      const ada = (await aWorld()).person("Ada");
      ada.say("/security");
      await ada.sees("What I keep for you");

      await ada.forge(data);

      expect(textOf(ada.last())).toContain("No key is stored.");
    },
  );
});
