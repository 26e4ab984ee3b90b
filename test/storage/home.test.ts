import {
  copyFile,
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { setAside } from "../../src/launches/decide.ts";
import { pathOf } from "../../src/storage/sqlite-file.ts";
import { openStorage, type Storage } from "../../src/storage/storage.ts";
import { launchOf } from "../contracts/launch-store.ts";
import { aClock, START } from "../support/a-clock.ts";
import { aDraft, aLaunch, OWNER } from "../support/a-launch.ts";
import { aDatabaseUrl } from "../support/a-storage.ts";

/** A database file of one test, opened and left as the program does it. */
async function aHome() {
  const url = await aDatabaseUrl();
  const file = pathOf(url);
  const opened = new Set<Storage>();
  onTestFinished(async () => {
    for (const storage of opened) await storage.close();
  });

  return {
    file,
    folder: dirname(file),
    open(at = file): Storage {
      const storage = openStorage({ url: `file:${at}`, clock: aClock() });
      opened.add(storage);
      return storage;
    },
    async close(storage: Storage): Promise<void> {
      opened.delete(storage);
      await storage.close();
    },
    /** Opens it, lets something happen, and stops as asked. */
    async session(): Promise<void> {
      const storage = this.open();
      await storage.drafts.add(aDraft());
      await this.close(storage);
    },
    /** Copies the database's files, all that there are at this moment, over what is there. */
    async copyTo(folder: string, preserveTimestamps = false): Promise<string> {
      await mkdir(folder, { recursive: true });
      const mine = (await readdir(dirname(file))).filter(
        (name) => name === basename(file) || /-(wal|shm)$/.test(name),
      );
      for (const name of mine) {
        await cp(join(dirname(file), name), join(folder, name), { preserveTimestamps });
      }
      return join(folder, basename(file));
    },
    /** Over the original's files, which stay the same files. */
    async putBack(folder: string): Promise<void> {
      for (const end of ["-wal", "-shm"]) await rm(`${file}${end}`, { force: true });
      for (const name of await readdir(folder)) {
        if (!name.endsWith("-shm")) await copyFile(join(folder, name), join(dirname(file), name));
      }
    },
  };
}

describe("a database that is opened again", () => {
  it("is no copy when it is new, and none at its next starts", async () => {
    const home = await aHome();
    const seen: boolean[] = [];

    for (let start = 0; start < 3; start += 1) {
      const storage = home.open();
      seen.push(storage.copies.isCopy());
      await storage.drafts.add(aDraft());
      await home.close(storage);
    }

    expect(seen).toEqual([false, false, false]);
  });

  it("is no copy after a death without a farewell, whatever was written before", async () => {
    const home = await aHome();
    await home.session();
    const dying = home.open();
    await dying.drafts.add(aDraft());
    await dying.checkpoint("passive");
    await dying.drafts.add(aDraft());
    const left = await leftBy(home);
    await home.close(dying);

    await left.restore();

    expect(home.open().copies.isCopy()).toBe(false);
  });

  it.each([
    ["before the row has the new mark", (mark: string) => `${mark} 222222222222`],
    ["before the old mark is gone", (mark: string) => `222222222222 ${mark}`],
  ])("is no copy after a death in the middle of a change of its mark, %s", async (_when, marks) => {
    const home = await aHome();
    await home.session();
    const [mark = ""] = (await readFile(`${home.file}.home`, "utf8")).split(" ");

    await writeFile(`${home.file}.home`, `${marks(mark)}\n`);

    expect(home.open().copies.isCopy()).toBe(false);
  });

  it("is no copy when it was moved together with what lies beside it", async () => {
    const home = await aHome();
    await home.session();
    await rename(home.folder, `${home.folder}-moved`);

    const storage = home.open(join(`${home.folder}-moved`, basename(home.file)));

    expect(storage.copies.isCopy()).toBe(false);
  });

  it("keeps to its own mark while nothing is written, so that a reader's copy of a file costs nothing", async () => {
    const home = await aHome();
    const storage = home.open();
    await storage.checkpoint("passive");
    const wal = await sizeOfLog(home.file);

    for (let at = 0; at < 5; at += 1) await storage.checkpoint("passive");

    expect(await sizeOfLog(home.file)).toBe(wal);
  });
});

describe("a copy of a database", () => {
  it.each([
    ["cp of a stopped one to another folder", false],
    ["cp -p of a stopped one to another folder", true],
  ])("is known: %s", async (_how, preserve) => {
    const home = await aHome();
    await home.session();

    const copy = await home.copyTo(`${home.folder}-copy`, preserve);

    expect(home.open(copy).copies.isCopy()).toBe(true);
    expect(home.open().copies.isCopy()).toBe(false);
  });

  it("is known with everything beside it: cp -r of the folder", async () => {
    const home = await aHome();
    await home.session();

    await cp(home.folder, `${home.folder}-copy`, { recursive: true, preserveTimestamps: true });

    const copy = join(`${home.folder}-copy`, basename(home.file));
    expect(home.open(copy).copies.isCopy()).toBe(true);
  });

  it("is known when it is put back over the original, which has gone on since", async () => {
    const home = await aHome();
    await home.session();
    await home.copyTo(`${home.folder}-copy`);
    await home.session();

    await home.putBack(`${home.folder}-copy`);

    expect(home.open().copies.isCopy()).toBe(true);
  });

  it("is known when it was made of a running one and put back after that one died", async () => {
    const home = await aHome();
    const running = home.open();
    await running.drafts.add(aDraft());
    await running.checkpoint("passive");
    await home.copyTo(`${home.folder}-copy`);
    await running.drafts.add(aDraft());
    await running.checkpoint("passive");
    const left = await leftBy(home);
    await home.close(running);
    await left.restore();

    await home.putBack(`${home.folder}-copy`);

    expect(home.open().copies.isCopy()).toBe(true);
  });

  it("is known without the file beside it, as after everything was deleted", async () => {
    const home = await aHome();
    await home.session();
    await rm(`${home.file}.home`);

    expect(home.open().copies.isCopy()).toBe(true);
  });

  it("stays one at every start until it has moved in, and is none after that", async () => {
    const home = await aHome();
    await home.session();
    const copy = await home.copyTo(`${home.folder}-copy`);
    const start = async (act: (storage: Storage) => Promise<unknown>) => {
      const storage = home.open(copy);
      const before = storage.copies.isCopy();
      await act(storage);
      await storage.checkpoint("passive");
      const after = storage.copies.isCopy();
      await home.close(storage);
      return [before, after];
    };
    const settle = (storage: Storage) =>
      storage.copies.setAside((launch) => setAside(launch, START));

    expect(await start(settle)).toEqual([true, true]);
    expect(await start((storage) => storage.copies.moveIn())).toEqual([true, false]);
    expect(await start(settle)).toEqual([false, false]);
  });
});

describe("what is set aside in a copy", () => {
  it("is every queued and sending launch with a new card, every open draft and every flow; twice is once", async () => {
    const home = await aHome();
    const storage = home.open();
    const card = { chatId: OWNER, messageId: 6, hasPicture: true };
    const launches = {
      queued: aLaunch(),
      scheduled: aLaunch({ dueAt: START + 9_000_000, nextAt: START + 9_000_000 }),
      sending: aLaunch({ status: "sending", version: 1 }),
      accepted: aLaunch({ status: "accepted", version: 1 }),
      live: aLaunch({ status: "live", version: 1 }),
    };
    let updateId = 40;
    for (const launch of Object.values(launches)) {
      updateId += 1;
      await storage.drafts.add(aDraft({ id: launch.draftId, card }));
      await storage.launches.confirm(launch.draftId, updateId, launchOf(launch));
    }
    const open = aDraft({ card });
    const cancelled = aDraft({ state: "cancelled" });
    for (const draft of [open, cancelled]) await storage.drafts.add(draft);
    await storage.conversations.write("5:5", Buffer.from("box"), START, 39);
    const decide = (launch: Parameters<typeof setAside>[0]) => setAside(launch, START + 1_000);

    expect(await storage.copies.setAside(decide)).toEqual({ launches: 3, drafts: 1 });
    expect(await storage.copies.setAside(decide)).toEqual({ launches: 0, drafts: 0 });

    const now = async ({ id }: { readonly id: string }) => storage.launches.get(id);
    const restored = { code: "restored", said: null };
    expect(await now(launches.queued)).toMatchObject({ status: "expired", reason: restored });
    expect(await now(launches.scheduled)).toMatchObject({ status: "expired", reason: restored });
    expect(await now(launches.sending)).toMatchObject({ status: "unclear", reason: restored });
    expect(await now(launches.accepted)).toEqual(launches.accepted);
    expect(await now(launches.live)).toEqual(launches.live);
    expect((await storage.launches.history(launches.queued.id)).at(-1)).toMatchObject({
      status: "expired",
      reason: "restored",
    });

    const notices = await storage.notices.due(START + 10_000_000, 50);
    const cards = Object.fromEntries(notices.map(({ notice, launch }) => [launch.id, notice]));
    expect(notices).toHaveLength(5);
    expect(cards[launches.queued.id]).toMatchObject({ kind: "card", messageId: null });
    expect(cards[launches.sending.id]).toMatchObject({ kind: "card", messageId: null });
    expect(cards[launches.accepted.id]).toMatchObject({ messageId: 6 });

    expect(await storage.drafts.get(open.id)).toMatchObject({ state: "expired", card });
    expect(await storage.drafts.get(cancelled.id)).toEqual(cancelled);
    expect(await storage.conversations.read("5:5")).toBeNull();
  });
});

/** What lies there now, as a process leaves it that is killed at this moment. */
async function leftBy(home: Awaited<ReturnType<typeof aHome>>) {
  const kept = `${home.folder}-kept`;
  await cp(home.folder, kept, { recursive: true });
  return { restore: () => home.putBack(kept) };
}

const sizeOfLog = async (file: string): Promise<number> => (await stat(`${file}-wal`)).size;
