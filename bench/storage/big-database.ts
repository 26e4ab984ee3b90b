import Database from "better-sqlite3";
import { join } from "node:path";
import { systemClock } from "../../src/kit/clock.ts";
import { openStorage } from "../../src/storage/storage.ts";
import { tempFolder } from "../frame/temp-folder.ts";
import { FILL } from "./rows.ts";

export const LAUNCHES = 1_000_000;
export const OWNERS = 100_000;
/** One owner has so many of the launches. */
export const HEAVY_LAUNCHES = 50_000;
export const HEAVY_OWNER = 7_000_000_001;
/** The others are this one and those after it. */
export const FIRST_OWNER = 8_000_000_000;

/**
 * A database as a busy bot leaves it after a year, with everything that comes with a launch. Made through the project's
 * own migrations, then with SQL: the stores would take an hour. The tables' own CHECKs look at the rows, and the goals
 * read them through the stores.
 *
 * @returns Its URL. It goes with the program.
 */
export async function makeBigDatabase(): Promise<string> {
  const path = join(tempFolder(), "big.db");
  const url = `file:${path}`;
  await openStorage({ url, clock: systemClock }).close();
  const client = new Database(path);
  try {
    // Nothing of it has to survive a power cut.
    for (const setting of ["journal_mode = MEMORY", "synchronous = OFF", "cache_size = -1500000"]) {
      client.pragma(setting);
    }
    client.pragma("foreign_keys = OFF");
    withoutIndexes(client, () => fill(client));
  } finally {
    client.close();
  }
  return url;
}

function fill(client: Database.Database): void {
  const values = {
    now: Date.now(),
    launches: LAUNCHES,
    owners: OWNERS,
    heavy: HEAVY_OWNER,
    heavyEvery: LAUNCHES / HEAVY_LAUNCHES,
    firstOwner: FIRST_OWNER,
  };
  for (const statement of FILL) client.prepare(statement).run(values);
}

/** An index that is made over a full table takes a third of the time. */
function withoutIndexes(client: Database.Database, work: () => void): void {
  const indexes = client
    .prepare("select name, sql from sqlite_master where type = 'index' and sql is not null")
    .all() as readonly { readonly name: string; readonly sql: string }[];
  for (const { name } of indexes) client.exec(`drop index "${name}"`);
  work();
  for (const { sql } of indexes) client.exec(sql);
}
