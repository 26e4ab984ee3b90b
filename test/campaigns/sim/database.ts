import { and, eq, inArray, isNotNull, isNull, lt, lte, or, sql } from "drizzle-orm";
import { integer, sqliteTable } from "drizzle-orm/sqlite-core";
import type { Launch } from "../../../src/domain/launch.ts";
import { systemClock } from "../../../src/kit/clock.ts";
import type { Draft, DraftStore } from "../../../src/launches/draft-store.ts";
import type { HistoryRow } from "../../../src/launches/launch-store.ts";
import { draftById, readDraft } from "../../../src/storage/drafts.ts";
import { launchById } from "../../../src/storage/launch-queries.ts";
import { readLaunch } from "../../../src/storage/launch-row.ts";
import { createStorage } from "../../../src/storage/storage.ts";
import { openSqlite, type Engine } from "../../../src/storage/sqlite.ts";
import type { tables } from "../../../src/storage/tables.ts";
import { run, type Tx, type Work } from "../../../src/storage/unit-of-work.ts";

export type NoticeRow = typeof tables.notices.$inferSelect;

/** Everything that was committed: the one thing of a process that outlives it. */
export interface Database {
  readonly engine: Engine;
  readonly drafts: DraftStore;
  /** Back to an empty database, as a fresh one would be. */
  clear(): void;
  launch(id: string): Launch | null;
  draft(id: string): Draft | null;
  launches(): readonly Launch[];
  /** Every row, in the order of its making. */
  rows(): {
    readonly drafts: readonly Draft[];
    readonly launches: readonly Launch[];
    readonly history: readonly HistoryRow[];
    readonly notices: readonly NoticeRow[];
  };
  /** Whether anything is under way or due by `now`. */
  isBusy(now: number): boolean;
  /** Whether a chat still waits for what it should show. */
  isUnsaid(): boolean;
  /** Work that no process of ours does: a seeded bug's, or the scene's. */
  meddle<T>(work: (tx: Tx) => Work<T>): T;
}

/** The real SQLite in memory. Opening one takes longer than a whole history, so each worker has one, cleared each time. */
export function openDatabase(): Database {
  const engine = openSqlite(":memory:");

  /** SQLite does all of it before `transact` returns its promise. */
  function now<T>(work: (tx: Tx) => Work<T>): T {
    const done: T[] = [];
    const finished = engine.transact(function* (tx) {
      done.push(yield* work(tx));
    });
    finished.catch(() => undefined);
    if (done.length === 0) throw new Error("the database did not do it at once");
    return done[0] as T;
  }

  return {
    engine,
    drafts: createStorage(engine, { clock: systemClock }).drafts,
    clear: () =>
      now(function* (tx) {
        for (const empty of EMPTYING) yield* run(tx.ready(empty, {}));
      }),
    launch: (id) =>
      now(function* (tx) {
        const [row] = yield* run(tx.ready(launchById, { id }));
        return row ? readLaunch(row) : null;
      }),
    draft: (id) =>
      now(function* (tx) {
        const [row] = yield* run(tx.ready(draftById, { id }));
        return row ? readDraft(row) : null;
      }),
    launches: () =>
      now(function* (tx) {
        return (yield* run(tx.ready(allLaunches, {}))).map(readLaunch);
      }),
    rows: () =>
      now(function* (tx) {
        return {
          drafts: (yield* run(tx.ready(allDrafts, {}))).map(readDraft),
          launches: (yield* run(tx.ready(allLaunches, {}))).map(readLaunch),
          history: yield* run(tx.ready(allHistory, {})),
          notices: yield* run(tx.ready(allNotices, {})),
        };
      }),
    isBusy: (at) =>
      now(function* (tx) {
        const launches = yield* run(tx.ready(busyLaunches, { at }));
        return launches.length > 0 || (yield* run(tx.ready(busyNotices, { at }))).length > 0;
      }),
    isUnsaid: () =>
      now(function* (tx) {
        return (yield* run(tx.ready(unsaidNotices, {}))).length > 0;
      }),
    meddle: now,
  };
}

/** The last one makes ids begin at 1 again. */
const EMPTYING = [
  ({ q, t }: Tx) => q.delete(t.notices),
  ({ q, t }: Tx) => q.delete(t.launchHistory),
  ({ q, t }: Tx) => q.delete(t.launches),
  ({ q, t }: Tx) => q.delete(t.drafts),
  ({ q, t }: Tx) => q.delete(t.handledUpdates),
  ({ q }: Tx) => q.delete(sequence),
];
const sequence = sqliteTable("sqlite_sequence", { seq: integer() });

const busyLaunches = ({ q, t: { launches } }: Tx) =>
  q
    .select({ id: launches.id })
    .from(launches)
    .where(
      or(
        inArray(launches.status, ["queued", "sending", "accepted"]),
        lte(launches.nextAt, sql.placeholder("at")),
      ),
    );

/** As values, SQLite would compare them with the indexes' conditions, and plan anew each time. */
const LIVE = sql.raw("'live'");

const busyNotices = ({ q, t: { notices } }: Tx) =>
  q
    .select({ id: notices.id })
    .from(notices)
    .where(and(eq(notices.state, LIVE), lte(notices.nextAt, sql.placeholder("at"))));

const unsaidNotices = ({ q, t: { notices } }: Tx) =>
  q
    .select({ id: notices.id })
    .from(notices)
    .where(
      and(
        sql`+${notices.kind} <> 'reminder'`,
        eq(notices.state, LIVE),
        isNotNull(notices.nextAt),
        // A card that was brought forward owes a message, though no version.
        or(lt(notices.haveVersion, notices.wantVersion), isNull(notices.messageId)),
      ),
    );

const allDrafts = ({ q, t }: Tx) => q.select().from(t.drafts).orderBy(t.drafts.id);
const allLaunches = ({ q, t }: Tx) => q.select().from(t.launches).orderBy(t.launches.id);
const allHistory = ({ q, t }: Tx) =>
  q.select().from(t.launchHistory).orderBy(t.launchHistory.launchId, t.launchHistory.version);
const allNotices = ({ q, t }: Tx) => q.select().from(t.notices).orderBy(t.notices.id);
