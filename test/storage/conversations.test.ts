import { expect, it, onTestFinished } from "vitest";
import { openStorage } from "../../src/storage/storage.ts";
import { aClock, START } from "../support/a-clock.ts";
import { aDisk } from "../support/a-disk.ts";

const KEYS = ["ada", "ben", "cleo"];

function aStorageOnADisk() {
  const disk = aDisk();
  const storage = openStorage({
    url: "file::memory:",
    clock: aClock(),
    through: (engine) => disk.through(engine),
  });
  onTestFinished(() => storage.close());
  const { conversations, bot } = storage;
  const write = (key: string, at: number) =>
    conversations.write(key, Buffer.from(key), START, 900 + at);
  return { disk, conversations, bot, write };
}

it("states that are written in one turn share one commit, and each marks its update", async () => {
  const { disk, conversations, bot, write } = aStorageOnADisk();
  const before = disk.written();

  await Promise.all(KEYS.map(write));

  expect(disk.written() - before).toBe(1);
  for (const [at, key] of KEYS.entries()) {
    expect(await conversations.read(key)).toEqual(Buffer.from(key));
    expect(await bot.wasHandled(900 + at)).toBe(true);
  }
});

it("so do the marks of updates that came to nothing else, and the ends of flows", async () => {
  const { disk, conversations, bot, write } = aStorageOnADisk();
  await write("ada", 0);
  const before = disk.written();

  await Promise.all([
    write("ben", 1),
    conversations.remove("ada", START, 902),
    bot.markHandled(903, START),
    bot.markHandled(904, START),
  ]);

  expect(disk.written() - before).toBe(1);
  expect(await conversations.read("ada")).toBeNull();
  for (const id of [901, 902, 903, 904]) expect(await bot.wasHandled(id)).toBe(true);
});

it("everybody who shares a commit hears that it failed, and the next one is not held up by it", async () => {
  const { disk, conversations, write } = aStorageOnADisk();
  disk.failFrom(1, "full", 1);

  const outcomes = await Promise.allSettled(KEYS.map(write));
  await write("dora", 4);

  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  expect(await conversations.read("ada")).toBeNull();
  expect(await conversations.read("dora")).toEqual(Buffer.from("dora"));
});
