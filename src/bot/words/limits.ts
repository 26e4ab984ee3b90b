import { RAISE_MS, type Limit } from "../../domain/limits.ts";
import { formatAmount, type Unit } from "../../domain/money.ts";
import type { Spending } from "../../domain/spending.ts";
import type { StandingProblem } from "../../domain/standing.ts";
import { h, lines, type Html } from "../html.ts";
import { boundsText, storedAmount } from "./amounts.ts";
import { formatInstant } from "./times.ts";

const RAISE_HOURS = RAISE_MS / 3_600_000;

/** Why this person may not launch this now, and the way to change that. */
export function standingWords(problem: StandingProblem): Html {
  switch (problem.code) {
    case "paused":
      return problem.by === "owner"
        ? h`You paused launching, so nothing is sent. /resume lets it go on.`
        : h`The operator has paused launching, so nothing is sent until they let it go on.`;
    case "too-many-launches":
      return h`That would be more than ${problem.most} launches in ${problem.span === "hour" ? "an hour" : "24 hours"}. The next one can go ${formatInstant(problem.until)}.`;
    case "over-limit":
      return overLimit(problem);
  }
}

function overLimit(problem: Extract<StandingProblem, { code: "over-limit" }>): Html {
  const amount = (digits: string) => storedAmount(digits, problem.unit);
  const way = `Spend less, or change it in /settings; a raise takes ${RAISE_HOURS} h.`;
  if (problem.span === "launch") {
    return h`This takes ${amount(problem.outlay)}, and your limit for one launch is ${amount(problem.bound)}. ${way}`;
  }
  const held = BigInt(problem.reserved);
  const open = held === 0n ? "" : `, and ${amount(problem.reserved)} held by open or unclear ones`;
  return h`This takes ${amount(problem.outlay)}, and your limit for one day (UTC) is ${amount(problem.bound)}: ${amount(problem.spent)} are spent today${open}. ${way}`;
}

export const limitWords = {
  page: (units: readonly { readonly limit: Limit; readonly spending: Spending }[]): Html =>
    lines(
      h`<b>Your spend limits</b>`,
      h`A launch over one of them is not sent, however often it is tapped.`,
      "",
      ...units.map(({ limit, spending }) => unitLines(limit, spending)),
      "",
      h`They count first buys and known costs, open and unclear launches too. They cannot count network and platform fees, what bundle and sniper wallets buy, and providers that name no cost.`,
      h`Lower takes hold at once, higher after ${RAISE_HOURS} h. To set your own, send for instance <code>/limit SOL 0.5 2</code>: half a SOL a launch, two a day.`,
    ),
  unit: (limit: Limit, spending: Spending): Html =>
    lines(
      h`<b>Your limit in ${limit.unit.symbol}</b>`,
      "",
      unitLines(limit, spending),
      "",
      h`Lower takes hold at once and takes back a raise that waits. Higher waits ${RAISE_HOURS} h. For other amounts send <code>/limit ${limit.unit.symbol} 0.5 2</code>: the first for a launch, the second for a day.`,
    ),
  howTo: h`Like this: <code>/limit SOL 0.5 2</code>. The unit, the most for one launch, the most for a day. /settings shows what holds now.`,
  noSuchUnit: (units: readonly Unit[]): Html =>
    h`I know limits in ${units.map(({ symbol }) => symbol).join(", ")}. ${limitWords.howTo}`,
  changed: (limit: Limit): Html =>
    lines(
      h`From now on: ${boundsText(limit.unit, limit)}.`,
      limit.raise && raiseLine(limit.unit, limit.raise),
    ),
  order: h`One launch cannot be allowed more than a whole day.`,
  halve: "½ Half of it",
  double: "× 2 Double it",
  usual: "The usual limit",
  undo: "Take the raise back",
  back: "◀️ All limits",
  taken: "Lowered, from now on.",
  waits: `Noted: it takes ${RAISE_HOURS} h.`,
  undone: "Taken back.",
};

function unitLines(limit: Limit, { reserved, spent }: Spending): Html {
  const { unit } = limit;
  const held = reserved === 0n ? "" : `, ${formatAmount(reserved, unit)} held`;
  return lines(
    h`<b>${unit.symbol}</b>: ${boundsText(unit, limit)}`,
    spent + reserved > 0n && h`Today: ${formatAmount(spent, unit)} spent${held}`,
    limit.raise && raiseLine(unit, limit.raise),
  );
}

const raiseLine = (unit: Unit, raise: NonNullable<Limit["raise"]>): Html =>
  h`⏳ ${formatInstant(raise.at)}: ${boundsText(unit, raise)}`;
