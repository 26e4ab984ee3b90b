import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { MEMORY } from "./sqlite-file.ts";
import { applyMigrations } from "./sqlite-migrations.ts";

let image: Buffer | null = null;

/**
 * An empty database of this release, in memory. The migrations run for the first one of a process: they take longer than
 * most such databases live, so the others are copies of it.
 */
export function openInMemory(): Database.Database {
  image ??= makeImage();
  const client = new Database(image);
  client.pragma("foreign_keys = ON");
  return client;
}

function makeImage(): Buffer {
  const client = new Database(MEMORY);
  applyMigrations(client, drizzle(client));
  const made = client.serialize();
  client.close();
  return made;
}
