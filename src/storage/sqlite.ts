import Database from "better-sqlite3";
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { ExecuteResultSync } from "drizzle-orm/sqlite-core";
import { ConfigError, StorageError } from "../domain/errors.ts";
import { openHome, type Home } from "./home.ts";
import { dropForeignLog, MEMORY, prepareFile } from "./sqlite-file.ts";
import { claim } from "./sole-owner.ts";
import { openInMemory } from "./sqlite-memory.ts";
import { applyMigrations, requireMigrated } from "./sqlite-migrations.ts";
import { tables } from "./tables.ts";
import {
  run,
  type Built,
  type Tx,
  type UnitOfWork,
  type Values,
  type Work,
} from "./unit-of-work.ts";

export interface Engine {
  readonly transact: UnitOfWork;
  /**
   * Moves the write-ahead log into the file. `truncate` also empties the log, so that what was deleted is gone from it;
   * `long` does nothing while the log is short. Never waits.
   * @returns Whether all of it was moved; a reader in another process can hold it up.
   */
  readonly checkpoint: (mode: "passive" | "truncate" | "long") => Promise<boolean>;
  readonly close: () => Promise<void>;
  /** Writes something that changes nothing. @throws {StorageError} While the database takes nothing. */
  readonly probe: () => Promise<void>;
  /** Whether the file is a copy of another database, or an earlier state of itself. */
  readonly isCopy: () => boolean;
  /** Makes the file a database of its own. */
  readonly moveIn: () => Promise<void>;
}

const FULL = 2;
const BUSY_MS = 5_000;
/** A checkpoint inside a commit makes that one commit slow, so we run them ourselves; this is the net below (40 MB). */
const AUTO_CHECKPOINT_PAGES = 10_000;
/** Moved in a few ms (1 MB). */
const LONG_PAGES = 250;

/**
 * Opens a SQLite file (or `:memory:`), brings it up to this release, and runs units of work on it, one after the other.
 *
 * `beside`: for work on a file that a running program may hold. Claims nothing, changes no schema, and leaves the mark
 * that tells copies to that program.
 *
 * @throws {ConfigError} `DATABASE_URL`: not a database, not ours, newer than we are, or not to be opened.
 */
export function openSqlite(path: string, how: "alone" | "beside" = "alone"): Engine {
  const inFile = path !== MEMORY && how === "alone";
  if (inFile) prepareFile(path);
  const letGo = inFile ? claim(path) : () => undefined;
  const { client, home } = openOr(letGo, path, how);
  const tx = createTx(client);
  // Made once: making it costs more than a transaction.
  const inTransaction = client.transaction((work: () => unknown) => work());
  const transact: UnitOfWork = async <Result>(work: (tx: Tx) => Work<Result>) => {
    try {
      return inTransaction.immediate(() => runToEnd(work(tx))) as Result;
    } catch (error) {
      throw asStorageError(error);
    }
  };
  return {
    transact,
    probe: () => transact(comeAndGo),
    async checkpoint(mode) {
      try {
        if (mode === "long" && logPages(client) < LONG_PAGES) return true;
        home?.renew();
        // Waiting in here for a reader would hold up everything else.
        client.pragma("busy_timeout = 0");
        const how = mode === "long" ? "passive" : mode;
        const [row] = client.pragma(`wal_checkpoint(${how})`) as Checkpointed[];
        return row?.busy === 0 && row.log === row.checkpointed;
      } catch (error) {
        throw asStorageError(error);
      } finally {
        client.pragma(`busy_timeout = ${BUSY_MS}`);
      }
    },
    async close() {
      if (client.open) home?.renew();
      client.close();
      letGo();
    },
    isCopy: () => home?.isCopy() ?? false,
    async moveIn() {
      try {
        if (home?.isCopy()) home.moveIn();
      } catch (error) {
        throw asStorageError(error);
      }
    },
  };
}

/** What `wal_checkpoint` answers: pages in the log, and how many of them are in the file by now. */
interface Checkpointed {
  readonly busy: number;
  readonly log: number;
  readonly checkpointed: number;
}

/** How many pages of the log are not in the file yet. */
function logPages(client: Database.Database): number {
  const [row] = client.pragma("wal_checkpoint(noop)") as Checkpointed[];
  return row ? row.log - row.checkpointed : 0;
}

