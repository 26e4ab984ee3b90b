import { defaultLimit, excessOf, limitAt, type Limit } from "./limits.ts";
import type { Unit } from "./money.ts";
import type { Problem } from "./problem.ts";
import type { Outlay, Spending } from "./spending.ts";

/** Whose word stopped a person's launches: their own, or an operator's, which they cannot take back. */
export type PausedBy = "owner" | "operator";

/** Everything that decides whether a person may launch, read at one moment. */
export interface Standing {
  /** When it was read; ms since the epoch. */
  readonly at: number;
  readonly pausedBy: PausedBy | null;
  /** When this person's latest launches were confirmed, newest first; at least as many as any {@link COUNTS} needs. */
  readonly confirmed: readonly number[];
  /** Of the UTC day. */
  readonly spending: readonly Spending[];
  /** Those that were ever set; for the others the defaults hold. */
  readonly limits: readonly Limit[];
}

const HOUR_MS = 60 * 60_000;

/**
 * How many launches a person may confirm, for operators too. Whatever they cost: it also bounds those whose cost nobody
 * names, and what a stolen account can do to a provider's opinion of this bot.
 */
const COUNTS = [
  { span: "hour", ms: HOUR_MS, most: 10 },
  { span: "day", ms: 24 * HOUR_MS, most: 30 },
] as const;

/** How far back {@link Standing.confirmed} has to reach. */
export const COUNTED_LAUNCHES = Math.max(...COUNTS.map(({ most }) => most));

/** What kinds of problem a standing can be. */
export type StandingProblem = Extract<
  Problem,
  { readonly code: "paused" | "too-many-launches" | "over-limit" }
>;

/**
 * Why this person may not launch this now; null when they may.
 *
 * @param outlay Null where nobody can tell what it costs: such a launch counts by number only.
 */
export function whyNot(standing: Standing, outlay: Outlay | null): StandingProblem | null {
  const { pausedBy } = standing;
  if (pausedBy) return { code: "paused", by: pausedBy };
  return tooMany(standing) ?? (outlay && overLimit(standing, outlay));
}

function tooMany({ confirmed, at }: Standing): StandingProblem | null {
  for (const { span, ms, most } of COUNTS) {
    const oldest = confirmed[most - 1];
    if (oldest !== undefined && oldest > at - ms) {
      return { code: "too-many-launches", span, most, until: oldest + ms };
    }
  }
  return null;
}

function overLimit(standing: Standing, outlay: Outlay): StandingProblem | null {
  const { unit } = outlay;
  const spending = spendingIn(standing, unit);
  const excess = excessOf(outlay, limitIn(standing, unit), spending);
  if (excess === null) return null;
  return {
    code: "over-limit",
    span: excess.span,
    unit: unit.symbol,
    outlay: excess.outlay.toString(),
    bound: excess.bound.toString(),
    reserved: spending.reserved.toString(),
    spent: spending.spent.toString(),
  };
}

/** The limit that holds in this unit at the time of the reading. */
export function limitIn({ limits, at }: Standing, unit: Unit): Limit {
  const own = limits.find((one) => one.unit.symbol === unit.symbol);
  return limitAt(own ?? defaultLimit(unit), at);
}

export function spendingIn({ spending }: Standing, unit: Unit): Spending {
  const own = spending.find((one) => one.unit.symbol === unit.symbol);
  return own ?? { unit, reserved: 0n, spent: 0n };
}
