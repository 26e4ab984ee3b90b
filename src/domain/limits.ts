import { BNB, ETH, MON, SOL, type Unit } from "./money.ts";
import type { Outlay, Spending } from "./spending.ts";

/** What a person may spend, in base units: with one launch, and on one UTC day. */
export interface Bounds {
  readonly perLaunch: bigint;
  readonly perDay: bigint;
}

/** A person's limit in one unit. `raise`: what it becomes at `at`, ms since the epoch, if nobody takes that back. */
export interface Limit extends Bounds {
  readonly unit: Unit;
  readonly raise: (Bounds & { readonly at: number }) | null;
}

/**
 * How long a raise waits. Whoever holds a stolen phone or account for an hour gets no further than the old limit, and its
 * owner has a day to notice and take the raise back.
 */
export const RAISE_MS = 24 * 60 * 60_000;

/** `0.5` coins as base units: the digits, and how many of them stand behind the point. */
const coins = (unit: Unit, digits: bigint, places = 0): bigint =>
  digits * 10n ** BigInt(unit.decimals - places);

const limit = (unit: Unit, perLaunch: bigint, perDay: bigint): Limit => ({
  ...{ unit, perLaunch, perDay },
  raise: null,
});

/**
 * What holds for who never set anything: a few hundred dollars a day at the prices of late 2025. The first buys people make
 * for themselves (0.1 to 1 SOL) fit; 5 typed for 0.5, a draft changed by somebody at an unlocked phone, or an evening of
 * launches that all fail expensively do not. Rounded and written down here, since nobody is asked for prices; a day is
 * about three of the largest launches.
 */
const DEFAULTS: readonly Limit[] = [
  limit(SOL, coins(SOL, 1n), coins(SOL, 3n)),
  limit(BNB, coins(BNB, 3n, 1), coins(BNB, 1n)),
  limit(ETH, coins(ETH, 1n, 1), coins(ETH, 3n, 1)),
  limit(MON, coins(MON, 5_000n), coins(MON, 15_000n)),
];

/** Every unit that launches are paid in, in the order in which they are shown. */
export const LIMITED_UNITS: readonly Unit[] = DEFAULTS.map(({ unit }) => unit);

/** The unit that a person names: `sol`, `SOL`. */
export function unitOf(symbol: string): Unit | null {
  return LIMITED_UNITS.find((unit) => unit.symbol === symbol.toUpperCase()) ?? null;
}

export function defaultLimit(unit: Unit): Limit {
  // A unit that somebody adds and forgets here may not be spent at all, which is soon noticed.
  return DEFAULTS.find((one) => one.unit.symbol === unit.symbol) ?? limit(unit, 0n, 0n);
}

/** The limit as it holds now: a raise whose time has come is part of it. No job has to run for that. */
export function limitAt(kept: Limit, now: number): Limit {
  const { unit, raise } = kept;
  if (raise === null || now < raise.at) return kept;
  return limit(unit, raise.perLaunch, raise.perDay);
}

/**
 * What a person's wish makes of their limit. Whatever is lower holds at once; whatever is higher waits, and until then the
 * old holds. Each wish replaces a raise that waits, so lowering takes it back; the same wish again changes nothing, so a
 * second tap does not start the wait anew.
 */
export function changeLimit(kept: Limit, wish: Bounds, now: number): Limit {
  const { unit, raise, perLaunch, perDay } = limitAt(kept, now);
  const lowest = limit(unit, least(perLaunch, wish.perLaunch), least(perDay, wish.perDay));
  if (same(lowest, wish)) return lowest;
  const waits = raise !== null && same(raise, wish);
  const { perLaunch: launch, perDay: day } = wish;
  return {
    ...lowest,
    raise: { perLaunch: launch, perDay: day, at: waits ? raise.at : now + RAISE_MS },
  };
}

/** The limit without the raise that waits. One whose time has come is no longer taken back, only lowered. */
export function withoutRaise(kept: Limit, now: number): Limit {
  return { ...limitAt(kept, now), raise: null };
}

/** Which bound an outlay breaks, and by what. Amounts in base units. */
export interface Excess {
  readonly span: "launch" | "day";
  readonly outlay: bigint;
  readonly bound: bigint;
}

/** @param spending Of the UTC day, in the outlay's unit: what is reserved counts as if it were spent. */
export function excessOf(
  { sum }: Outlay,
  { perLaunch, perDay }: Bounds,
  { reserved, spent }: Pick<Spending, "reserved" | "spent">,
): Excess | null {
  if (sum === 0n) return null;
  if (sum > perLaunch) return { span: "launch", outlay: sum, bound: perLaunch };
  if (sum + reserved + spent > perDay) return { span: "day", outlay: sum, bound: perDay };
  return null;
}

const least = (one: bigint, other: bigint): bigint => (one < other ? one : other);

const same = (one: Bounds, other: Bounds): boolean =>
  one.perLaunch === other.perLaunch && one.perDay === other.perDay;
