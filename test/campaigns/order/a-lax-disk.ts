/**
 * Loaded before the program (`node --import`), lets the database run with synchronous=NORMAL and lie about it: what the
 * test of the order on disk must not take for good.
 */
import Database from "better-sqlite3";

const FULL = 2;
const database = Database.prototype;
const real: unknown = Reflect.get(database, "pragma");
if (typeof real !== "function") throw new Error("there is no pragma to replace");

database.pragma = function lax(this: Database.Database, source, options) {
  if (source === "synchronous") return FULL;
  const said = source.replace("synchronous = FULL", "synchronous = NORMAL");
  return Reflect.apply(real, this, [said, options]) as unknown;
};
