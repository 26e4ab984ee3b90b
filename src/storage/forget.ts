import { and, eq, inArray, isNotNull, like, ne, notInArray, or, sql, type SQL } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import type { ForgetStore, Forgotten } from "../bot/forget-store.ts";
import type { Launch, Status } from "../domain/launch.ts";
import type { Clock } from "../kit/clock.ts";
import type { Decision } from "../launches/launch-store.ts";
import { readDraft } from "./drafts.ts";
import { readLaunch } from "./launch-row.ts";
import { apply } from "./launches.ts";
import type { RowReader } from "./read-rows.ts";
import { run, type Tx, type UnitOfWork, type Work } from "./unit-of-work.ts";

export function createForgetStore(
  transact: UnitOfWork,
  clock: Clock,
  readRows: RowReader,
): ForgetStore {
  return {
    forget: (ownerId, pictures, cancel) =>
      transact((tx) => forget(tx, { ownerId, pictures, cancel, at: clock.now(), readRows })),
  };
}

interface Asked {
  readonly ownerId: number;
  readonly pictures: readonly string[];
  readonly cancel: (launch: Launch) => Decision;
  readonly at: number;
  readonly readRows: RowReader;
}

function* forget(tx: Tx, { ownerId, pictures, cancel, at, readRows }: Asked): Work<Forgotten> {
  const { q, t } = tx;
  function* launches(statuses: readonly Status[]): Work<readonly Launch[]> {
    const theirs = eq(t.launches.ownerId, ownerId);
    const rows = q.select().from(t.launches);
    const found = yield* run(rows.where(and(theirs, inArray(t.launches.status, [...statuses]))));
    return readRows(found, ({ id }) => id, readLaunch);
  }
  const underWay = yield* launches(["sending", "accepted"]);
  if (underWay.length > 0) return { kind: "under-way", launches: underWay };

  yield* wipe(tx, t.dataKeys, eq(t.dataKeys.ownerId, ownerId));
  let cancelled = 0;
  for (const { id } of yield* launches(["queued"])) {
    if ((yield* apply(tx, id, cancel, at)).kind === "moved") cancelled += 1;
  }
  const theirDrafts = q.select().from(t.drafts).where(eq(t.drafts.ownerId, ownerId));
  const drafts = readRows(yield* run(theirDrafts), ({ id }) => id, readDraft);
  const hashes = [...pictures, ...(yield* picturesOf(tx, ownerId))];
  const wiped = {
    secrets: yield* wipe(tx, t.credentials, eq(t.credentials.ownerId, ownerId)),
    uses: yield* wipe(tx, t.credentialUses, eq(t.credentialUses.ownerId, ownerId)),
    drafts: yield* wipe(tx, t.drafts, eq(t.drafts.ownerId, ownerId)),
    conversations: yield* wipe(tx, t.conversations, like(t.conversations.key, `%:${ownerId}`)),
    pictures: yield* wipePictures(tx, ownerId, hashes),
    cancelled,
  };
  yield* wipe(tx, t.pendingIntakes, eq(t.pendingIntakes.userId, ownerId));
  yield* wipe(tx, t.intakeLinks, eq(t.intakeLinks.userId, ownerId));
  yield* wipe(tx, t.people, eq(t.people.id, ownerId));
  const openDrafts = drafts.filter(({ state }) => state === "open");
  return { kind: "forgotten", at, wiped, openDrafts, kept: yield* keptOf(tx, ownerId) };
}

/** @returns How many rows there were. */
function* wipe({ q }: Tx, table: SQLiteTable, where: SQL | undefined): Work<number> {
  const gone = q
    .delete(table)
    .where(where)
    .returning({ one: sql`1` });
  return (yield* run(gone)).length;
}

/** The stored picture that a draft's content or a launch's request names. */
const pictureIn = (json: SQLiteColumn) =>
  sql<string | null>`json_extract(${json}, '$.picture.hash')`;

/** Hashes that this person's drafts and launches name. */
function* picturesOf({ q, t }: Tx, ownerId: number): Work<readonly string[]> {
  const inDrafts = q.select({ hash: pictureIn(t.drafts.content) }).from(t.drafts);
  const inLaunches = q.select({ hash: pictureIn(t.launches.request) }).from(t.launches);
  const rows = [
    ...(yield* run(inDrafts.where(eq(t.drafts.ownerId, ownerId)))),
    ...(yield* run(inLaunches.where(eq(t.launches.ownerId, ownerId)))),
  ];
  return rows.flatMap(({ hash }) => hash ?? []);
}

/** After their drafts are gone: what a draft names now is somebody else's. */
function* wipePictures(tx: Tx, ownerId: number, hashes: readonly string[]): Work<number> {
  const { q, t } = tx;
  if (hashes.length === 0) return 0;
  const inDrafts = pictureIn(t.drafts.content);
  const inLaunches = pictureIn(t.launches.request);
  const needed = or(ne(t.launches.ownerId, ownerId), inArray(t.launches.status, MAY_BE_LIVE));
  return yield* wipe(
    tx,
    t.images,
    and(
      inArray(t.images.hash, [...new Set(hashes)]),
      notInArray(
        t.images.hash,
        q.select({ hash: inDrafts }).from(t.drafts).where(isNotNull(inDrafts)),
      ),
      notInArray(
        t.images.hash,
        q
          .select({ hash: inLaunches })
          .from(t.launches)
          .where(and(isNotNull(inLaunches), needed)),
      ),
    ),
  );
}

/** Their tokens may show the picture from here. */
const MAY_BE_LIVE: Status[] = ["live", "unclear"];

function* keptOf({ q, t }: Tx, ownerId: number) {
  const theirs = q.select({ status: t.launches.status }).from(t.launches);
  const rows = yield* run(theirs.where(eq(t.launches.ownerId, ownerId)));
  return {
    launches: rows.length,
    unclear: rows.filter(({ status }) => status === "unclear").length,
  };
}
