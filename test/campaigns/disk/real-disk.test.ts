import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { aLiveWorld } from "../../support/a-live-world.ts";
import { toPumpCard } from "../../support/to-the-card.ts";
import { aSmallDisk } from "./a-small-disk.ts";

const STARTED = /"msg":"started"/;
const REFUSES = "the database refuses";
const disk = aSmallDisk();
const where = disk ? "on a small disk" : "on a small disk (skipped: this user may mount none)";

describe.skipIf(disk === null)(`the program ${where}`, { timeout: 60_000 }, () => {
  afterAll(() => disk?.remove());

  async function aProgramOnIt(name: string) {
    const world = await aLiveWorld();
    onTestFinished(() => world.close());
    const file = join(disk?.folder ?? "", name);
    const start = () => world.start({ DATABASE_URL: `file:${file}` });
    return { world, file, start };
  }

  it("refuses in words when that is full, sends nothing, says so once, and launches when there is room", async () => {
    const { world, file, start } = await aProgramOnIt("full.db");
    const { j7tracker } = world.sandbox.providers;
    const program = start();
    await program.says(STARTED);
    const ada = world.person("Ada");
    await toPumpCard(ada, { name: "Moss Coin", ticker: "MOSS" });
    const reader = holdTheLog(file);
    const isReady = async () => {
      const answer = await fetch(`${world.settings["PUBLIC_URL"] ?? ""}/readyz`);
      return ((await answer.json()) as { checks: Record<string, boolean> }).checks["database"];
    };
    expect(await isReady()).toBe(true);

    disk?.fill();
    const toasts = [await ada.tap("🚀 Launch"), await ada.tap("🚀 Launch")];
    ada.say("/keys");
    const told = await ada.sees(/disk is full|Your keys/);

    for (const toast of toasts) expect(toast).toContain("My disk is full");
    expect(told.messageId).toBeGreaterThan(0);
    expect(await isReady()).toBe(false);
    expect(program.output().split(REFUSES)).toHaveLength(2);
    expect(j7tracker.launchesReceived("Moss Coin", "MOSS")).toBe(0);

    disk?.free();
    reader.close();
    await program.says(/takes what it is given again/);
    expect(await isReady()).toBe(true);
    await ada.tap("🚀 Launch");
    await ada.sees("Live");
    expect(j7tracker.launchesReceived("Moss Coin", "MOSS")).toBe(1);
    program.signal("SIGTERM");
    expect(await program.ended).toBe(0);
  });

  it("does not start while that is read-only, names the setting, and starts when it is not", async () => {
    const { start } = await aProgramOnIt("read-only.db");
    const first = start();
    await first.says(STARTED);
    await first.kill();

    disk?.remount("ro");
    const second = start();
    expect(await second.ended).toBe(78);
    expect(second.errors()).toMatch(/^DATABASE_URL: .*\(EROFS\)\n$/);

    disk?.remount("rw");
    const third = start();
    await third.says(STARTED);
    expect(third.output()).not.toContain("the database is a copy");
    await third.kill();
  });
});

/** A reader that stays: the log cannot begin anew in the room it has, so the next commit needs more. */
function holdTheLog(file: string): Database.Database {
  const reader = new Database(file, { readonly: true });
  reader.exec("begin");
  reader.prepare("select count(*) from launches").get();
  return reader;
}
