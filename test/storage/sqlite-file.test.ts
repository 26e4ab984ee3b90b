import { mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import {
  generateSQLiteDrizzleJson,
  generateSQLiteMigration,
  type DrizzleSQLiteSnapshotJSON,
} from "drizzle-kit/api";
import { sql } from "drizzle-orm";
import { describe, expect, it, onTestFinished } from "vitest";
import { pathOf } from "../../src/storage/sqlite-file.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { openStorage } from "../../src/storage/storage.ts";
import { tables } from "../../src/storage/tables.ts";
import { launchOf } from "../contracts/launch-store.ts";
import { aClock, START } from "../support/a-clock.ts";
import { aDraft, aLaunch } from "../support/a-launch.ts";
import { aDatabaseUrl, aStorage } from "../support/a-storage.ts";

/** A second connection to the file, as another program would have it. */
function aVisitor(url: string): Database.Database {
  const visitor = new Database(pathOf(url));
  onTestFinished(() => void visitor.close());
  return visitor;
}

const opening = (url: string) => () => openStorage({ url, clock: aClock() });

describe("the database file", () => {
  it("goes on for everybody else when one row cannot be read, and says which", async () => {
    const url = await aDatabaseUrl();
    const damaged: string[] = [];
    const unreadable = (id: string) => void damaged.push(id);
    const storage = openStorage({ url, clock: aClock(), unreadable });
    const [bad, good] = [aLaunch({ draftId: "bad-draft" }), aLaunch({ draftId: "good-draft" })];
    for (const launch of [bad, good]) {
      await storage.drafts.add(aDraft({ id: launch.draftId }));
      await storage.launches.confirm(launch.draftId, 41, launchOf(launch));
    }
    aVisitor(url).prepare("UPDATE launches SET request = '{}' WHERE id = ?").run(bad.id);

    const ids = (all: readonly { readonly id: string }[]) => all.map(({ id }) => id);
    expect(ids(await storage.launches.due(START + 1, 10))).toEqual([good.id]);
    expect(ids(await storage.launches.list({ ownerId: good.ownerId, limit: 10 }))).toEqual([
      good.id,
    ]);
    expect((await storage.notices.due(START + 1, 10)).map(({ launch }) => launch.id)).toEqual([
      good.id,
    ]);
    expect(new Set(damaged)).toEqual(new Set([bad.id]));
    await storage.close();
  });

  it("takes in its log on the way of a long piece of work, when that has grown long", async () => {
    const url = await aDatabaseUrl();
    const storage = openStorage({ url, clock: aClock() });
    const visitor = aVisitor(url);
    const waiting = (): number => {
      const [row] = visitor.pragma("wal_checkpoint(noop)") as {
        log: number;
        checkpointed: number;
      }[];
      return row ? row.log - row.checkpointed : 0;
    };
    const write = (bytes: number) =>
      storage.conversations.write("41:41", Buffer.alloc(bytes), START, 1);

    await storage.checkpoint("passive");
    await write(100_000);
    await storage.checkpoint("long");
    const short = waiting();
    await write(1_200_000);
    await storage.checkpoint("long");
    const long = waiting();
    await storage.close();

    expect(short).toBeGreaterThan(0);
    expect(long).toBe(0);
  });

  it("belongs to one process also when its path is spelled through a link", async () => {
    const url = await aDatabaseUrl();
    const first = openStorage({ url, clock: aClock() });
    const link = `${pathOf(url)}-by-another-name`;
    await symlink(pathOf(url), link);

    expect(opening(`file:${link}`)).toThrow(/another Launchgram is running/);
    await first.close();
  });

  it("belongs to one process: a second start on it is refused until the first has ended", async () => {
    const url = await aDatabaseUrl();
    const first = openStorage({ url, clock: aClock() });

    expect(opening(url)).toThrow(/DATABASE_URL: another Launchgram is running/);

    await first.close();
    const second = openStorage({ url, clock: aClock() });
    await second.close();
  });

  it("is made with its folder, for the operator's eyes only, its log too", async () => {
    const url = await aDatabaseUrl();
    const storage = aStorage(url);
    await storage.drafts.add(aDraft());

    const folder = dirname(pathOf(url));
    const files = await readdir(folder);
    const modes = await Promise.all(
      files.map(async (file) => (await stat(`${folder}/${file}`)).mode & 0o777),
    );

    expect(files).toContain("test.db-wal");
    expect(new Set(modes)).toEqual(new Set([0o600]));
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it("is closed to others also when it was open to them before", async () => {
    const path = pathOf(await aDatabaseUrl());
    await mkdir(dirname(path));
    await writeFile(path, "", { mode: 0o644 });

    aStorage(`file:${path}`);

    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it("holds everything when it is opened again", async () => {
    const url = await aDatabaseUrl();
    const before = openStorage({ url, clock: aClock() });
    const draft = aDraft({ card: { chatId: -5, messageId: 6, hasPicture: true } });
    const launch = aLaunch({ draftId: draft.id });
    await before.drafts.add(draft);
    await before.launches.confirm(draft.id, 41, launchOf(launch));
    await before.conversations.write("key", Buffer.from("box"), START, 1);
    await before.close();

    const after = aStorage(url);

    expect(await after.launches.get(launch.id)).toEqual(launch);
    expect(await after.launches.history(launch.id)).toHaveLength(1);
    expect(await after.notices.due(START, 10)).toMatchObject([
      { notice: { chatId: -5, messageId: 6 }, launch },
    ]);
    expect(await after.bot.wasHandled(41)).toBe(true);
    expect(await after.conversations.read("key")).toEqual(Buffer.from("box"));
  });

  it("shows a second connection nothing but whole transactions", async () => {
    const url = await aDatabaseUrl();
    const storage = aStorage(url);
    const draft = aDraft();
    await storage.drafts.add(draft);
    const visitor = aVisitor(url);
    const count = visitor.prepare("select count(*) from launches").pluck();
    const seen: unknown[] = [];

    await storage.launches.confirm(draft.id, 41, (stored) => {
      seen.push(count.get());
      return launchOf()(stored);
    });
    seen.push(count.get());

    expect(seen).toEqual([0, 1]);
  });

  it("waits for the disk at every commit, and wipes what is deleted", async () => {
    const engine = openSqlite(pathOf(await aDatabaseUrl()));
    onTestFinished(() => engine.close());
    const pragma = (name: string) =>
      engine.transact(function* ({ q }) {
        return Object.values(q.get<object>(sql.raw(`pragma ${name}`)))[0] as unknown;
      });

    expect(await pragma("synchronous")).toBe(2);
    expect(await pragma("journal_mode")).toBe("wal");
    expect(await pragma("foreign_keys")).toBe(1);
    expect(await pragma("secure_delete")).toBe(1);
    expect(await pragma("busy_timeout")).toBe(5_000);
  });

  it("keeps no byte of what was removed once the log is truncated", async () => {
    const url = await aDatabaseUrl();
    const storage = aStorage(url);
    await storage.conversations.write("key", Buffer.from("a marker to look for"), START, 1);
    await storage.conversations.remove("key", START, 1);

    expect(await storage.checkpoint("truncate")).toBe(true);

    const bytes = await readFile(pathOf(url));
    expect(bytes.includes("a marker to look for")).toBe(false);
    expect((await stat(`${pathOf(url)}-wal`)).size).toBe(0);
  });

  it("says when a reader keeps the log from being emptied", async () => {
    const url = await aDatabaseUrl();
    const storage = aStorage(url);
    const visitor = aVisitor(url);
    const reading = visitor.prepare("select * from sqlite_master").iterate();
    reading.next();
    await storage.drafts.add(aDraft());

    expect(await storage.checkpoint("passive")).toBe(false);

    reading.return?.();
    expect(await storage.checkpoint("passive")).toBe(true);
  });
});

describe("migrations", () => {
  it("leave a database alone that has had them all", async () => {
    const url = await aDatabaseUrl();
    await openStorage({ url, clock: aClock() }).close();
    const schema = "select group_concat(sql, ';') from sqlite_master";
    const applied = "select count(*) from __drizzle_migrations";
    const read = (query: string): unknown => aVisitor(url).prepare(query).pluck().get();
    const before = [read(schema), read(applied)];

    aStorage(url);

    expect([read(schema), read(applied)]).toEqual(before);
  });

  it("say the same as the tables in the code", async () => {
    const meta = fileURLToPath(new URL("../../migrations/sqlite/meta/", import.meta.url));
    const last = (await readdir(meta))
      .filter((file) => file.endsWith("_snapshot.json"))
      .sort()
      .at(-1);
    const merged: unknown = JSON.parse(await readFile(`${meta}${last ?? ""}`, "utf8"));

    const missing = await generateSQLiteMigration(
      merged as DrizzleSQLiteSnapshotJSON,
      await generateSQLiteDrizzleJson(tables),
    );

    expect(missing).toEqual([]);
  });
});

describe("a wrong DATABASE_URL", () => {
  it("is refused when a newer release wrote the database", async () => {
    const url = await aDatabaseUrl();
    await openStorage({ url, clock: aClock() }).close();
    aVisitor(url).exec("insert into __drizzle_migrations (hash, created_at) values ('x', 9e15)");

    expect(opening(url)).toThrow(/^DATABASE_URL: .*newer release/);
  });

  it("is refused when another program's database is there, and that stays as it is", async () => {
    const url = await aDatabaseUrl();
    await mkdir(dirname(pathOf(url)));
    const visitor = aVisitor(url);
    visitor.exec("create table songs (title text)");

    expect(opening(url)).toThrow(/^DATABASE_URL: .*another program/);

    expect(visitor.prepare("select name from sqlite_master").pluck().all()).toEqual(["songs"]);
  });

  it("is refused when the file is no database, and that stays as it is", async () => {
    const url = await aDatabaseUrl();
    await mkdir(dirname(pathOf(url)));
    const letter = "Dear Sir or Madam, ".repeat(100);
    await writeFile(pathOf(url), letter);

    expect(opening(url)).toThrow(/^DATABASE_URL: .*not a SQLite database/);

    expect(await readFile(pathOf(url), "utf8")).toBe(letter);
  });

  it("is refused when the file cannot be made", async () => {
    const url = await aDatabaseUrl();
    await writeFile(dirname(pathOf(url)), "a file where the folder should be");

    expect(opening(url)).toThrow(/^DATABASE_URL: .*cannot be made/);
  });

  it.each([
    ["postgres://user:hunter2@db/launchgram", /not yet/],
    ["mysql://user:hunter2@db/launchgram", /file:<path>/],
    ["file:", /file:<path>/],
    ["file:data/x.db?mode=ro", /file:<path>/],
    ["file://host/data/x.db", /host/],
  ])("is refused as %s, without repeating it", (url, why) => {
    expect(opening(url)).toThrow(why);
    expect(opening(url)).not.toThrow(/hunter2/);
    expect(opening(url)).toThrow(expect.objectContaining({ setting: "DATABASE_URL" }) as Error);
  });

  it.each([
    ["file:data/x.db", `${process.cwd()}/data/x.db`],
    ["file:/srv/x.db", "/srv/x.db"],
    ["file:///srv/a%20b.db", "/srv/a b.db"],
    ["file::memory:", ":memory:"],
  ])("is not %s", (url, path) => {
    expect(pathOf(url)).toBe(path);
  });
});
