import { describe, expect, it } from "vitest";
import type { Draft } from "../../src/launches/draft-store.ts";
import { samplePicture } from "../../src/sandbox/sample-picture.ts";
import { aWorld, type World } from "../support/a-world.ts";
import { textOf, type TestActor } from "../support/an-actor.ts";
import { MINT } from "../support/fake-provider.ts";
import { giveKeys } from "../support/some-keys.ts";

const LINE = '/l pump MOSS "Moss Coin" 0.5 https://moss.example';
const READY = "cannot be undone";
const SKIP = "⏭ Skip";

interface Scene {
  readonly world: World;
  readonly ada: TestActor;
  readonly edit: (messageId: number, text: string) => Promise<void>;
  readonly draft: () => Promise<Draft | null>;
}

async function aScene(): Promise<Scene> {
  const world = await aWorld();
  const ada = world.person("Ada");
  await giveKeys(world.vault, ada.id, "j7tracker");
  return {
    world,
    ada,
    async edit(messageId, text) {
      await world.settled();
      world.telegram.editText(ada.id, messageId, text);
      await world.settled();
    },
    draft: () => world.storage.drafts.latestOpen(ada.id),
  };
}

describe("a line that is edited", () => {
  it("changes the card while it is open, in its place", async () => {
    const { ada, edit, draft } = await aScene();
    const line = ada.say(LINE);
    const card = await ada.sees(READY);

    await edit(line, '/l pump FERN "Fern Coin" 0.25 https://fern.example');

    expect((await draft())?.content).toMatchObject({
      ...{ name: "Fern Coin", ticker: "FERN", buy: "250000000" },
      links: { website: "https://fern.example/" },
    });
    expect(textOf(ada.card())).toContain("Fern Coin $FERN");
    expect(ada.card().messageId).toBe(card.messageId);
  });

  it("below a picture changes the card, and keeps the picture", async () => {
    const { world, ada, edit, draft } = await aScene();
    const { messageId } = world.telegram.sendPhoto(ada.id, samplePicture(48, 2), { caption: LINE });
    await ada.sees(READY);

    await edit(messageId, '/l pump FERN "Fern Coin" 0.25');

    expect((await draft())?.content).toMatchObject({
      ...{ name: "Fern Coin", ticker: "FERN", picture: { kind: "stored", width: 48 } },
    });
  });

  it("takes out what it no longer says", async () => {
    const { ada, edit, draft } = await aScene();
    const line = ada.say(LINE);
    await ada.sees(READY);

    await edit(line, '/l pump MOSS "Moss Coin"');

    expect((await draft())?.content).toMatchObject({ ticker: "MOSS", buy: null, links: {} });
  });

  it("leaves what was changed on the card and what it says as before", async () => {
    const { world, ada, edit, draft } = await aScene();
    const line = ada.say(LINE);
    await ada.sees(READY);
    await ada.tap("Edit");
    await ada.tap("Ticker");
    await ada.sees("Which ticker?");
    ada.say("REED");
    await ada.sees(READY);
    await world.settled();

    await edit(line, '/l pump MOSS "Moss Coin" 0.75');

    expect((await draft())?.content).toMatchObject({ ticker: "REED", buy: "750000000" });
  });

  it("drops the amount with its chain", async () => {
    const { ada, edit, draft } = await aScene();
    const line = ada.say(LINE);
    await ada.sees(READY);

    await edit(line, '/l clanker MOSS "Moss Coin" 0.5');

    expect((await draft())?.content).toMatchObject({ target: "clanker", buy: null });
  });

  it("changes nothing while it can be read in two ways", async () => {
    const { ada, edit, draft } = await aScene();
    const line = ada.say(LINE);
    await ada.sees(READY);
    const before = await draft();

    await edit(line, "/l pump bonk $FERN 7");

    expect(textOf(ada.last())).toContain("more than one way now");
    expect(await draft()).toEqual(before);
  });

  it("changes nothing of what was launched", async () => {
    const { world, ada, edit } = await aScene();
    const line = ada.say(LINE);
    await ada.sees(READY);
    await ada.tap("🚀 Launch");
    await ada.sees(MINT);
    const [launch] = await world.storage.launches.list({ ownerId: ada.id, limit: 1 });

    await edit(line, '/l pump FERN "Fern Coin" 5');

    expect(textOf(ada.last())).toContain("Too late to change");
    const drafted = await world.storage.drafts.get(launch?.draftId ?? "");
    expect(drafted?.content.ticker).toBe("MOSS");
    expect(world.providers.j7tracker.received).toHaveLength(1);
  });

  it("outdates the button that was on the card before", async () => {
    const { world, ada, edit } = await aScene();
    const line = ada.say(LINE);
    const card = await ada.sees(READY);
    const data = card.keyboard?.flat().find(({ text }) => text.includes("Launch"))?.data ?? "";
    await edit(line, '/l pump MOSS "Moss Coin" 5');

    const toast = await ada.forge(data, card);

    expect(toast).toContain("has changed since");
    expect(world.providers.j7tracker.received).toHaveLength(0);
  });

  it("begins anew while a question about it is open", async () => {
    const { ada, edit, draft } = await aScene();
    const line = ada.say("/l MOSS");
    await ada.sees("Where shall it go?");

    await edit(line, LINE);

    expect((await draft())?.content).toMatchObject({ target: "pump", name: "Moss Coin" });
  });

  it("begins anew while a field is asked for", async () => {
    const { ada, edit, draft } = await aScene();
    const line = ada.say("/l pump MOSS");
    await ada.sees("What is it called?");

    await edit(line, LINE);

    expect((await draft())?.content).toMatchObject({ target: "pump", name: "Moss Coin" });
  });

  it("is no answer to the question of another line", async () => {
    const { ada, edit, draft } = await aScene();
    const older = ada.say("/l pump FERN");
    await ada.sees("What is it called?");
    ada.say("/l pump MOSS 0.5");
    await ada.sees("What is it called?");
    const heard = ada.heard();

    await edit(older, "/l pump FERN Fern");
    ada.say("Moss Coin");

    expect(ada.heard()).toBe(heard);
    await ada.sees(READY);
    expect((await draft())?.content).toMatchObject({ ticker: "MOSS", name: "Moss Coin" });
  });

  it("of a draft that was closed is told so", async () => {
    const { ada, edit } = await aScene();
    const line = ada.say(LINE);
    await ada.sees(READY);
    await ada.tap("Cancel");

    await edit(line, '/l pump FERN "Fern Coin"');

    expect(textOf(ada.last())).toContain("That draft is closed");
  });

  it("that was no launch before changes nothing", async () => {
    const { world, ada, edit } = await aScene();
    const hello = ada.say("hello");
    await world.settled();
    const heard = ada.heard();

    await edit(hello, LINE);

    expect(ada.heard()).toBe(heard);
  });
});

