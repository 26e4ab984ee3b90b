import { afterAll } from "vitest";
import { openDatabase, type Database } from "./database.ts";

/** The one database of a test file, closed after its last test. */
export function aDatabase(): Database {
  const database = openDatabase();
  afterAll(() => database.engine.close());
  return database;
}
