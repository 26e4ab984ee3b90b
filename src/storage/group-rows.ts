import { and, asc, desc, eq, gte, isNotNull, sql } from "drizzle-orm";
import { FIRST_POLICY, type GroupStanding, type Policy } from "../domain/governance.ts";
import { unitOf } from "../domain/limits.ts";
import { utcDayStart } from "../kit/utc.ts";
import type { Draft } from "../launches/draft-store.ts";
import { CONFIRMED_BEFORE_SENT_MS } from "./launch-queries.ts";
import type { RowReader } from "./read-rows.ts";
import { addUpSince } from "./standing.ts";
import { limitTo, run, type Tx, type Work } from "./unit-of-work.ts";

/** What a draft's group says to it, at one moment: inside the transaction that confirms, or only to look. */
export function* groupStandingOf(
  tx: Tx,
  draft: Draft,
  at: number,
  readRows: RowReader,
): Work<GroupStanding | null> {
  const { id: draftId, version, groupId, updatedAt } = draft;
  if (groupId === null) return null;
  const since = utcDayStart(at);
  const counted = { groupId, since: since - CONFIRMED_BEFORE_SENT_MS };
  const open = yield* run(tx.ready(openOfGroup, { groupId }));
  const recent = yield* run(tx.ready(confirmedInGroup, counted));
  const [latest] = yield* run(tx.ready(latestOfGroup, { groupId }));
  return {
    at,
    policy: yield* policyOf(tx, groupId),
    lastConfirmedAt: latest?.confirmedAt ?? null,
    spending: addUpSince([...open, ...recent], since, readRows),
    votes: yield* run(tx.ready(votesOn, { draftId, version })),
    // What raises a draft's version is all that touches it while it is open.
    askedAt: updatedAt,
  };
}

export function* policyOf(tx: Tx, groupId: number): Work<Policy> {
  const [row] = yield* run(tx.ready(groupById, { groupId }));
  if (!row) return FIRST_POLICY;
  const caps = yield* run(tx.ready(capsOf, { groupId }));
  const { launchers, approvers, approvals, deadlineMs, cooldownMs } = row;
  return {
    ...{ launchers, approvers, approvals, deadlineMs, cooldownMs },
    // A unit that nothing is paid in any more is left out.
    caps: caps.flatMap(({ unit: symbol, perLaunch, perDay }) => {
      const unit = unitOf(symbol);
      return unit ? [{ unit, perLaunch: BigInt(perLaunch), perDay: BigInt(perDay) }] : [];
    }),
    listed: yield* run(tx.ready(listedIn, { groupId })),
    announces: row.announces === 1,
  };
}

export function* putPolicy({ q, t }: Tx, groupId: number, policy: Policy): Work<void> {
  const { caps, listed, announces, ...judged } = policy;
  const rules = { ...judged, announces: announces ? 1 : 0 };
  const rows = q.insert(t.groups).values({ id: groupId, ...rules });
  yield* run(rows.onConflictDoUpdate({ target: t.groups.id, set: rules }));
  yield* run(q.delete(t.groupCaps).where(eq(t.groupCaps.groupId, groupId)));
  yield* run(q.delete(t.groupListed).where(eq(t.groupListed.groupId, groupId)));
  for (const { unit, perLaunch, perDay } of caps) {
    const cap = { perLaunch: perLaunch.toString(), perDay: perDay.toString() };
    yield* run(q.insert(t.groupCaps).values({ groupId, unit: unit.symbol, ...cap }));
  }
  for (const one of listed) yield* run(q.insert(t.groupListed).values({ groupId, ...one }));
}

/**
 * The group has another id from now on: its rules, drafts and launches go with it. The new one may have been met before
 * anybody said so; what was set there meanwhile gives way to the old rules.
 */
export function* moveGroup(tx: Tx, from: number, to: number): Work<void> {
  const { q, t } = tx;
  const [old] = yield* run(tx.ready(groupById, { groupId: from }));
  if (old) {
    yield* putPolicy(tx, to, yield* policyOf(tx, from));
    yield* run(q.delete(t.groups).where(eq(t.groups.id, from)));
    yield* run(q.delete(t.groupCaps).where(eq(t.groupCaps.groupId, from)));
    yield* run(q.delete(t.groupListed).where(eq(t.groupListed.groupId, from)));
  }
  const moved = { groupId: to };
  yield* run(q.update(t.drafts).set(moved).where(eq(t.drafts.groupId, from)));
  yield* run(q.update(t.launches).set(moved).where(eq(t.launches.groupId, from)));
}

export const groupById = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.groups)
    .where(eq(t.groups.id, sql.placeholder("groupId")));

export const capsOf = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.groupCaps)
    .where(eq(t.groupCaps.groupId, sql.placeholder("groupId")));

export const listedIn = ({ q, t }: Tx) =>
  q
    .select({ userId: t.groupListed.userId, name: t.groupListed.name })
    .from(t.groupListed)
    .where(eq(t.groupListed.groupId, sql.placeholder("groupId")))
    .orderBy(asc(t.groupListed.name), asc(t.groupListed.userId));

export const votesOn = ({ q, t }: Tx) =>
  q
    .select({ userId: t.votes.userId, name: t.votes.name, word: t.votes.word })
    .from(t.votes)
    .where(
      and(
        eq(t.votes.draftId, sql.placeholder("draftId")),
        eq(t.votes.version, sql.placeholder("version")),
      ),
    )
    .orderBy(asc(t.votes.at), asc(t.votes.userId));

export const confirmedInGroup = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.launches)
    .where(
      and(
        eq(t.launches.groupId, sql.placeholder("groupId")),
        gte(t.launches.confirmedAt, sql.placeholder("since")),
      ),
    );

export const openOfGroup = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.launches)
    .where(and(eq(t.launches.groupId, sql.placeholder("groupId")), isNotNull(t.launches.nextAt)));

export const latestOfGroup = ({ q, t }: Tx) =>
  q
    .select({ confirmedAt: t.launches.confirmedAt })
    .from(t.launches)
    .where(eq(t.launches.groupId, sql.placeholder("groupId")))
    .orderBy(desc(t.launches.confirmedAt))
    .limit(limitTo(1));
