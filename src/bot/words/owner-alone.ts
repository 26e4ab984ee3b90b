import { CHAINS } from "../../domain/chains.ts";
import type { DraftContent } from "../../domain/draft.ts";
import { TARGETS } from "../../domain/targets.ts";
import { cut } from "../../domain/text.ts";
import { h, lines, type Html } from "../html.ts";
import { ownersAffair, walletLine, type PreviewFacts } from "./cards.ts";
import { problemWords } from "./problems.ts";

/** What a card in a group leaves out, since others read it: for its owner. */
export function ownerAloneWords(
  { name, target }: Pick<DraftContent, "name" | "target">,
  { wallet, problems, warnings }: Pick<PreviewFacts, "wallet" | "problems" | "warnings">,
): Html {
  const { label, chain } = TARGETS[target];
  const own = problems.filter((problem) => ownersAffair(problem) !== null).map(problemWords);
  const told = [...own, ...warnings];
  return lines(
    h`🔒 <b>For you alone: ${cut(name ?? "No name yet", 100)} on ${label}</b>`,
    wallet ? walletLine(wallet, CHAINS[chain].unit) : h`No wallet of yours is stored for it yet.`,
    "",
    ...(told.length > 0
      ? told.map((one) => h`⚠️ ${one}`)
      : [h`Nothing of yours holds it up: keys, limits, pauses.`]),
  );
}
