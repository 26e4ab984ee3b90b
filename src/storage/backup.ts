import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { ConfigError } from "../domain/errors.ts";
import { COPY } from "./home.ts";
import { requireMigrated } from "./sqlite-migrations.ts";

/** A backup could not be made; the message says why, in words for the operator. Nothing was left behind. */
export class BackupError extends Error {
  override readonly name = "BackupError";
}

export interface Backup {
  readonly bytes: number;
  readonly launches: number;
}

/**
 * Copies the database at `from` to a new file, as it is at one moment, while a bot may run on it: that one goes on writing,
 * and nothing of it is touched. The copy is one file without a log, checked, for its owner's eyes only, and marked as a
 * copy, so that a bot that starts on it sends nothing of what was under way.
 *
 * It has its name only when it is whole. What is there already stays as it is.
 *
 * @throws {ConfigError} `DATABASE_URL`: there is no database of ours, or one of another release.
 * @throws {BackupError}
 */
export function backUp(from: string, to: string): Backup {
  const source = openSource(from);
  try {
    requireMigrated(source);
    return writeCopy(source, to);
  } finally {
    source.close();
  }
}

const BUSY_MS = 5_000;

function openSource(from: string): Database.Database {
  if (!existsSync(from)) throw new ConfigError("DATABASE_URL", "there is no database yet");
  try {
    const source = new Database(from, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
    // Reads the file for the first time, and so finds out whether it is a database.
    source.pragma("schema_version");
    return source;
  } catch (error) {
    throw new ConfigError("DATABASE_URL", `the database cannot be read (${codeOf(error)})`);
  }
}

function writeCopy(source: Database.Database, to: string): Backup {
  if (existsSync(to)) throw new BackupError("that file is there already, and stays as it is");
  const part = `${to}.part`;
  reserve(part);
  try {
    // Of one moment, since it is one read. What was deleted does not come along.
    source.prepare("vacuum into ?").run(part);
    const launches = finish(part);
    sync(part);
    // Nobody else makes it in between: they would need the part's name.
    if (existsSync(to)) throw new BackupError("that file is there already, and stays as it is");
    renameSync(part, to);
    sync(dirname(to));
    return { bytes: statSync(to).size, launches };
  } catch (error) {
    rmSync(part, { force: true });
    if (error instanceof BackupError) throw error;
    throw new BackupError(`the copy could not be written (${codeOf(error)})`, { cause: error });
  }
}

/** Whoever has the part's name is the only one who makes this file. */
function reserve(part: string): void {
  try {
    writeFileSync(part, "", { flag: "wx", mode: 0o600 });
  } catch (error) {
    throw new BackupError(
      codeOf(error) === "EEXIST"
        ? "another backup is writing that file, or was interrupted: remove what ends in .part"
        : `the file cannot be made (${codeOf(error)})`,
    );
  }
}

/** Marks and checks the copy. @returns How many launches are in it. */
function finish(part: string): number {
  const copy = new Database(part, { fileMustExist: true });
  try {
    copy.pragma("journal_mode = DELETE");
    copy.prepare("insert or replace into home (one, file) values (1, ?)").run(COPY);
    const sound = copy.pragma("integrity_check", { simple: true });
    const broken = copy.pragma("foreign_key_check") as unknown[];
    if (sound !== "ok" || broken.length > 0) {
      throw new BackupError("the copy is damaged, and so may be the database: do not rely on it");
    }
    return copy.prepare("select count(*) from launches").pluck().get() as number;
  } finally {
    copy.close();
  }
}

function sync(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "unknown error";
