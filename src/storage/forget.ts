import { and, eq, inArray, like, ne, or, sql, type SQL } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { ForgetStore, Forgotten } from "../bot/forget-store.ts";
import type { Launch, Status } from "../domain/launch.ts";
import type { Clock } from "../kit/clock.ts";
import type { Decision } from "../launches/launch-store.ts";
import { readDraft } from "./drafts.ts";
import { readLaunch } from "./launch-row.ts";
import { apply } from "./launches.ts";
import { unnamedIn } from "./picture-names.ts";
import type { RowReader } from "./read-rows.ts";
import { hashesIn } from "./tables/pictures-named.ts";
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

// Written out, since SQLite uses a partial index only under its condition's own words.
const FOLLOW = sql.raw("'follow'");

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
  const ids = q.select({ id: t.drafts.id }).from(t.drafts).where(eq(t.drafts.ownerId, ownerId));
  yield* wipe(tx, t.votes, or(eq(t.votes.userId, ownerId), inArray(t.votes.draftId, ids)));
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
  yield* wipe(tx, t.presets, eq(t.presets.ownerId, ownerId));
  yield* wipe(tx, t.inlineOffers, eq(t.inlineOffers.ownerId, ownerId));
  yield* wipe(tx, t.notices, and(eq(t.notices.kind, FOLLOW), eq(t.notices.chatId, ownerId)));
  yield* wipe(tx, t.groupListed, eq(t.groupListed.userId, ownerId));
  yield* wipe(tx, t.noticeWishes, eq(t.noticeWishes.userId, ownerId));
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

/** Hashes that this person's drafts and launches name. */
function* picturesOf({ q, t }: Tx, ownerId: number): Work<readonly string[]> {
  const found: (string | null)[] = [];
  for (const { hash } of hashesIn(t.drafts.content)) {
    const theirs = q.select({ hash }).from(t.drafts).where(eq(t.drafts.ownerId, ownerId));
    found.push(...(yield* run(theirs)).map((row) => row.hash));
  }
  for (const { hash } of hashesIn(t.launches.request)) {
    const theirs = q.select({ hash }).from(t.launches).where(eq(t.launches.ownerId, ownerId));
    found.push(...(yield* run(theirs)).map((row) => row.hash));
  }
  return found.filter((hash) => hash !== null);
}

/** After their drafts are gone: what a draft names now is somebody else's. */
function* wipePictures(tx: Tx, ownerId: number, hashes: readonly string[]): Work<number> {
  const { t } = tx;
  if (hashes.length === 0) return 0;
  const needed = or(ne(t.launches.ownerId, ownerId), inArray(t.launches.status, MAY_BE_LIVE));
  return yield* wipe(
    tx,
    t.images,
    and(
      inArray(t.images.hash, [...new Set(hashes)]),
      unnamedIn(tx, t.drafts, t.drafts.content),
      unnamedIn(tx, t.launches, t.launches.request, needed),
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
