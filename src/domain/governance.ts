import { excessOf, type Bounds } from "./limits.ts";
import type { Unit } from "./money.ts";
import type { Problem } from "./problem.ts";
import type { Outlay, Spending } from "./spending.ts";

/** Whom a rule of a group means. `listed`: whom its admins named, while they are members. */
export const CIRCLES = ["admins", "listed", "everybody"] as const;
export type Circle = (typeof CIRCLES)[number];

/** What somebody is in a group. `outsider`: not in it, or nobody whom the bot serves. */
export type Role = "admin" | "member" | "outsider";

/** Who is what, by Telegram's word of a minute ago at most. Whoever is missing could not be asked about: nothing is theirs. */
export type Roles = ReadonlyMap<number, Role>;

/** For a draft of no group. */
export const NO_ROLES: Roles = new Map();

/** What launches of a group may cost in one unit, those of all its members together. */
export interface Cap extends Bounds {
  readonly unit: Unit;
}

/** The rules of a group, as its admins set them. They add to what holds for each person, and loosen none of it. */
export interface Policy {
  readonly launchers: Circle;
  readonly approvers: Circle;
  /** How many others must agree to a launch; 0: nobody has to. */
  readonly approvals: number;
  /** How long a draft may be approved and launched after its last change. Without approvals there is no deadline. */
  readonly deadlineMs: number;
  /** The least time between two confirmations in this group, whoever makes them and whatever becomes of them. */
  readonly cooldownMs: number;
  /** No entry: no cap in that unit. */
  readonly caps: readonly Cap[];
  readonly listed: readonly Listed[];
  /** A launch of this group that is live is announced there, in a message of its own. */
  readonly announces: boolean;
}

export interface Listed {
  readonly userId: number;
  /** As they called themselves when they were listed. */
  readonly name: string;
}

const MINUTE_MS = 60_000;

/** A bot that was just let in launches for its admins alone. */
export const FIRST_POLICY: Policy = {
  launchers: "admins",
  approvers: "admins",
  approvals: 0,
  deadlineMs: 30 * MINUTE_MS,
  cooldownMs: 0,
  caps: [],
  listed: [],
  announces: false,
};

export const VOTES = ["approve", "object"] as const;

/** What one person said about a draft, as it is now. */
export interface Vote extends Listed {
  readonly word: (typeof VOTES)[number];
}

/** Everything of a group that decides whether a draft may be launched there, read at one moment. */
export interface GroupStanding {
  /** When it was read. Times are ms since the epoch. */
  readonly at: number;
  readonly policy: Policy;
  /** When the group's latest launch was confirmed. */
  readonly lastConfirmedAt: number | null;
  /** Of all the group's launches, of the UTC day. */
  readonly spending: readonly Spending[];
  /** About this version of the draft, oldest first. */
  readonly votes: readonly Vote[];
  /** Since when the draft is as it is. */
  readonly askedAt: number;
}

/** What kinds of problem a group's rules can be. */
export type GroupProblem = Extract<Problem, { readonly code: `group-${string}` }>;

export interface Asked {
  readonly ownerId: number;
  readonly roles: Roles;
  /** Null where nobody can tell what the launch costs: it meets no cap. */
  readonly outlay: Outlay | null;
}

/** Why this group does not let its member launch this draft now; null when it does. */
export function whyNotHere(standing: GroupStanding, asked: Asked): GroupProblem | null {
  return rulesAgainst(standing, asked) ?? votesAgainst(standing, asked);
}

/** What no vote can change: who launches, how soon after the last one, and for how much. */
export function rulesAgainst(standing: GroupStanding, asked: Asked): GroupProblem | null {
  const { policy } = standing;
  const outside = outsideOf(policy.launchers, policy, asked.roles, asked.ownerId);
  if (outside) return outside;
  return tooSoon(standing) ?? (asked.outlay && overCap(standing, asked.outlay));
}

/** What the others have to say first. An objection stands whatever became of who made it. */
export function votesAgainst(
  standing: GroupStanding,
  { ownerId, roles }: Pick<Asked, "ownerId" | "roles">,
): GroupProblem | null {
  const { policy, votes, at } = standing;
  const against = votes.filter(({ word }) => word === "object");
  if (against.length > 0) return { code: "group-objection", by: against.map(({ name }) => name) };
  if (policy.approvals === 0) return null;
  const until = deadlineOf(standing);
  if (at >= until) return { code: "group-late", since: until };
  const given = approvalsOf(standing, { ownerId, roles }).length;
  return given < policy.approvals
    ? { code: "group-approvals", given, needed: policy.approvals }
    : null;
}

/** Those approvals that count: of others than the owner, who may approve now. */
export function approvalsOf(
  { policy, votes }: GroupStanding,
  { ownerId, roles }: Pick<Asked, "ownerId" | "roles">,
): readonly Vote[] {
  return votes.filter(
    ({ word, userId }) => word === "approve" && mayVote(policy, roles, ownerId, userId),
  );
}

/** Whether this person has a say in somebody else's launch. */
export function mayVote(policy: Policy, roles: Roles, ownerId: number, userId: number): boolean {
  return userId !== ownerId && outsideOf(policy.approvers, policy, roles, userId) === null;
}

export const deadlineOf = ({ askedAt, policy }: GroupStanding): number =>
  askedAt + policy.deadlineMs;

function outsideOf(
  circle: Circle,
  { listed }: Policy,
  roles: Roles,
  userId: number,
): GroupProblem | null {
  const role = roles.get(userId);
  if (role === undefined) return { code: "group-unasked" };
  const isIn = {
    admins: role === "admin",
    listed: role !== "outsider" && listed.some((one) => one.userId === userId),
    everybody: role !== "outsider",
  };
  return isIn[circle] ? null : { code: "group-circle", circle };
}

function tooSoon({ policy, lastConfirmedAt, at }: GroupStanding): GroupProblem | null {
  if (lastConfirmedAt === null) return null;
  const until = lastConfirmedAt + policy.cooldownMs;
  return at < until ? { code: "group-cooldown", until } : null;
}

function overCap({ policy, spending }: GroupStanding, outlay: Outlay): GroupProblem | null {
  const { symbol } = outlay.unit;
  const cap = policy.caps.find(({ unit }) => unit.symbol === symbol);
  if (!cap) return null;
  const held = spending.find(({ unit }) => unit.symbol === symbol) ?? { reserved: 0n, spent: 0n };
  const excess = excessOf(outlay, cap, held);
  if (excess === null) return null;
  return {
    code: "group-cap",
    span: excess.span,
    unit: symbol,
    outlay: excess.outlay.toString(),
    bound: excess.bound.toString(),
    used: (held.reserved + held.spent).toString(),
  };
}
