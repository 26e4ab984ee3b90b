import { copyFile, mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "../src/sandbox/actor.ts";
import { aHandOn } from "./support/a-hand-on-the-database.ts";
import { aLiveWorld, type LiveWorld } from "./support/a-live-world.ts";
import { nodeOn, REPO, runProgram, type Program, type Settings } from "./support/a-program.ts";
import { toNextCard, toPumpCard } from "./support/to-the-card.ts";

const LONG = 25_000;
const STARTED = /"msg":"started"/;
const IS_COPY = /the database is a copy/;

describe("npm run backup", { timeout: 90_000 }, () => {
  let world: LiveWorld;
  beforeEach(async () => {
    world = await aLiveWorld();
  });
  afterEach(() => world.close());

  const until = (fact: () => boolean) =>
    expect.poll(fact, { interval: 10, timeout: LONG }).toBe(true);
  const received = (ticker: string) =>
    world.sandbox.providers.j7tracker.launchesReceived(`${ticker} Coin`, ticker);
  const statusIn = (file: string, ticker: string) => aHandOn(file).launch(ticker)?.status;

  async function start(change: Settings = {}): Promise<Program> {
    const program = world.start(change);
    await program.says(STARTED);
    return program;
  }

  async function hearsTelegram(): Promise<void> {
    const ready = async () => {
      const answer = await fetch(`${world.settings["PUBLIC_URL"] ?? ""}/readyz`);
      return ((await answer.json()) as { checks: Record<string, boolean> }).checks["telegram"];
    };
    await expect.poll(ready, { interval: 50, timeout: LONG }).toBe(true);
  }

  /** Runs it without any setting but the database's. */
  async function backUp(...args: string[]) {
    const command = [...nodeOn(`${REPO}src/backup.ts`), ...args] as const;
    const run = runProgram(
      { DATABASE_URL: `file:${world.databaseFile}` },
      { folder: world.folder, command },
    );
    return { code: await run.ended, said: run.output() };
  }

  async function aCard(name: string, ticker: string): Promise<Actor> {
    const actor = world.person(name);
    await toPumpCard(actor, { name: `${ticker} Coin`, ticker });
    return actor;
  }

  it("copies a running bot; restored after that one went on and died, the copy sends nothing again", async () => {
    const { sandbox, databaseFile: file } = world;
    const original = await start();
    const ada = await aCard("Ada", "UNDER");
    const ben = await aCard("Ben", "AFTER");
    sandbox.providers.j7tracker.faults.add({ kind: "late", ms: 5_000, times: 1 });
    const adasCard = tapLaunch(ada);
    await until(() => received("UNDER") === 1);

    const copy = join(world.folder, "copy.db");
    const backup = await backUp(copy);
    expect(backup).toMatchObject({ code: 0 });
    expect(statusIn(copy, "UNDER")).toBe("sending");

    await ada.sees("Live", LONG);
    const bensCard = newestCard(ben);
    const launchData =
      bensCard.keyboard?.flat().find(({ text }) => text.includes("🚀"))?.data ?? "";
    const press = () =>
      sandbox.telegram.press(ben.person.id, bensCard.chatId, bensCard.messageId, launchData, {
        forged: true,
      });
    const tapped = await press();
    await ben.sees("Live", LONG);
    await until(() => !aHandOn(file).owesACard());
    await original.kill();
    // As people restore: what the dead bot left beside the database stays there.
    await copyFile(copy, file);
    expect(await readdir(dirname(file))).toContain(`${basename(file)}-wal`);

    // Not confirmed yet, so Telegram has it again for whoever asks next.
    sandbox.telegram.redeliver(tapped.updateId);
    const restored = await start();
    await restored.says(IS_COPY);
    const told = await ada.sees("restored from a copy", LONG);
    await hearsTelegram();
    sandbox.telegram.redeliver(tapped.updateId);
    const again = await press();
    const toast = (await again.answer).text;
    await until(() => !aHandOn(file).owesACard());

    expect(told.messageId).not.toBe(adasCard);
    expect(told.text).toContain("Unclear");
    expect(messageOf(ada, adasCard)).toContain("Live");
    expect(messageOf(ben, bensCard.messageId)).toContain("Live");
    expect(toast).toContain("no longer in use");
    expect([received("UNDER"), received("AFTER")]).toEqual([1, 1]);

    await toNextCard(ben, "j7tracker", { name: "NEXT Coin", ticker: "NEXT" });
    tapLaunch(ben);
    await ben.sees("Live", LONG);
    expect([received("UNDER"), received("AFTER"), received("NEXT")]).toEqual([1, 1, 1]);
    await restored.kill();
    const restarted = await start();
    expect(restarted.output()).not.toMatch(IS_COPY);
  });

  it("makes nothing again of updates that the original handled and Telegram still has", async () => {
    const { sandbox, databaseFile: file } = world;
    const original = await start();
    const ada = await aCard("Ada", "TWICE");
    const press = (label: string) => {
      const card = newestCard(ada, label);
      const data = card.keyboard?.flat().find(({ text }) => text === label)?.data ?? "";
      return sandbox.telegram.press(ada.person.id, card.chatId, card.messageId, data);
    };
    tapLaunch(ada);
    await ada.sees("Live", LONG);
    const copy = join(world.folder, "copy.db");
    expect(await backUp(copy)).toMatchObject({ code: 0 });
    // The first makes a draft of the copy's launch, named after the update; the second launches it.
    const another = await press("🚀 Launch another like this");
    await until(() => hasButton(ada, "🚀 Launch"));
    const tap = await press("🚀 Launch");
    await until(() => received("TWICE") === 2 && !hasButton(ada, "🚀 Launch"));
    await original.kill();
    await copyFile(copy, file);

    for (const { updateId } of [another, tap]) sandbox.telegram.redeliver(updateId);
    await start();
    await hearsTelegram();
    ada.say("/help");
    await ada.sees("What the card says", LONG);

    expect(received("TWICE")).toBe(2);
    expect(hasButton(ada, "🚀 Launch")).toBe(false);
  });

  it("is not needed to be told a copy: cp of a dead bot's files sends no young launch, its own restart does", async () => {
    const { databaseFile: file } = world;
    const first = await start();
    const hand = aHandOn(file);
    const ada = await aCard("Ada", "YOUNG");
    await first.kill();
    hand.hideDraft("YOUNG");
    const original = await start();
    hand.showDraft("YOUNG");
    hand.hold("update on launches", "new.status = 'sending'");
    tapLaunch(ada);
    await until(() => hand.isHeld());
    await original.kill();
    hand.release();
    const copy = join(world.folder, "elsewhere", basename(file));
    await mkdir(dirname(copy));
    for (const name of await readdir(dirname(file))) {
      if (!/\.(lock|home)/.test(name))
        await copyFile(join(dirname(file), name), join(dirname(copy), name));
    }

    const started = await start({ DATABASE_URL: `file:${copy}` });
    await started.says(IS_COPY);
    await ada.sees("restored from a copy", LONG);
    expect(statusIn(copy, "YOUNG")).toBe("expired");
    expect(received("YOUNG")).toBe(0);
    await started.kill();

    await start();
    await ada.sees("Live", LONG);
    expect(received("YOUNG")).toBe(1);
  });

  it("copies what a dead bot left in its log, to a file of its own for its owner alone", async () => {
    const original = await start();
    await aCard("Ada", "DRAFT");
    await original.kill();

    const { code, said } = await backUp();

    const [, place = ""] = /checked:\n(.+)\n/.exec(said) ?? [];
    expect(code).toBe(0);
    expect(said).toContain("Backed up 0 launches");
    expect(said).toContain("vault key is not in it");
    expect(basename(place)).toMatch(/^live-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.db$/);
    expect(dirname(place)).toBe(dirname(world.databaseFile));
    expect((await stat(place)).mode & 0o777).toBe(0o600);
    const copied = new Database(place, { readonly: true });
    expect(copied.prepare("select count(*) from drafts").pluck().get()).toBe(1);
    copied.close();
    const beside = (await readdir(dirname(place))).filter((name) =>
      name.startsWith(basename(place)),
    );
    expect(beside).toEqual([basename(place)]);
  });

  it("leaves the bot its database: it still holds the lock and goes on", async () => {
    const original = await start();
    expect(await backUp()).toMatchObject({ code: 0 });

    const second = world.start({ PORT: "0" });

    expect(await second.ended).toBe(78);
    expect(second.errors()).toContain("another Launchgram is running");
    const ada = await aCard("Ada", "GOES");
    tapLaunch(ada);
    await ada.sees("Live", LONG);
    expect(original.output()).not.toContain('"level":50');
  });

  it("never writes over a file, and leaves nothing behind when it refuses", async () => {
    const original = await start();
    await original.kill();
    const there = join(world.folder, "mine.db");
    await writeFile(there, "mine");
    const names = await readdir(world.folder);

    const { code, said } = await backUp(there);

    expect(code).toBe(1);
    expect(said).toBe("No backup: that file is there already, and stays as it is\n");
    expect(await readdir(world.folder)).toEqual(names);
    expect((await stat(there)).size).toBe(4);
  });

  it("ends with 78 where there is no database, and makes none", async () => {
    const { code, said } = await backUp();

    expect(code).toBe(78);
    expect(said).toBe("DATABASE_URL: there is no database yet\n");
    await rm(world.databaseFile, { force: true });
  });
});

function cardsWith(actor: Actor, label: string) {
  return actor
    .messages()
    .filter(({ keyboard }) => keyboard?.flat().some(({ text }) => text === label));
}

const hasButton = (actor: Actor, label: string): boolean => cardsWith(actor, label).length > 0;

function newestCard(actor: Actor, label = "🚀 Launch") {
  const card = cardsWith(actor, label).at(-1);
  if (!card) throw new Error(`there is no card with a button ${label}`);
  return card;
}

/** Without waiting for the answer. @returns The card's id. */
function tapLaunch(actor: Actor): number {
  const { messageId } = newestCard(actor);
  void actor.tap("🚀 Launch");
  return messageId;
}

const messageOf = (actor: Actor, id: number): string =>
  actor.messages().find(({ messageId }) => messageId === id)?.text ?? "";
