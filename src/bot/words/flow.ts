import type { DraftContent } from "../../domain/draft.ts";
import type { OptionKey } from "../../domain/options.ts";
import type { Field } from "../../domain/problem.ts";
import { TARGETS, type Target } from "../../domain/targets.ts";
import { cut } from "../../domain/text.ts";
import { h, lines, type Html } from "../html.ts";
import { fieldNames, optionWords } from "./names.ts";

/** The buttons under a question. Marked, so that nobody's token name is taken for one. */
export const flowButtons = {
  skip: "⏭ Skip",
  back: "◀️ Back",
  clear: "🗑 Clear",
  stop: "✖️ Cancel",
} as const;

/** What a question says, and the rule shown greyed in the input (at most 64 characters). */
export interface QuestionWords {
  readonly ask: Html;
  readonly placeholder: string;
}

export const flowWords = {
  /** In a group, where a question cannot be a reply; it must be a mention, or Telegram shows its buttons to nobody. */
  toPerson: ({ id, first_name }: { readonly id: number; readonly first_name: string }): Html =>
    h`<a href="tg://user?id=${id}">${cut(first_name, 64)}</a>:`,
  /** Below a question in a group: what is no reply to it is not read. */
  asAReply: h`<i>↩️ Answer as a reply to this message.</i>`,
  /** Typed in place of a tap on {@link flowButtons.stop}. */
  cancel: "cancel",
  chooseTarget: h`<b>New launch.</b> Where shall it go?`,
  tapATarget: h`Please tap one of the buttons above, or type a name such as <i>pump</i>.`,
  chosen: (target: Target) => h`Going to <b>${target.label}</b>.`,
  /** A question was open and something else was begun. */
  setAside: {
    launch: h`I set aside the launch you were putting together; nothing of it was sent.`,
    edit: h`I closed the question above; nothing was changed.`,
    mint: h`I closed the question above; nothing was changed.`,
  },
  /** A question was open and the person left. */
  left: {
    launch: h`Left. Nothing was launched.`,
    edit: h`Left. The card is as it was.`,
    mint: h`Left as it is.`,
  },
  notACommand: h`I do not know that command. I am still waiting for an answer:`,
  nothingToCancel: h`There is nothing to cancel.`,
  sentCannotCancel: h`A launch that was already sent cannot be recalled. /status shows how it goes.`,
  done: h`That is all. Check it once more:`,
  closed: h`That question is closed. Send /launch to start again.`,
  edited: {
    changed: h`Changed. Here is the card again:`,
    kept: h`Nothing changed. Here is the card again:`,
    moved: h`The card went to another target in the meantime, so I left it as it is:`,
    launched: h`Too late to change: you launched it in the meantime. The card shows how it goes.`,
    closed: h`That draft is closed. Send /launch to start a new one.`,
  },
  askMint: h`Good. Send the token's address (mint), so that it is on record.`,
  mintPlaceholder: "Token address",
  mint: {
    noted: h`Noted. The card says so too.`,
    left: h`Left as it is.`,
    settled: h`That launch is settled already; its card says how it ended.`,
  },
};

/** What is known so far, in one line above each question. */
function knownSoFar(content: DraftContent): Html | null {
  const parts = [
    ...(content.name === null ? [] : [cut(content.name, 255)]),
    ...(content.ticker === null ? [] : [`$${cut(content.ticker, 40)}`]),
  ];
  const target = TARGETS[content.target].label;
  return h`<i>${[target, ...parts].join(" · ")}${content.picture ? " · picture" : ""}</i>`;
}

export function question(field: Field, content: DraftContent): QuestionWords {
  const words = questionWords(field, TARGETS[content.target]);
  return { ...words, ask: lines(knownSoFar(content), words.ask) };
}

function questionWords(field: Field, target: Target): QuestionWords {
  const { min, max } = target.name;
  switch (field) {
    case "name":
      return {
        ask: h`What is it called? (Name and ticker at once work too: <i>Moss Coin, MOSS</i>)`,
        placeholder: `Name, ${min} to ${max} characters`,
      };
    case "ticker":
      return {
        ask: h`Which ticker?`,
        placeholder: `${target.ticker.min} to ${target.ticker.max} ${target.ticker.alphabet === "latin" ? "letters A-Z and digits" : "letters and digits"}`,
      };
    case "picture":
      return {
        ask: h`Send a picture: a photo, an image file, or an https link.`,
        placeholder: "A photo, an image file or a link",
      };
    case "description":
      return {
        ask: h`Describe it in a few sentences.`,
        placeholder: `At most ${target.description?.max ?? 0} characters`,
      };
    case "buy":
      return {
        ask: h`How much do you buy first, in ${target.buy?.symbol ?? ""}? 0 for nothing.`,
        placeholder: `Amount in ${target.buy?.symbol ?? ""}, for instance 0.5`,
      };
    case "website":
      return { ask: h`Which website?`, placeholder: "https://…" };
    case "twitter":
      return { ask: h`Which X account or post?`, placeholder: "@name or https://x.com/…" };
    case "telegram":
      return { ask: h`Which Telegram chat or channel?`, placeholder: "@name or https://t.me/…" };
    case "option":
      return { ask: h`Which value?`, placeholder: "Value" };
  }
}

export function optionQuestion(key: OptionKey): QuestionWords {
  const { label, hint } = optionWords[key];
  return { ask: h`<b>${label}.</b> ${hint}`, placeholder: label };
}

export const fieldLabel = (field: Field): string => fieldNames[field];
