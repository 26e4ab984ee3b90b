import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { pathOf } from "../../src/storage/sqlite-file.ts";
import { openInMemory } from "../../src/storage/sqlite-memory.ts";
import { openStorage, type Storage } from "../../src/storage/storage.ts";
import { aClock, type VirtualClock } from "./a-clock.ts";

export type TestStorage = Storage & { readonly clock: VirtualClock };

/** The real storage on a database in memory (or at `url`), closed when the test is over. */
export function aStorage(url = "file::memory:", clock = aClock()): TestStorage {
  const storage = openStorage({ url, clock });
  onTestFinished(() => storage.close());
  return { ...storage, clock };
}

/** A URL for a database file of this test alone, removed when the test is over. */
export async function aDatabaseUrl(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "launchgram-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return `file:${join(folder, "data", "test.db")}`;
}

/** The same, of an empty database of this release. The migrations of a file take longer than most tests of one. */
export async function aMigratedUrl(): Promise<string> {
  const url = await aDatabaseUrl();
  const empty = openInMemory();
  await mkdir(dirname(pathOf(url)));
  await writeFile(pathOf(url), empty.serialize());
  empty.close();
  return url;
}
