/**
 * Tells a database from a copy of it, and from an earlier state of itself that was put back in its place.
 *
 * The row in `home` names the file (inode and time of birth) and a mark that changes all the time; the same mark stands in
 * a file beside the database. Somewhere else the copy is another file; put back over the original it is the same file,
 * but its mark is one of the past. See docs/decisions/0006-a-copy-sends-nothing.md for what this cannot see.
 */
import { constants, readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
import type Database from "better-sqlite3";
import { newId } from "../kit/ids.ts";

/** What the row says in a backup: no file has this name. */
export const COPY = "copy";

export interface Home {
  isCopy(): boolean;
  /** Makes this file the database itself, and every other state of it a copy. Throws when it cannot be written. */
  moveIn(): void;
  /**
   * Changes the mark if anything was written since the last time, so that what was copied before is told by the old one.
   * Not in a copy. Where it cannot be written the old mark stays good.
   */
  renew(): void;
}

export function openHome(client: Database.Database, path: string): Home {
  const beside = `${realpathSync(path)}.home`;
  const file = identify(path);
  const stored = client.prepare("select file from home").pluck().get() as string | undefined;
  const put = client.prepare("insert or replace into home (one, file) values (1, ?)");
  const changes = client.prepare("select total_changes()").pluck();
  let copy = stored !== undefined && !isAt(stored, file, readMarks(beside));
  let mark = stored === undefined ? newId() : (parse(stored)?.mark ?? newId());
  let renewedAt: unknown = null;

  /** In this order, whatever moment it dies in: the mark in the row is always one of the two beside it. */
  function change(): void {
    const next = newId();
    writeMarks(beside, mark, next);
    put.run(`${file.inode}/${file.bornNs}/${next}`);
    writeMarks(beside, next, next);
    mark = next;
    renewedAt = changes.get();
  }

  const home: Home = {
    isCopy: () => copy,
    moveIn() {
      change();
      copy = false;
    },
    renew() {
      if (copy || changes.get() === renewedAt) return;
      try {
        change();
      } catch {
        // A full disk, say. The next time will do.
      }
    },
  };
  home.renew();
  return home;
}

interface Identity {
  readonly inode: string;
  /** "0" where the file system does not tell. */
  readonly bornNs: string;
}

/** Without the device: its number may be another after the next mount. */
function identify(path: string): Identity {
  const { ino, birthtimeNs, ctimeNs } = statSync(path, { bigint: true });
  // Where nobody knows the birth, the time of the last change stands in for it.
  const bornNs = birthtimeNs === ctimeNs ? 0n : birthtimeNs;
  return { inode: ino.toString(), bornNs: bornNs.toString() };
}

function isAt(stored: string, file: Identity, marks: readonly string[]): boolean {
  const home = parse(stored);
  if (home?.inode !== file.inode || !marks.includes(home.mark)) return false;
  return [home.bornNs, file.bornNs].includes("0") || home.bornNs === file.bornNs;
}

function parse(stored: string): (Identity & { readonly mark: string }) | null {
  const [inode, bornNs, mark] = stored.split("/");
  return inode && bornNs && mark ? { inode, bornNs, mark } : null;
}

function readMarks(beside: string): readonly string[] {
  try {
    return readFileSync(beside, "utf8").trim().split(" ");
  } catch {
    return [];
  }
}

/** Over what is there, of the same length: nothing is ever half gone, and a full disk does not matter. */
function writeMarks(beside: string, one: string, other: string): void {
  const flag = constants.O_WRONLY | constants.O_CREAT;
  writeFileSync(beside, `${one} ${other}\n`, { flag: flag as never, mode: 0o600 });
}
