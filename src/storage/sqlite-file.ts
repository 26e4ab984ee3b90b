import { chmodSync, closeSync, mkdirSync, openSync, readSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ConfigError } from "../domain/errors.ts";

export const MEMORY = ":memory:";

/**
 * Where a `file:` URL points: an absolute path, or `:memory:`. Unlike the standard's file URLs, `file:data/x.db` is
 * relative to the working folder.
 *
 * @throws {ConfigError} `DATABASE_URL`.
 */
export function pathOf(url: string): string {
  const path = /^file:([^?#]+)$/.exec(url)?.[1];
  if (path === undefined) throw new ConfigError("DATABASE_URL", "must be file:<path>");
  if (path === MEMORY) return MEMORY;
  if (!path.startsWith("//")) return resolve(path);
  try {
    return fileURLToPath(url);
  } catch {
    throw new ConfigError("DATABASE_URL", "must be file:<path>, or file:///<path> without a host");
  }
}

/**
 * Makes the file and its folder where they are missing, for this user's eyes only. The log beside the file gets the
 * file's mode from SQLite.
 *
 * @throws {ConfigError} `DATABASE_URL`.
 */
export function prepareFile(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, "a", 0o600));
    chmodSync(path, 0o600);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new ConfigError("DATABASE_URL", `the file cannot be made or written (${code})`);
  }
}

/** Where a SQLite file says whether it has a write-ahead log (2) or not (1). */
const FORMAT_AT = 18;

/**
 * Deletes a log that belongs to another file. Databases that a program of ours ran on have a log; a backup has none. So
 * what lies beside a backup was left by the database that it was put in the place of, and SQLite would take it for the
 * backup's own, which destroys it.
 */
export function dropForeignLog(path: string): void {
  const file = openSync(path, "r");
  const header = Buffer.alloc(FORMAT_AT + 1);
  readSync(file, header, 0, header.length, 0);
  closeSync(file);
  if (header[FORMAT_AT] !== 1) return;
  for (const end of ["-wal", "-shm"]) rmSync(`${path}${end}`, { force: true });
}
