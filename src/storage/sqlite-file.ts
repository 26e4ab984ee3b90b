import { chmodSync, closeSync, mkdirSync, openSync } from "node:fs";
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
