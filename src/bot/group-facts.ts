import {
  approvalsOf,
  deadlineOf,
  rulesAgainst,
  votesAgainst,
  type GroupProblem,
} from "../domain/governance.ts";
import type { Outlay } from "../domain/spending.ts";
import type { Draft } from "../launches/draft-store.ts";
import type { BotDeps } from "./deps.ts";
import type { Members } from "./group-members.ts";

export type GroupFactDeps = Pick<BotDeps, "groups"> & { readonly members: Members };

/** What a card in a group tells of its group's rules. */
export interface GroupFacts {
  /** Whose wallet pays, by name; empty when Telegram does not say. */
  readonly payer: string;
  readonly needed: number;
  /** Names of those whose approval counts, and of those who object. */
  readonly approvedBy: readonly string[];
  readonly objectedBy: readonly string[];
  /** How long it can be approved and launched as it is; null where nobody has to agree. */
  readonly until: number | null;
  /** What no vote can change. */
  readonly problem: GroupProblem | null;
  /** What the others have to say first. */
  readonly waitsFor: GroupProblem | null;
}

/** As the tap on Launch would be judged now. Null for a draft of no group. */
export async function readGroupFacts(
  { groups, members }: GroupFactDeps,
  draft: Draft,
  outlay: Outlay | null,
): Promise<GroupFacts | null> {
  const { groupId, ownerId } = draft;
  const standing = await groups.standing(draft);
  if (groupId === null || standing === null) return null;
  const voters = standing.votes.map(({ userId }) => userId);
  const roles = await members.rolesIn(groupId, [ownerId, ...voters]);
  if (draft.state === "open") members.watch(groupId, [ownerId, ...voters]);
  const asked = { ownerId, roles, outlay };
  const { policy, votes } = standing;
  return {
    payer: (await members.memberOf(groupId, ownerId))?.name ?? "",
    needed: policy.approvals,
    approvedBy: approvalsOf(standing, asked).map(({ name }) => name),
    objectedBy: votes.filter(({ word }) => word === "object").map(({ name }) => name),
    until: policy.approvals > 0 ? deadlineOf(standing) : null,
    problem: rulesAgainst(standing, asked),
    waitsFor: votesAgainst(standing, asked),
  };
}
