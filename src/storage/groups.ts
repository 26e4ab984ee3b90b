import { and, eq, sql } from "drizzle-orm";
import type { Clock } from "../kit/clock.ts";
import type { Cast, GroupStore } from "../launches/group-store.ts";
import { FIRST_POLICY } from "../domain/governance.ts";
import { draftById, readDraft } from "./drafts.ts";
import { groupById, groupStandingOf, policyOf, putPolicy } from "./group-rows.ts";
import type { RowReader } from "./read-rows.ts";
import { run, slots, type Tx, type UnitOfWork, type Work } from "./unit-of-work.ts";

export function createGroupStore(
  transact: UnitOfWork,
  clock: Clock,
  readRows: RowReader,
): GroupStore {
  return {
    policy: (groupId) => transact((tx) => policyOf(tx, groupId)),
    meet: (groupId) =>
      transact(function* (tx) {
        const known = yield* run(tx.ready(groupById, { groupId }));
        if (known.length === 0) yield* putPolicy(tx, groupId, FIRST_POLICY);
        return known.length > 0;
      }),
    change: (groupId, decide) =>
      transact(function* (tx) {
        const changed = decide(yield* policyOf(tx, groupId));
        yield* putPolicy(tx, groupId, changed);
        return changed;
      }),
    standing: (draft) => transact((tx) => groupStandingOf(tx, draft, clock.now(), readRows)),
    vote: (cast, judge) =>
      transact(function* (tx) {
        const at = clock.now();
        const [row] = yield* run(tx.ready(draftById, { id: cast.draftId }));
        if (!row) return "draft-closed";
        const draft = readDraft(row);
        const group = yield* groupStandingOf(tx, draft, at, readRows);
        if (!group) return "draft-closed";
        const refused = judge(draft, group);
        if (refused === null) yield* write(tx, cast, at);
        return refused;
      }),
  };
}

function* write(tx: Tx, { word, ...by }: Cast, at: number): Work<void> {
  const { draftId, version, userId } = by;
  if (word !== null) yield* run(tx.ready(putVote, { ...by, word, at }));
  else yield* run(tx.ready(dropVote, { draftId, version, userId }));
}

/** Who says the same again keeps their place. */
const putVote = ({ q, t }: Tx) =>
  q
    .insert(t.votes)
    .values(slots("draftId", "version", "userId", "name", "word", "at"))
    .onConflictDoUpdate({
      target: [t.votes.draftId, t.votes.version, t.votes.userId],
      set: slots("word"),
    });

const dropVote = ({ q, t }: Tx) =>
  q
    .delete(t.votes)
    .where(
      and(
        eq(t.votes.draftId, sql.placeholder("draftId")),
        eq(t.votes.version, sql.placeholder("version")),
        eq(t.votes.userId, sql.placeholder("userId")),
      ),
    );
