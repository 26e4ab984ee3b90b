import { z } from "zod";
import type { RecordedUses } from "../domain/credential.ts";
import type { Launch } from "../domain/launch.ts";
import type { PausedBy } from "../domain/standing.ts";
import type { Clock } from "../kit/clock.ts";
import type {
  Applied,
  Confirmed,
  Decision,
  LaunchFilter,
  LaunchStore,
  Move,
} from "../launches/launch-store.ts";
import { noteUse } from "./credentials.ts";
import { draftById, launchDraft, readDraft } from "./drafts.ts";
import { groupStandingOf } from "./group-rows.ts";
import { launchRow, readLaunch, type LaunchRow } from "./launch-row.ts";
import * as query from "./launch-queries.ts";
import { bumpNotices, placeCard } from "./launch-notices.ts";
import type { RowReader } from "./read-rows.ts";
import { pauseOf, spendingOf, standingOf } from "./standing.ts";
import { run, type Tx, type UnitOfWork, type Work } from "./unit-of-work.ts";
import { noteUpdate } from "./updates.ts";

export function createLaunchStore(
  transact: UnitOfWork,
  clock: Clock,
  readRows: RowReader,
): LaunchStore {
  const readAll = (rows: readonly LaunchRow[]) => readRows(rows, ({ id }) => id, readLaunch);
  return {
    confirm: (draftId, updateId, make) =>
      transact((tx) => confirm(tx, { draftId, updateId, make, at: clock.now(), readRows })),
    apply: (id, decide) => transact((tx) => apply(tx, id, decide, clock.now())),
    postpone: (id, version, nextAt, tries) =>
      transact(function* (tx) {
        yield* run(tx.ready(query.postponeLaunch, { id, version, nextAt, tries }));
      }),
    bringNearer: (furthest) =>
      transact(function* (tx) {
        for (const [status, nextAt] of Object.entries(furthest)) {
          const [far] = yield* run(tx.ready(query.farLaunch, { status, nextAt }));
          if (far) yield* run(tx.ready(query.bringLaunchesNearer, { status, nextAt }));
        }
      }),
    get: (id) => transact((tx) => find(tx, id)),
    ofDraft: (draftId) => transact((tx) => findOfDraft(tx, draftId)),
    due: (now, limit) =>
      transact(function* (tx) {
        const rows = yield* run(tx.ready(query.dueLaunches, { now, limit }));
        return readAll(rows);
      }),
    nextDueAt: (after) =>
      transact(function* (tx) {
        const [row] = yield* run(tx.ready(query.nextDueLaunch, { after }));
        return row?.nextAt ?? null;
      }),
    sending: () =>
      transact(function* (tx) {
        return readAll(yield* run(tx.ready(query.sendingLaunches, {})));
      }),
    list: (filter) =>
      transact(function* (tx) {
        return readAll(yield* pageOf(tx, filter));
      }),
    history: (id) =>
      transact(function* (tx) {
        return yield* run(tx.ready(query.historyOfLaunch, { id }));
      }),
    spending: (ownerId, since) => transact((tx) => spendingOf(tx, ownerId, since, readRows)),
    mintsOf: (ownerId, provider) =>
      transact(function* (tx) {
        const [row] = yield* run(tx.ready(query.mintsOfOwner, { ownerId, provider }));
        return mintsSchema.parse(JSON.parse(row?.mints ?? "[]"));
      }),
    lookalikes: ({ id, ownerId, provider, request }) =>
      transact(function* (tx) {
        const rows = readAll(yield* run(tx.ready(query.mintlessLaunches, { ownerId, provider })));
        return rows.filter(
          (other) =>
            other.id !== id &&
            (other.request.name === request.name || other.request.ticker === request.ticker),
        );
      }),
    withTicker: (ownerId, target, ticker) =>
      transact(function* (tx) {
        const asked = { ownerId, target, ticker };
        return readAll(yield* run(tx.ready(query.launchesWithTicker, asked)));
      }),
  };
}

const mintsSchema = z.array(z.string());

/** Of several statuses each has its own page, and the newest of all of them are the page. */
function* pageOf(
  tx: Tx,
  { ownerId, statuses, before = query.NEWEST, limit }: LaunchFilter,
): Work<readonly LaunchRow[]> {
  const from = { ownerId, limit, ...before };
  if (!statuses) return yield* run(tx.ready(query.pageOfOwner, from));
  const rows: LaunchRow[] = [];
  for (const status of statuses) {
    rows.push(...(yield* run(tx.ready(query.pageOfStatus, { ...from, status }))));
  }
  return rows.sort(newestFirst).slice(0, limit);
}

