import type { LineField, Unread } from "../../domain/one-line/line.ts";
import type { Field, Problem } from "../../domain/problem.ts";
import { cut } from "../../domain/text.ts";
import { h, lines, type Html } from "../html.ts";
import { fieldNames, lineFieldNames, lineValue } from "./names.ts";
import { problemWords } from "./problems.ts";

/** Telegram shows about this much of a button. */
const LABEL = 60;
/** How many pieces of a line are told; the rest is counted. */
const MOST_TOLD = 5;

export const lineWords = {
  /** A choice between the ways in which a line can be read. */
  which: {
    target: h`I read more than one target. Which one is it?`,
    preset: h`I read more than one preset. Which one is it?`,
    ticker: h`I read more than one ticker. Which one is it?`,
    name: h`Which of these is the name?`,
    buy: h`How much do you buy first? I can read it in more than one way.`,
    picture: h`Which of these is the picture?`,
    website: h`Which of these is the website?`,
    twitter: h`Which of these is the X link?`,
    telegram: h`Which of these is the Telegram link?`,
  } satisfies Record<LineField, Html>,
  candidate: (field: LineField, value: string | null): string =>
    value === null ? "It is part of the name" : cut(lineValue(field, value), LABEL),
  picked: (field: LineField, value: string | null): Html =>
    value === null
      ? h`${lineFieldNames[field]}: none, it is part of the name.`
      : h`${lineFieldNames[field]}: <b>${cut(lineValue(field, value), 255)}</b>`,
  tapOne: h`Please tap one of the buttons above.`,
  readAgain: h`You changed your message, so I read it again.`,
  /** What of a line could not be taken, and why; null when all of it was. */
  told: (about: {
    readonly unread: readonly Unread[];
    readonly noPreset: string | null;
    readonly ownReply: boolean;
    readonly picture: Problem | null;
  }): Html | null => {
    const more = about.unread.length - MOST_TOLD;
    const all = [
      ...about.unread.slice(0, MOST_TOLD).map(unreadWords),
      ...(more > 0 ? [h`…and ${more} more.`] : []),
      ...(about.noPreset === null ? [] : [h`You have no preset @${about.noPreset}. See /presets.`]),
      ...(about.ownReply ? [h`That message is my own, so I took nothing from it.`] : []),
      ...(about.picture ? [h`The picture: ${problemWords(about.picture)}`] : []),
    ];
    return all.length === 0 ? null : lines(...all);
  },
  misfits: (all: readonly { readonly field: Field; readonly problem: Problem }[]): Html =>
    lines(...all.map(({ field, problem }) => h`${fieldNames[field]}: ${problemWords(problem)}`)),
  forwarded: h`A forwarded message launches nothing. Reply to it with /launch, and I take what it says as data.`,
  edited: {
    launched: h`Too late to change: you launched it already. The card shows how it goes.`,
    closed: h`That draft is closed. Send /launch to start a new one.`,
  },
  /** An edited line became ambiguous. */
  stillOpen: (fields: readonly LineField[]): Html =>
    h`I can read the ${fields.map((field) => lineFieldNames[field].toLowerCase()).join(", ")} in more than one way now, so the card stays as it is. Edit your message once more, or use the card.`,
};

function unreadWords({ text, problem }: Unread): Html {
  const piece = h`<code>${cut(text, 80)}</code>`;
  return problem
    ? h`I left out ${piece}: ${problemWords(problem)}`
    : h`I did not understand ${piece}, so I left it out.`;
}
