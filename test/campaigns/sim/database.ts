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
      now(function* ({ q, t }) {
        for (const table of [t.notices, t.launchHistory, t.launches, t.drafts, t.handledUpdates]) {
          yield* run(q.delete(table));
        }
        q.run("delete from sqlite_sequence");
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
        const launches = yield* run(tx.ready(allLaunches, {}));
        const notices = yield* run(tx.ready(allNotices, {}));
        const isDue = ({ nextAt }: { readonly nextAt: number | null }) =>
          nextAt !== null && nextAt <= at;
        return (
          launches.some((row) => UNDER_WAY.has(row.status) || isDue(row)) ||
          notices.some((row) => row.state === "live" && isDue(row))
        );
      }),
    isUnsaid: () =>
      now(function* (tx) {
        const notices = yield* run(tx.ready(allNotices, {}));
        return notices.some(
          ({ kind, state, nextAt, messageId, haveVersion, wantVersion }) =>
            kind !== "reminder" &&
            state === "live" &&
            nextAt !== null &&
            // A card that was brought forward owes a message, though no version.
            (haveVersion < wantVersion || messageId === null),
        );
      }),
    meddle: now,
  };
}

const UNDER_WAY: ReadonlySet<string> = new Set(["queued", "sending", "accepted"]);

const allDrafts = ({ q, t }: Tx) => q.select().from(t.drafts).orderBy(t.drafts.id);
const allLaunches = ({ q, t }: Tx) => q.select().from(t.launches).orderBy(t.launches.id);
const allHistory = ({ q, t }: Tx) =>
  q.select().from(t.launchHistory).orderBy(t.launchHistory.launchId, t.launchHistory.version);
const allNotices = ({ q, t }: Tx) => q.select().from(t.notices).orderBy(t.notices.id);
