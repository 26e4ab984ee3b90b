import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
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
