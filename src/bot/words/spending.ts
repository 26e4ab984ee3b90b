import { formatAmount, type Unit } from "../../domain/money.ts";
import type { LaunchOptions, OptionKey } from "../../domain/options.ts";
import { outlayOf } from "../../domain/spending.ts";
import type { Target } from "../../domain/targets.ts";
import { cut } from "../../domain/text.ts";
import { h, type Html } from "../html.ts";
import { optionWords, providerNames } from "./names.ts";

/** What a launch takes out of wallets, as far as we can know it. */
export function spendingWords(target: Target, buy: bigint | null, options: LaunchOptions): Html {
  const outlay = outlayOf(target, buy, options);
  if (outlay === null)
    return h`To be spent: ${providerNames[target.provider]} names no cost, so no limit can count it`;
  const { unit, tokens, each, sum } = outlay;
  if (target.cost !== null) {
    return h`To be spent: about ${formatAmount(sum, unit)} for the launch itself`;
  }
  const amount = sum === 0n ? "" : `${formatAmount(sum, unit)} plus `;
  const shares = tokens > 1 && each > 0n ? ` (${tokens} × ${formatAmount(each, unit)})` : "";
  return h`To be spent: ${amount}network and platform fees${shares}${alsoBuying(options)}`;
}

/** Wallets whose amounts are part of their sealed lists, so that only that they buy can be said. */
function alsoBuying({ bundle, sniper }: LaunchOptions): string {
  const who = [...(bundle ? ["bundle"] : []), ...(sniper ? ["sniper"] : [])].join(" and ");
  return who === "" ? "" : `, plus what the ${who} wallets buy, which no limit can count`;
}

/** Options that move money or fees: always shown whole, before all others. */
const MOVES_MONEY: readonly OptionKey[] = [
  "multiDeploy",
  "multiDeployBuy",
  "bundle",
  "sniper",
  "autoSell",
  "feeShares",
  "bagsCreatorBps",
  "bagsClaimers",
  "feeSelection",
];

/**
 * All options that are set, those that move money first; only the others are cut. Of a split's `shares`, what is beyond
 * is told as one sum: a card that is too long for Telegram would tell nothing at all.
 */
export function optionsWords(
  options: LaunchOptions,
  unit: Unit | null,
  room: { readonly text: number; readonly shares: number },
): Html | null {
  const set = (Object.keys(options) as OptionKey[]).filter(
    (key) => options[key] !== undefined && options[key] !== false,
  );
  const textOf = (key: OptionKey) => optionText(key, options[key], unit, room.shares);
  const money = MOVES_MONEY.filter((key) => set.includes(key)).map(textOf);
  const others = set.filter((key) => !MOVES_MONEY.includes(key)).map(textOf);
  const shown = [...money, ...(others.length > 0 ? [cut(others.join(", "), room.text)] : [])];
  return shown.length > 0 ? h`Options: ${shown.join(", ")}` : null;
}

/** `Gas price 5`, or only the label for a switch that is on. */
export function optionText(
  key: OptionKey,
  value: LaunchOptions[OptionKey],
  unit: Unit | null,
  shares = Infinity,
): string {
  const { label } = optionWords[key];
  if (value === true) return label;
  if (Array.isArray(value)) return `${label} (${shareTexts(value, shares).join(", ")})`;
  if (key === "multiDeployBuy" && unit) {
    return `${label} ${formatAmount(BigInt(String(value)), unit)}`;
  }
  return `${label} ${String(value)}`;
}

type Share =
  | NonNullable<LaunchOptions["feeShares"]>[number]
  | NonNullable<LaunchOptions["bagsClaimers"]>[number];

function shareTexts(shares: readonly Share[], most: number): readonly string[] {
  const rest = shares.slice(most);
  const bps = rest.reduce((sum, share) => sum + share.bps, 0);
  const more = rest.length > 0 ? [`${bps / 100} % to ${rest.length} more`] : [];
  return [...shares.slice(0, most).map(shareText), ...more];
}

/** `60 % 9xQe…sFin`, `40 % someone`. */
function shareText(share: Share): string {
  const who = "who" in share ? share.who : share.username;
  const short = who.length > 16 ? `${who.slice(0, 4)}…${who.slice(-4)}` : who;
  return `${share.bps / 100} % ${short}`;
}
