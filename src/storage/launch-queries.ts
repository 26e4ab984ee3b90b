import { and, asc, desc, eq, gt, gte, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import { limitSlot, limitTo, namesOf, slots, type Tx } from "./unit-of-work.ts";

// SQLite uses a partial index only where the query repeats the index's condition in literal words, hence the raw ones.
const SENDING = sql.raw("'sending'");
const slot = sql.placeholder;

export const launchById = ({ q, t, forUpdate }: Tx) =>
  forUpdate(
    q
      .select()
      .from(t.launches)
      .where(eq(t.launches.id, slot("id"))),
  );

export const launchOfDraft = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.launches)
    .where(eq(t.launches.draftId, slot("draftId")));

export const addLaunch = ({ q, t }: Tx) =>
  q.insert(t.launches).values(slots(...namesOf(t.launches)));

/** What was confirmed never changes. */
const FIXED = new Set<string>([
  ...["id", "draftId", "ownerId", "groupId", "confirmedAt", "tappedAt"],
  ...["provider", "target", "ticker", "request"],
]);

/** The new state of a launch, if its version is still `was`. */
export const moveLaunch = ({ q, t }: Tx) =>
  q
    .update(t.launches)
    .set(slots(...namesOf(t.launches).filter((name) => !FIXED.has(name))))
    .where(and(eq(t.launches.id, slot("id")), eq(t.launches.version, slot("was"))))
    .returning({ id: t.launches.id });

export const addHistory = ({ q, t }: Tx) =>
  q.insert(t.launchHistory).values(slots("launchId", "version", "status", "at", "reason"));

export const postponeLaunch = ({ q, t }: Tx) =>
  q
    .update(t.launches)
    .set(slots("nextAt", "tries"))
    .where(and(eq(t.launches.id, slot("id")), eq(t.launches.version, slot("version"))));

/**
 * Up to its own time, a scheduled launch waits because somebody wanted it to. The status is looked at in the row: what is
 * compared with an index's condition has SQLite plan anew for each value.
 */
const isFar = ({ t: { launches } }: Tx) =>
  and(
    sql`+${launches.status} = ${slot("status")}`,
    gt(launches.nextAt, slot("nextAt")),
    or(isNull(launches.dueAt), gt(launches.nextAt, launches.dueAt)),
  );

/** Asked before anything is written: as a rule there is none. */
export const farLaunch = (tx: Tx) =>
  tx.q.select({ id: tx.t.launches.id }).from(tx.t.launches).where(isFar(tx)).limit(limitTo(1));

export const bringLaunchesNearer = (tx: Tx) =>
  tx.q.update(tx.t.launches).set(slots("nextAt")).where(isFar(tx));

export const dueLaunches = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.launches)
    .where(lte(t.launches.nextAt, slot("now")))
    .orderBy(asc(t.launches.nextAt))
    .limit(limitSlot("limit"));

export const nextDueLaunch = ({ q, t }: Tx) =>
  q
    .select({ nextAt: t.launches.nextAt })
    .from(t.launches)
    .where(gt(t.launches.nextAt, slot("after")))
    .orderBy(asc(t.launches.nextAt))
    .limit(limitTo(1));

export const sendingLaunches = ({ q, t }: Tx) =>
  q.select().from(t.launches).where(eq(t.launches.status, SENDING)).orderBy(asc(t.launches.id));

/** Newest first, from below a place in that order. */
export const pageOfOwner = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.launches)
    .where(and(eq(t.launches.ownerId, slot("ownerId")), isBelow(t)))
    .orderBy(desc(t.launches.confirmedAt), desc(t.launches.id))
    .limit(limitSlot("limit"));

/** The same of one status: an owner of many launches may have few of it, far apart. */
export const pageOfStatus = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.launches)
    .where(
      and(
        eq(t.launches.ownerId, slot("ownerId")),
        eq(t.launches.status, slot("status")),
        isBelow(t),
      ),
    )
    .orderBy(desc(t.launches.confirmedAt), desc(t.launches.id))
    .limit(limitSlot("limit"));

const isBelow = ({ launches }: Tx["t"]) =>
  sql`(${launches.confirmedAt}, ${launches.id}) < (${slot("confirmedAt")}, ${slot("id")})`;

/** Below this are all. */
export const NEWEST = { confirmedAt: Number.MAX_SAFE_INTEGER, id: "" } as const;

export const historyOfLaunch = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.launchHistory)
    .where(eq(t.launchHistory.launchId, slot("id")))
    .orderBy(asc(t.launchHistory.version));

/** No launch is sent later than this after it was confirmed, unless it had a due time; kept wide, since more rows do no harm. */
export const CONFIRMED_BEFORE_SENT_MS = 60 * 60_000;

/** When the latest were confirmed, newest first. */
export const latestConfirmations = ({ q, t }: Tx) =>
  q
    .select({ confirmedAt: t.launches.confirmedAt })
    .from(t.launches)
    .where(eq(t.launches.ownerId, slot("ownerId")))
    .orderBy(desc(t.launches.confirmedAt))
    .limit(limitSlot("limit"));

export const confirmedSince = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.launches)
    .where(
      and(eq(t.launches.ownerId, slot("ownerId")), gte(t.launches.confirmedAt, slot("since"))),
    );

/** Open ones all have a timer. A live one may still wait for its mint: a few too many. */
export const openOfOwner = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.launches)
    .where(and(eq(t.launches.ownerId, slot("ownerId")), isNotNull(t.launches.nextAt)));

/** In one row, since some have tens of thousands. */
export const mintsOfOwner = ({ q, t }: Tx) =>
  q
    .select({ mints: sql<string>`json_group_array(${t.launches.mint})` })
    .from(t.launches)
    .where(
      and(
        eq(t.launches.ownerId, slot("ownerId")),
        eq(t.launches.provider, slot("provider")),
        isNotNull(t.launches.mint),
      ),
    );

/** Launches that may have a token nobody has named yet. */
export const mintlessLaunches = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.launches)
    .where(
      and(
        eq(t.launches.ownerId, slot("ownerId")),
        eq(t.launches.provider, slot("provider")),
        sql`${t.launches.status} in ('queued', 'sending', 'accepted', 'unclear', 'live')`,
        isNull(t.launches.mint),
      ),
    );

/** How many launches a warning about a used ticker can need. */
const LATEST = 20;

export const launchesWithTicker = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.launches)
    .where(
      and(
        eq(t.launches.ownerId, slot("ownerId")),
        eq(t.launches.ticker, slot("ticker")),
        eq(t.launches.target, slot("target")),
      ),
    )
    .orderBy(desc(t.launches.confirmedAt))
    .limit(limitTo(LATEST));
