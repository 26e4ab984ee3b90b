import { fileURLToPath } from "node:url";
import type Database from "better-sqlite3";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { ConfigError } from "../domain/errors.ts";

const FOLDER = fileURLToPath(new URL("../../migrations/sqlite", import.meta.url));

/**
 * Brings the database up to this release, and leaves foreign keys on. What is there already is not looked through again:
 * every start would take seconds for a million launches.
 *
 * Only over a database of ours: one that is empty, or whose applied migrations this release knows, every one.
 *
 * @throws {ConfigError} `DATABASE_URL`.
 */
export function applyMigrations(client: Database.Database, db: BetterSQLite3Database): void {
  refuseForeign(client);
  if (!isMigrated(client)) migrateAll(client, db);
  client.pragma("foreign_keys = ON");
}

function migrateAll(client: Database.Database, db: BetterSQLite3Database): void {
  // A table is changed by building it anew and dropping the old one; with foreign keys on, the drop would delete the
  // rows that refer to it.
  client.pragma("foreign_keys = OFF");
  migrate(db, { migrationsFolder: FOLDER });
  const broken = client.pragma("foreign_key_check") as unknown[];
  if (broken.length > 0) throw new Error("a migration left rows that refer to nothing");
}

/** Refuses a database that this release would still have to change. @throws {ConfigError} `DATABASE_URL`. */
export function requireMigrated(client: Database.Database): void {
  refuseForeign(client);
  if (!isMigrated(client)) {
    throw new ConfigError("DATABASE_URL", "is not up to this release yet; start the bot first");
  }
}

function isMigrated(client: Database.Database): boolean {
  const applied = appliedTo(client);
  return known().every((hash) => applied.includes(hash));
}

const known = () => readMigrationFiles({ migrationsFolder: FOLDER }).map(({ hash }) => hash);

function appliedTo(client: Database.Database): readonly string[] {
  if (!tablesOf(client).includes("__drizzle_migrations")) return [];
  return client.prepare("select hash from __drizzle_migrations").pluck().all() as string[];
}

function tablesOf(client: Database.Database): readonly string[] {
  const named = client.prepare("select name from sqlite_master where type = 'table'").pluck();
  return named.all() as string[];
}

function refuseForeign(client: Database.Database): void {
  const tables = tablesOf(client);
  if (tables.length === 0) return;
  if (!tables.includes("__drizzle_migrations")) {
    throw new ConfigError("DATABASE_URL", "the database belongs to another program");
  }
  const ours = known();
  if (!appliedTo(client).every((hash) => ours.includes(hash))) {
    throw new ConfigError(
      "DATABASE_URL",
      "the database was written by a newer release, or by another program",
    );
  }
}
