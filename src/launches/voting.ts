import { deadlineOf, mayVote, type GroupStanding, type Roles } from "../domain/governance.ts";
import type { Draft } from "./draft-store.ts";
import type { Cast, VoteRefusal } from "./group-store.ts";

/** Whether a vote counts. People take back what they said also when the time is over. */
export function judgeVote(
  draft: Draft,
  group: GroupStanding,
  { version, userId, word }: Cast,
  roles: Roles,
): VoteRefusal | null {
  if (draft.state !== "open") return "draft-closed";
  if (version !== draft.version) return "stale-button";
  if (userId === draft.ownerId) return "own";
  const takesBack = word === null && group.votes.some((vote) => vote.userId === userId);
  if (takesBack) return null;
  if (!roles.has(userId)) return "unasked";
  if (!mayVote(group.policy, roles, draft.ownerId, userId)) return "no-say";
  return group.at >= deadlineOf(group) ? "late" : null;
}
