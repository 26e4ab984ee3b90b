import { readFile } from "node:fs/promises";
import Database from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import { pathOf } from "../../src/storage/sqlite-file.ts";
import { aMigratedUrl } from "../support/a-storage.ts";
import { aRing } from "../support/a-vault.ts";
import { aWorld, type World } from "../support/a-world.ts";
import { textOf, type TestActor } from "../support/an-actor.ts";
import { atTheCard, launches, launchesUnclear } from "../support/at-the-card.ts";
import { giveKeys } from "../support/some-keys.ts";
import { createVault } from "../../src/vault/vault.ts";

const MINUTE = 60_000;

async function asks(ada: TestActor): Promise<void> {
  ada.say("/forget");
  await ada.sees("Forget everything I keep of you?");
}

async function isForgotten(world: World, ada: TestActor): Promise<string> {
  await world.settled();
  await asks(ada);
  await ada.tap("Yes, forget me");
  const receipt = textOf(await ada.sees("Forgotten"));
  await world.settled();
  return receipt;
}

/** All bytes of the database file and of its log. */
async function bytesOf(url: string): Promise<Buffer> {
  const log = await readFile(`${pathOf(url)}-wal`).catch(() => Buffer.alloc(0));
  return Buffer.concat([await readFile(pathOf(url)), log]);
}

function aVisitor(url: string): Database.Database {
  const visitor = new Database(pathOf(url));
  onTestFinished(() => void visitor.close());
  return visitor;
}