describe("a preset", () => {
  async function withPreset(scene: Scene): Promise<void> {
    scene.ada.say("/l bonk FERN Fern 0.3");
    await scene.ada.sees(READY);
    await scene.ada.tap("Options");
    await scene.ada.tap("Bonkers mode");
    await scene.world.settled();
    scene.ada.say("/presets Quick");
    await scene.ada.sees("Kept.");
    await scene.world.pass(1_000);
  }

  it("gives target, first buy and options to a line", async () => {
    const scene = await aScene();
    await withPreset(scene);

    scene.ada.say('/l @quick MOSS "Moss Coin"');
    await scene.ada.sees("Moss Coin");

    await scene.world.settled();
    expect((await scene.draft())?.content).toMatchObject({
      ...{ target: "bonk", name: "Moss Coin", ticker: "MOSS", buy: "300000000" },
      options: { bonkers: true },
    });
  });

  it("gives way to what the line says itself, and keeps no amount of another chain", async () => {
    const scene = await aScene();
    await withPreset(scene);

    scene.ada.say('/l 0.1 @quick MOSS "Moss Coin"');
    await scene.ada.sees("First buy: 0.1 SOL");
    await scene.world.pass(1_000);
    scene.ada.say('/l clanker @quick MOSS "Moss Coin"');
    await scene.ada.sees("First buy: none");

    await scene.world.settled();
    expect((await scene.draft())?.content).toMatchObject({ target: "clanker", buy: null });
  });

  it("that is not there is told, and the line goes on without", async () => {
    const { ada } = await aScene();

    ada.say(`${LINE} @slow`);

    await ada.sees("You have no preset @slow");
    await ada.sees(READY);
  });

  it("of somebody else is not there", async () => {
    const scene = await aScene();
    await withPreset(scene);
    const ben = scene.world.person("Ben");

    ben.say('/l @quick MOSS "Moss Coin"');

    await ben.sees("You have no preset @quick");
    await ben.sees("Where shall it go?");
  });

  it("is shown, used and deleted on its page", async () => {
    const scene = await aScene();
    const { ada, world } = scene;
    await withPreset(scene);
    ada.say("/presets");
    const page = textOf(await ada.sees("Your presets"));

    await ada.tap("🚀 @quick");
    await ada.sees("What is it called?");
    await ada.tap("🗑 @quick");
    await world.settled();

    expect(page).toContain("@quick: letsbonk, first buy 0.3 SOL");
    expect(await world.storage.presets.list(ada.id)).toEqual([]);
    expect(await ada.tap("Skip").catch(() => "no such button")).toBe("no such button");
  });

  it("needs an open card and a name of one word", async () => {
    const { ada } = await aScene();

    ada.say("/presets quick");
    await ada.sees("There is no open card to keep");
    ada.say("/presets my best one");
    await ada.sees("A preset's name is one word");
    ada.say(SKIP);
    await ada.sees("That question is closed");
  });
});
