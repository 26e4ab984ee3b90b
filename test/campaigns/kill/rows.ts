import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { asc } from "drizzle-orm";
import { readLaunch } from "../../../src/storage/launch-row.ts";
import { tables } from "../../../src/storage/tables.ts";

/** The program's database as it stands, read from outside. */
export type Rows = ReturnType<typeof openRows>;

/** @param file Of a program that has started once. */
export function openRows(file: string) {
  const client = new Database(file, { readonly: true, fileMustExist: true, timeout: 5_000 });
  const database = drizzle(client);
  // Asked a hundred times a second, so not by reading every row.
  const busy = client.prepare(`
    select 1 from launches where status in ('queued', 'sending', 'accepted')
    union all
    select 1 from notices where state = 'live' and have_version < want_version
    limit 1
  `);
  return {
    /** Whether a launch is under way, or a card says less than its row. */
    isBusy: () => busy.get() !== undefined,
    launches: () => database.select().from(tables.launches).all().map(readLaunch),
    history: () =>
      database.select().from(tables.launchHistory).orderBy(asc(tables.launchHistory.version)).all(),
    notices: () => database.select().from(tables.notices).all(),
    close: () => void client.close(),
  };
}
