import { CHAINS } from "./chains.ts";
import { OPEN, type LaunchRequest, type Launch } from "./launch.ts";
import type { Unit } from "./money.ts";
import type { LaunchOptions } from "./options.ts";
import { TARGETS, type Target } from "./targets.ts";

/** What a launch takes out of its owner's wallet, as far as it can be known beforehand: without network and platform fees. */
export interface Outlay {
  readonly unit: Unit;
  /** How many tokens are bought, and for how much each, in base units of `unit`. */
  readonly tokens: number;
  readonly each: bigint;
  readonly sum: bigint;
}

/**
 * Several tokens at once are taken to buy `multiDeployBuy`, or else the first buy, for each of them: that is how the
 * provider's page reads. What bundle and sniper wallets buy stands in their sealed lists and is not part of it.
 *
 * @returns Null where the provider names no cost and takes no buy.
 */
export function outlayOf(
  target: Target,
  buy: bigint | null,
  options: LaunchOptions,
): Outlay | null {
  if (target.cost !== null) {
    return { unit: CHAINS[target.chain].unit, tokens: 1, each: target.cost, sum: target.cost };
  }
  if (target.buy === null) return null;
  const tokens = options.multiDeploy ?? 1;
  const own = options.multiDeployBuy === undefined ? null : BigInt(options.multiDeployBuy);
  const each = (tokens > 1 ? own : null) ?? buy ?? 0n;
  return { unit: target.buy, tokens, each, sum: each * BigInt(tokens) };
}

export function outlayOfRequest({ target, buy, options }: LaunchRequest): Outlay | null {
  return outlayOf(TARGETS[target], buy, options);
}

/** When a launch took its outlay; one that was not sent yet may do so from its confirmation on. Ms since the epoch. */
export function spentAt({ sentAt, confirmedAt }: Pick<Launch, "sentAt" | "confirmedAt">): number {
  return sentAt ?? confirmedAt;
}

/** What launches cost in one unit. `reserved`: of those that are still open, `unclear` ones above all. */
export interface Spending {
  readonly unit: Unit;
  readonly reserved: bigint;
  readonly spent: bigint;
}

/**
 * Adds up what these launches hold and what they spent, for each unit that occurs, in the order of their symbols.
 *
 * It is read from the launches and kept nowhere else, so that it can neither be let go twice nor forgotten: an open launch
 * reserves its outlay, a live one has spent it, one that never happened does neither.
 */
export function addUp(
  launches: readonly Pick<Launch, "status" | "request">[],
): readonly Spending[] {
  const sums = new Map<string, Spending>();
  for (const { status, request } of launches) {
    const outlay = outlayOfRequest(request);
    if (outlay === null) continue;
    const { unit, sum } = outlay;
    const { reserved, spent } = sums.get(unit.symbol) ?? { reserved: 0n, spent: 0n };
    sums.set(unit.symbol, {
      unit,
      reserved: reserved + (OPEN.includes(status) ? sum : 0n),
      spent: spent + (status === "live" ? sum : 0n),
    });
  }
  return [...sums.values()].toSorted((a, b) => a.unit.symbol.localeCompare(b.unit.symbol));
}
