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
  return {
    launches: () => database.select().from(tables.launches).all().map(readLaunch),
    history: () =>
      database.select().from(tables.launchHistory).orderBy(asc(tables.launchHistory.version)).all(),
    notices: () => database.select().from(tables.notices).all(),
    close: () => void client.close(),
  };
}