const newestFirst = (one: LaunchRow, other: LaunchRow): number =>
  other.confirmedAt - one.confirmedAt || (one.id < other.id ? 1 : -1);

/**
 * The draft's launch is the guard: a second tap (another update id), a redelivered update and a restart all find it. A
 * rejection writes nothing, so that its update stays unhandled.
 */
function* confirm(
  tx: Tx,
  asked: {
    readonly draftId: string;
    readonly updateId: number;
    readonly make: Parameters<LaunchStore["confirm"]>[2];
    readonly at: number;
    readonly readRows: RowReader;
  },
): Work<Confirmed> {
  const { draftId, at } = asked;
  const made = yield* findOfDraft(tx, draftId);
  if (made) return { kind: "already", launch: made };
  const [row] = yield* run(tx.ready(draftById, { id: draftId }));
  if (!row) return { kind: "rejected", why: "no-such" };

  const draft = readDraft(row);
  const standing = yield* standingOf(tx, draft.ownerId, at, asked.readRows);
  const group = yield* groupStandingOf(tx, draft, at, asked.readRows);
  const repeated = draft.repeats === null ? null : yield* find(tx, draft.repeats);
  const decision = asked.make(draft, standing, group, repeated);
  if ("rejected" in decision) return { kind: "rejected", why: decision.rejected };

  const { launch, ring, followedBy } = decision;
  if (launch.version !== 1 || launch.draftId !== draftId) {
    throw new Error("a confirmed draft becomes version 1 of its own launch");
  }
  yield* noteUpdate(tx, asked.updateId, at);
  yield* endDraft(tx, draftId, at);
  yield* run(tx.ready(query.addLaunch, launchRow(launch)));
  yield* addHistory(tx, launch, at);
  yield* placeCard(tx, launch, draft, at);
  if (ring) yield* bumpNotices(tx, { launch, ring }, at);
  if (!followedBy) return { kind: "confirmed", launch };
  const recorded = yield* write(tx, launch, followedBy, at);
  return { kind: "confirmed", launch: followedBy.launch, ...recorded };
}

/** Also for who moves several launches in one transaction. */
export function* apply(
  tx: Tx,
  id: string,
  decide: (launch: Launch, pausedBy: PausedBy | null) => Decision,
  at: number,
): Work<Applied> {
  const before = yield* find(tx, id);
  if (!before) return { kind: "rejected", why: "no-such", launch: null };
  const decision = decide(before, yield* pauseOf(tx, before.ownerId));
  if ("rejected" in decision) return { kind: "rejected", why: decision.rejected, launch: before };
  const recorded = yield* write(tx, before, decision, at);
  return { kind: "moved", launch: decision.launch, before, ...recorded };
}

function* write(
  tx: Tx,
  before: Launch,
  move: Move,
  at: number,
): Work<{ readonly uses?: RecordedUses }> {
  const { launch } = move;
  if (launch.id !== before.id || launch.version !== before.version + 1) {
    throw new Error("a launch moves by one version at a time");
  }
  const values = { ...launchRow(launch), was: before.version };
  const moved = yield* run(tx.ready(query.moveLaunch, values));
  if (moved.length !== 1) throw new Error("a launch changed while it was being moved");
  yield* addHistory(tx, launch, at);
  yield* bumpNotices(tx, move, at);
  return move.uses ? { uses: yield* noteUses(tx, launch, move.uses, at) } : {};
}

function* noteUses(
  tx: Tx,
  { id: launchId, ownerId, provider }: Launch,
  kinds: NonNullable<Move["uses"]>,
  at: number,
): Work<RecordedUses> {
  const uses = new Map<(typeof kinds)[number], number>();
  for (const kind of kinds) {
    const version = yield* noteUse(tx, { ownerId, provider, kind, launchId, at });
    if (version !== null) uses.set(kind, version);
  }
  return uses;
}

function* find(tx: Tx, id: string): Work<Launch | null> {
  const [row] = yield* run(tx.ready(query.launchById, { id }));
  return row ? readLaunch(row) : null;
}

function* findOfDraft(tx: Tx, draftId: string): Work<Launch | null> {
  const [row] = yield* run(tx.ready(query.launchOfDraft, { draftId }));
  return row ? readLaunch(row) : null;
}

function* addHistory(tx: Tx, launch: Launch, at: number): Work<void> {
  const { id: launchId, version, status } = launch;
  const reason = launch.reason?.code ?? null;
  yield* run(tx.ready(query.addHistory, { launchId, version, status, at, reason }));
}

function* endDraft(tx: Tx, id: string, updatedAt: number): Work<void> {
  const ended = yield* run(tx.ready(launchDraft, { id, updatedAt }));
  if (ended.length !== 1) throw new Error("only an open draft becomes a launch");
}