describe("/forget", () => {
  it("leaves no sealed box and no word of a draft in the database file or its log", async () => {
    const databaseUrl = await aMigratedUrl();
    const world = await aWorld({ databaseUrl });
    const ada = world.person("Ada");
    await atTheCard(world, ada);
    ada.say("/launch pump");
    await ada.sees("What is it called?");
    ada.say("Quillwort Coin");
    await ada.sees("Which ticker?");
    await world.settled();
    const [sealed] = await world.storage.credentials.list(ada.id);
    const key = await world.storage.credentials.dataKey(ada.id);
    const flow = await world.storage.conversations.read(`${ada.id}:${ada.id}`);
    const traces = [sealed?.box, key?.box, flow, Buffer.from("Moss Coin")].map((box) => box ?? "");
    const before = await bytesOf(databaseUrl);
    expect(traces.every((trace) => trace.length > 0 && before.includes(trace))).toBe(true);

    const receipt = await isForgotten(world, ada);

    const after = await bytesOf(databaseUrl);
    expect(traces.map((trace) => after.includes(trace))).toEqual([false, false, false, false]);
    expect(receipt).toContain("Wiped: 3 stored keys, 0 uses, 1 draft, 1 unfinished flow");
    expect(receipt).toContain("Nothing of it is left in the database file or its log.");
  });

  it("names what goes and what stays before, and changes nothing at No", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await giveKeys(world.vault, ada.id, "blowfish");
    const [wallet] = await world.vault.list(ada.id);

    await asks(ada);
    const question = textOf(ada.last());
    await ada.tap("No, keep it");

    await ada.sees("Nothing was changed.");
    expect(question).toContain("your 1 stored key ");
    expect(question).toContain(wallet?.address);
    expect(question).toContain("Stays: the record of your launches");
    expect(await world.vault.list(ada.id)).toHaveLength(1);
  });

  it("asks anew when the question is old, and takes no made-up answer", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await giveKeys(world.vault, ada.id, "blowfish");
    await asks(ada);
    await world.pass(6 * MINUTE);

    await ada.tap("Yes, forget me");
    await ada.forge("forget:yes:");
    await ada.forge(`forget:yes:${(world.clock.now() + MINUTE).toString(36)}`);

    expect(textOf(ada.last())).toContain("Forget everything I keep of you?");
    expect(await world.vault.list(ada.id)).toHaveLength(1);
  });

  it("takes back what waits to be sent, for good", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    for (let tries = 0; tries < 5; tries += 1) world.providers.j7tracker.failNext("unsent");
    await launches(world, ada, "pump", "Not sent yet");

    ada.say("/forget");
    const question = textOf(await ada.sees("Will not be sent"));
    await ada.tap("Yes, forget me");
    const receipt = textOf(await ada.sees("Never sent: 1 launch."));
    const sent = world.providers.j7tracker.received.length;
    await world.pass(MINUTE);
    await world.restart();
    await world.pass(MINUTE);

    expect(question).toContain("$MOSS");
    expect(receipt).toContain("Kept: 1 launch on record");
    expect(world.providers.j7tracker.received.length).toBe(sent);
    const [launch] = await world.storage.launches.list({ ownerId: ada.id, limit: 5 });
    expect(launch?.status).toBe("cancelled");
  });

  it("waits for a launch that the provider is at work on, and touches nothing until then", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    world.providers.blowfish.answerNext({ kind: "accepted", eventId: "event-1" });
    await launches(world, ada, "blowfish", "Accepted");
    await asks(ada);

    await ada.tap("Yes, forget me");

    expect(textOf(await ada.sees("Not yet"))).toContain("$MOSS is on its way");
    expect(await world.vault.list(ada.id)).toHaveLength(1);
    expect(await world.storage.credentials.dataKey(ada.id)).not.toBeNull();
  });

  it("says of an unclear launch that nobody can look any more, and still takes the owner's word", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await launchesUnclear(world, ada);

    const receipt = await isForgotten(world, ada);

    expect(receipt).toContain("1 of them unclear");
    const [open] = await world.storage.launches.list({ ownerId: ada.id, limit: 1 });
    await ada.tap("It did not happen");
    await ada.sees("Did not happen");
    expect(open?.status).toBe("unclear");
  });

  it("tells every provider, whose sessions end with the keys that opened them", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await giveKeys(world.vault, ada.id, "blowfish");

    await isForgotten(world, ada);

    const told = Object.values(world.providers).map(({ forgotten }) => forgotten);
    expect(told).toEqual([[ada.id], [ada.id], [ada.id]]);
  });

  it("leaves no key of the person in memory, and makes none as the flow ends that was open", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await giveKeys(world.vault, ada.id, "swarms");
    ada.say("/launch pump");
    await ada.sees("What is it called?");
    const box = await world.vault.sealState(ada.id, "a test", Buffer.from("state"));

    await isForgotten(world, ada);

    await ada.sees("Left. Nothing was launched.");
    expect(await world.vault.openState(ada.id, "a test", box)).toBeNull();
    expect(await world.storage.credentials.dataKey(ada.id)).toBeNull();
    expect(await world.storage.conversations.read(`${ada.id}:${ada.id}`)).toBeNull();
  });

  it("closes the cards of drafts, and a tap on one launches nothing", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await atTheCard(world, ada);
    const card = ada.card();
    const tap = card.keyboard?.flat().find(({ text }) => text === "🚀 Launch")?.data ?? "";

    await isForgotten(world, ada);
    await ada.forge(tap, card);
    await world.settled();

    const shown = ada.messages().find(({ messageId }) => messageId === card.messageId);
    expect(shown && textOf(shown)).toContain("Forgotten. Nothing was launched.");
    expect(world.providers.j7tracker.received).toEqual([]);
  });

  it("touches nobody else", async () => {
    const world = await aWorld();
    const [ada, ben] = [world.person("Ada"), world.person("Ben")];
    await giveKeys(world.vault, ada.id, "swarms");
    await atTheCard(world, ben, "swarms");

    await isForgotten(world, ada);
    await ben.tap("🚀 Launch");
    await world.settled();

    expect(world.providers.swarms.received).toHaveLength(1);
    expect(await world.vault.list(ben.id)).toHaveLength(2);
  });

  it("says so when another program keeps the log from being emptied", async () => {
    const databaseUrl = await aMigratedUrl();
    const world = await aWorld({ databaseUrl });
    const ada = world.person("Ada");
    await giveKeys(world.vault, ada.id, "swarms");
    await asks(ada);
    const reading = aVisitor(databaseUrl).prepare("select * from sqlite_master").iterate();
    reading.next();

    await ada.tap("Yes, forget me");
    const receipt = textOf(await ada.sees("Forgotten"));
    reading.return?.();

    expect(receipt).toContain("sealed leftovers may stand in its log for now");
    expect(receipt).not.toContain("Nothing of it is left");
    expect(await world.vault.list(ada.id)).toEqual([]);
  });

  it("is not undone by the old data key put back: it opens nothing, and nothing at all once its key is retired", async () => {
    const databaseUrl = await aMigratedUrl();
    const world = await aWorld({ databaseUrl });
    const ada = world.person("Ada");
    await giveKeys(world.vault, ada.id, "swarms");
    const row = await world.storage.credentials.dataKey(ada.id);
    const box = await world.vault.sealState(ada.id, "a test", Buffer.from("state"));
    await isForgotten(world, ada);
    await giveKeys(world.vault, ada.id, "blowfish");
    const fresh = await world.storage.credentials.dataKey(ada.id);

    aVisitor(databaseUrl)
      .prepare("update data_keys set key_id = ?, box = ? where owner_id = ?")
      .run(row?.keyId, row?.box, ada.id);
    const { clock, storage } = world;
    const restarted = (...ids: readonly string[]) =>
      createVault({ ring: aRing(...ids), store: storage.credentials, clock });
    const wallet = restarted("k1").credentialOf(ada.id, "blowfish", null);

    expect(fresh?.box.equals(row?.box ?? Buffer.alloc(0))).toBe(false);
    await expect(wallet.open("sign-in-wallet", async () => "opened")).rejects.toThrow(/open/);
    // With the vault key it still opens what a backup holds; without it, as after a rotation, nothing.
    expect(await restarted("k1").openState(ada.id, "a test", box)).not.toBeNull();
    expect(await restarted("k2").openState(ada.id, "a test", box)).toBeNull();
    await expect(restarted("k2").unlock()).rejects.toThrow(/lacks k1/);
  });
});
