import { chmodSync, realpathSync } from "node:fs";
import Database from "better-sqlite3";
import { ConfigError } from "../domain/errors.ts";

/**
 * Keeps a second process from running on the same database: its recovery would call our launches under way unclear, and
 * both would poll. A lock of SQLite's on a file beside the database: the system lets go of it when a process dies, however
 * it dies, and copying the database stays possible.
 *
 * @returns Lets go of it.
 * @throws {ConfigError} `DATABASE_URL` when somebody else holds it.
 */
export function claim(path: string): () => void {
  // However the path is spelled: through a link it is the same database.
  const file = `${realpathSync(path)}.lock`;
  const lock = new Database(file, { timeout: 0 });
  try {
    chmodSync(file, 0o600);
    lock.exec("BEGIN EXCLUSIVE");
  } catch {
    lock.close();
    throw new ConfigError("DATABASE_URL", "another Launchgram is running on this database");
  }
  return () => void lock.close();
}
