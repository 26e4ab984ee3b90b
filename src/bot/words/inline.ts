import { CHAINS } from "../../domain/chains.ts";
import type { DraftContent } from "../../domain/draft.ts";
import type { Launch } from "../../domain/launch.ts";
import { formatAmount } from "../../domain/money.ts";
import type { Choice, Unread } from "../../domain/one-line/line.ts";
import { optionsFor } from "../../domain/options.ts";
import type { Problem } from "../../domain/problem.ts";
import { TARGETS, type TargetId } from "../../domain/targets.ts";
import { cut } from "../../domain/text.ts";
import { h, lines, plain, type Html } from "../html.ts";
import { chainName, lineFieldNames, lineValue } from "./names.ts";
import { problemWords } from "./problems.ts";
import { optionsWords } from "./spending.ts";

const MAX_NAME = 100;
const MAX_TICKER = 40;
/** Clients cut what stands below a result's title at about this length. */
const MAX_BELOW = 120;
const ROOM = { text: 200, shares: 8 };

/** How to say which of two readings is meant, where quotes or marks help. */
const CHOICE_HINTS: Readonly<Partial<Record<Choice["field"], string>>> = {
  name: "Put the name in quotes.",
  ticker: "Put $ before the ticker.",
  buy: "Put a name with a number in quotes.",
};

/** A target that a line cannot go to yet, and the first thing that keeps it from it. */
export interface NotReady {
  readonly target: TargetId;
  readonly problem: Problem;
}

/** What inline mode says: in the list of results, and in the messages that come of them. */
export const inlineWords = {
  look: "👀 Look at it and launch",
  share: "📣 Share",
  addKeys: "Add your keys in the private chat",
  private: "This bot is private. Open it to ask for access",
  secret: "🛡 That looks like a key. Delete it, and see /keys",
  howTo: "Type a ticker and a name: MOSS Moss Coin 0.5",

  ready: (content: DraftContent) => ({
    title: `${TARGETS[content.target].label} · $${cut(content.ticker ?? "", MAX_TICKER)}`,
    below: [cut(content.name ?? "", MAX_NAME), buyOf(content)].filter(Boolean).join(" · "),
  }),
  /** The card as it is posted, before anybody has tapped it. */
  posted: (content: DraftContent, by: string): Html =>
    lines(
      titleOf(content),
      h`${TARGETS[content.target].label} · ${chainName(TARGETS[content.target].chain)}`,
      buyOf(content) && h`${buyOf(content)}`,
      "",
      h`Not launched. Only ${cut(by, 64)} can launch it from here.`,
    ),

  notReady: (all: readonly NotReady[]) => ({
    title: `Not ready: ${all.map(({ target }) => TARGETS[target].label).join(", ")}`,
    below: cut(
      [...new Set(all.map(({ problem }) => plain(problemWords(problem))))].join(" "),
      MAX_BELOW,
    ),
  }),
  choice: ({ field, candidates }: Choice) => {
    const [first = "", second = ""] = candidates.map((one) =>
      one === null ? "something else" : lineValue(field, one),
    );
    return {
      title: `Which ${lineFieldNames[field].toLowerCase()} do you mean?`,
      below: cut(`${first} or ${second}? ${CHOICE_HINTS[field] ?? ""}`.trim(), MAX_BELOW),
    };
  },
  noPreset: (name: string) => ({
    title: `You have no preset @${name}`,
    below: "See /presets in the private chat.",
  }),
  preset: ({ name, target, buy }: Pick<DraftContent, "target" | "buy"> & { name: string }) => ({
    title: `@${name}`,
    below: [TARGETS[target].label, buyOf({ target, buy })].filter(Boolean).join(" · "),
  }),
  presetPosted: (name: string): Html => h`Ready for a launch with my preset <code>@${name}</code>.`,
  usePreset: "✏️ Type ticker and name",
  unread: (all: readonly Unread[]) => ({
    title: "I did not understand all of it",
    below: cut(all.map(({ text }) => `“${text}”`).join(", "), MAX_BELOW),
  }),
  /** Whoever picks such a result posts this: nothing about keys or limits. */
  unfinished: h`Nothing to launch here yet.`,
  offerGone: "That card is too old. Type it again behind my name.",
  badPicture: (problem: Problem): Html =>
    lines(
      h`🖼 ${problemWords(problem)}`,
      h`So this card cannot be launched. Type it again with another link.`,
    ),

  shared: tokenWords,
  sharing: ({ request }: Launch) => ({
    title: `Share $${cut(request.ticker, MAX_TICKER)}`,
    below: `${cut(request.name, MAX_NAME)} · live at ${TARGETS[request.target].label}`,
  }),
};

/** A token that is live, with everything about its launch that those who might buy it should know. */
export function tokenWords({ request, mint }: Launch): Html {
  const target = TARGETS[request.target];
  const buy = request.buy === null ? null : formatAmount(request.buy, CHAINS[target.chain].unit);
  return lines(
    titleOf(request),
    h`${target.label} · ${chainName(target.chain)}`,
    "",
    mint !== null && h`<code>${mint}</code>`,
    h`Its creator bought first: ${buy ?? "nothing"}`,
    optionsWords(optionsFor(target.id, request.options), target.buy, ROOM),
  );
}

function titleOf(token: { readonly name: string | null; readonly ticker: string | null }): Html {
  return h`<b>${cut(token.name ?? "", MAX_NAME)}</b> $${cut(token.ticker ?? "", MAX_TICKER)}`;
}

function buyOf({ target, buy }: Pick<DraftContent, "target" | "buy">): string {
  const { buy: unit } = TARGETS[target];
  return unit === null || buy === null ? "" : `first buy ${formatAmount(BigInt(buy), unit)}`;
}
