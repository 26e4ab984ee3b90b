// `npm run backup`: a consistent copy of the database beside it, or where a path says: `npm run backup -- <path>`. The bot
// may run meanwhile. Needs no setting but DATABASE_URL.
import { statSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { loadDatabaseFile } from "./config.ts";
import { ConfigError } from "./domain/errors.ts";
import { describeError } from "./kit/describe-error.ts";
import { backUp, BackupError } from "./storage/backup.ts";

const FAULT = 1;
/** As sysexits.h has it. */
const WRONG_SETTING = 78;

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** `launchgram-2026-11-22T03-24-31Z.db` for `launchgram.db`: no colon, which some file systems do not take. */
function nameFor(database: string, at: Date): string {
  const end = extname(database);
  const time = at
    .toISOString()
    .replace(/\.\d+Z$/, "Z")
    .replaceAll(":", "-");
  return `${basename(database, end)}-${time}${end}`;
}

/** A folder stands for a new file in it. */
function placeFor(database: string, named: string | undefined): string {
  const name = nameFor(database, new Date());
  if (named === undefined) return join(dirname(database), name);
  const isFolder = statSync(named, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return resolve(isFolder ? join(named, name) : named);
}

function copy(named: string | undefined): void {
  const database = resolve(loadDatabaseFile(fileURLToPath(new URL("../.env", import.meta.url))));
  const place = placeFor(database, named);
  const { bytes, launches } = backUp(database, place);
  say(`Backed up ${launches} launches, ${Math.ceil(bytes / 1024)} KB, checked:`);
  say(place);
  say("");
  say("The vault key is not in it, and without that key nobody can use the keys it holds:");
  say("keep a copy of the key, and keep it somewhere else.");
  say(
    "To restore, stop the bot, put this file in the database's place, delete the files beside it",
  );
  say("that end in -wal and -shm, and start. What was under way in it is not sent again.");
}

function main([named, ...rest]: readonly string[]): number {
  try {
    if (rest.length > 0) throw new BackupError("takes one path at most");
    copy(named);
    return 0;
  } catch (error) {
    if (error instanceof ConfigError) {
      process.stderr.write(`${error.message}\n`);
      return WRONG_SETTING;
    }
    const said =
      error instanceof BackupError ? error.message : JSON.stringify(describeError(error));
    process.stderr.write(`No backup: ${said}\n`);
    return FAULT;
  }
}

process.exitCode = main(process.argv.slice(2));
