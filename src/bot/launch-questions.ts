import type { DraftContent } from "../domain/draft.ts";
import { isLinkField, type Field } from "../domain/problem.ts";
import { fieldsOf, TARGETS, type Target } from "../domain/targets.ts";
import { merge, type Change } from "./answers.ts";
import { ask, type AskDeps } from "./ask.ts";
import type { FlowButton } from "./flow-button.ts";
import type { Said } from "./launch-message.ts";
import { lacking } from "./line-content.ts";
import { offersFor, type Hints } from "./offers.ts";
import type { Talk } from "./talk.ts";
import { question } from "./words/words.ts";

/** How far the questions about a draft came. Plain data, since conversations keep it as JSON. */
export interface Asking {
  readonly content: DraftContent;
  readonly needed: readonly Field[];
  /** In the order of the answers, so that Back undoes the last one. */
  readonly answered: readonly Field[];
}

/** What an answer comes to. `back`: to what was before the first question. */
export type Answered =
  | { readonly content: DraftContent }
  | { readonly asking: Asking }
  | { readonly edited: Said }
  | "back"
  | "stop";

/**
 * @param saysWhat Only what the target cannot do without is asked for. Links never are: who wants them has them in the line,
 * or on the card.
 */
export function beginAsking(content: DraftContent, saysWhat: boolean): Asking {
  const all = fieldsOf(TARGETS[content.target]);
  const open = all.filter((field) => !isLinkField(field) && !isKnown(content, field));
  return { content, needed: saysWhat ? lacking(content) : open, answered: [] };
}

/** Puts the first question that is open, and waits for an answer that fits. */
export async function askOne(
  deps: AskDeps,
  talk: Talk,
  {
    asking,
    origin,
    hints,
  }: { readonly asking: Asking; readonly origin: string; readonly hints: Hints },
): Promise<Answered> {
  const { content, needed, answered } = asking;
  const field = openIn(asking);
  if (field === undefined) return { content };
  const buttons: FlowButton[] = [
    "back",
    ...(canSkip(field, TARGETS[content.target]) ? ["skip" as const] : []),
    "stop",
  ];
  const answer = await ask(deps, talk, {
    ...{ field, buttons, content, origin },
    words: question(field, content),
    offers: offersFor(field, content, hints),
  });
  if ("edited" in answer) return answer;
  if ("change" in answer) return onward(changed(asking, answer.change));
  if (answer.button === "stop") return "stop";
  if (answer.button === "skip") return onward({ content, needed, answered: [...answered, field] });
  const undone = answered.at(-1);
  if (undone === undefined) return "back";
  return {
    asking: { needed, content: { ...content, [undone]: null }, answered: answered.slice(0, -1) },
  };
}

const onward = (asking: Asking): Answered =>
  openIn(asking) === undefined ? { content: asking.content } : { asking };

function changed({ content, needed, answered }: Asking, change: Change): Asking {
  const given = needed.filter((one) => one in change);
  const others = answered.filter((one) => !given.includes(one));
  return { content: merge(content, change), needed, answered: [...others, ...given] };
}

const openIn = ({ needed, answered }: Asking): Field | undefined =>
  needed.find((one) => !answered.includes(one));

/** Which fields may be left out. */
function canSkip(field: Field, target: Target): boolean {
  if (field === "description") return !target.description?.required;
  return field === "picture" || field === "buy";
}

const isKnown = (content: DraftContent, field: Field): boolean =>
  field in content && content[field as keyof DraftContent] !== null;