/** Opened, configured and brought up to this release; or everything is given back, with `letGo` last. */
function openOr(
  letGo: () => void,
  path: string,
  how: "alone" | "beside",
): { readonly client: Database.Database; readonly home: Home | null } {
  const inFile = path !== MEMORY && how === "alone";
  let client: Database.Database | null = null;
  try {
    if (inFile) dropForeignLog(path);
    client =
      path === MEMORY
        ? openInMemory()
        : new Database(path, { timeout: BUSY_MS, fileMustExist: how === "beside" });
    configure(client, path);
    if (inFile) applyMigrations(client, drizzle(client));
    if (how === "beside") requireMigrated(client);
    return { client, home: inFile ? openHome(client, path) : null };
  } catch (error) {
    client?.close();
    letGo();
    throw asConfigError(error);
  }
}

function configure(client: Database.Database, path: string): void {
  const journal = client.pragma("journal_mode = WAL", { simple: true });
  if (path !== MEMORY && journal !== "wal") {
    throw new ConfigError("DATABASE_URL", "the file system cannot hold a write-ahead log");
  }
  client.pragma("synchronous = FULL");
  client.pragma("secure_delete = ON");
  client.pragma(`wal_autocheckpoint = ${AUTO_CHECKPOINT_PAGES}`);
  // With anything less, a commit may vanish at a power cut, and a launch that was sent would be sent again.
  if (client.pragma("synchronous", { simple: true }) !== FULL) {
    throw new ConfigError("DATABASE_URL", "the database does not keep synchronous=FULL");
  }
}

function createTx(client: Database.Database): Tx {
  const prepared = new Map<unknown, Prepared>();
  function compiled(build: (tx: Tx) => Built<unknown>): Prepared {
    const query = prepared.get(build) ?? (build(tx).prepare() as Prepared);
    prepared.set(build, query);
    return query;
  }

  const tx: Tx = {
    q: drizzle(client),
    t: tables,
    // IMMEDIATE is the lock: there is one writer.
    forUpdate: (query) => query,
    ready<Row>(build: (tx: Tx) => Built<Row>, values: Values) {
      return compiled(build).execute(values) as ExecuteResultSync<Row>;
    },
    compile: (build) => void compiled(build),
  };
  return tx;
}

/** No update of Telegram's has it. */
const NO_UPDATE = -1;

/** A row that comes and goes: its page is written all the same, which it would not be for a value set to what it is. */
function* comeAndGo({ q, t }: Tx): Work<void> {
  yield* run(q.insert(t.handledUpdates).values({ updateId: NO_UPDATE, at: 0 }));
  yield* run(q.delete(t.handledUpdates).where(eq(t.handledUpdates.updateId, NO_UPDATE)));
}

interface Prepared {
  execute(values?: Values): ExecuteResultSync<unknown>;
}

function runToEnd<Result>(work: Work<Result>): Result {
  let step = work.next();
  while (!step.done) step = answer(work, step.value);
  return step.value;
}

function answer<Result>(work: Work<Result>, query: PromiseLike<unknown>) {
  let rows: unknown;
  try {
    rows = runNow(query);
  } catch (error) {
    return work.throw(error);
  }
  return work.next(rows);
}

function runNow(query: PromiseLike<unknown>): unknown {
  if (query instanceof ExecuteResultSync) return query.sync();
  return (query as unknown as { prepare(): Prepared }).prepare().execute().sync();
}

function asStorageError(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  // A CHECK or a key that says no is a bug of ours, not of the disk.
  if (error.code.startsWith("SQLITE_CONSTRAINT")) return error;
  const problem =
    error.code === "SQLITE_FULL"
      ? "full"
      : error.code.startsWith("SQLITE_READONLY")
        ? "read-only"
        : "failed";
  return new StorageError(problem, { cause: error });
}

function asConfigError(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const problem =
    error.code === "SQLITE_NOTADB"
      ? "the file is not a SQLite database"
      : error.code.startsWith("SQLITE_BUSY")
        ? "another process holds the database"
        : `the database cannot be opened (${error.code})`;
  return new ConfigError("DATABASE_URL", problem);
}
