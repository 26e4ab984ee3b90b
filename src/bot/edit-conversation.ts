import type { DraftContent } from "../domain/draft.ts";
import type { OptionKey } from "../domain/options.ts";
import type { Field } from "../domain/problem.ts";
import type { Draft } from "../launches/draft-store.ts";
import { merge } from "./answers.ts";
import { ask, type AskDeps, type Reply } from "./ask.ts";
import type { Flow, FlowCtx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import type { DraftCards } from "./draft-card.ts";
import { createTalk } from "./talk.ts";
import { flowWords, optionQuestion, question } from "./words/words.ts";

export interface EditFlowDeps extends AskDeps, Pick<BotDeps, "drafts" | "clock"> {
  readonly cards: DraftCards;
}

export interface EditStart {
  readonly draftId: string;
  readonly field: Field;
  readonly option?: OptionKey;
}

/**
 * What became of an answer. The card can be used while the question waits: `launched` and `closed` say that the draft is
 * open no more, `moved` that it went to another target, where the answer would mean something else.
 */
type Ending = "changed" | "kept" | "moved" | "launched" | "closed";

/** Asks for one field of a draft, then shows the preview card again, as the newest message. */
export function createEditFlow(deps: EditFlowDeps) {
  async function apply(
    ownerId: number,
    start: EditStart,
    asked: DraftContent,
    answer: Reply,
  ): Promise<Ending> {
    const draft = await deps.drafts.get(start.draftId);
    if (draft?.state !== "open") return draft?.state === "launched" ? "launched" : "closed";
    if (!isChange(answer)) return "kept";
    if (draft.content.target !== asked.target) return "moved";
    const { id, version } = draft;
    const now = deps.clock.now();
    const change = (content: DraftContent) => changed(content, answer, start.option);
    return (await deps.drafts.change(id, ownerId, version, change, now)) ? "changed" : "closed";
  }

  return async function editFlow(flow: Flow, ctx: FlowCtx, start: EditStart): Promise<void> {
    const ownerId = ctx.from?.id ?? 0;
    const { field, option } = start;
    const content = await flow.external(async () => {
      const draft = await deps.drafts.get(start.draftId);
      return isOpenOf(draft, ownerId) ? draft.content : null;
    });
    const talk = createTalk(flow, ctx);
    if (content === null) return talk.end(flowWords.edited.closed);
    const answer = await ask(deps, talk, {
      field,
      ...(option === undefined ? {} : { option }),
      words: option === undefined ? question(field, content) : optionQuestion(option),
      buttons: option === undefined ? ["back"] : ["back", "clear"],
      content,
    });
    const ending = await flow.external(() => apply(ownerId, start, content, answer));
    const words = flowWords.edited[ending];
    if (ending === "launched" || ending === "closed") return talk.end(words);
    const showCard = () =>
      flow.external(async (outer) => {
        const draft = await deps.drafts.get(start.draftId);
        if (isOpenOf(draft, ownerId)) await deps.cards.send(outer.api, draft);
      });
    if (ending !== "moved") return talk.end(words, showCard);
    // What was answered is lost, so this stays to be read.
    await talk.end(words);
    await showCard();
  };
}

function isOpenOf(draft: Draft | null, ownerId: number): draft is Draft {
  return draft?.ownerId === ownerId && draft.state === "open";
}

const isChange = (answer: Reply): boolean =>
  "change" in answer || ("button" in answer && answer.button === "clear");

function changed(
  content: DraftContent,
  answer: Reply,
  option: OptionKey | undefined,
): DraftContent {
  if ("change" in answer) return merge(content, answer.change);
  const kept = Object.entries(content.options).filter(([key]) => key !== option);
  return { ...content, options: Object.fromEntries(kept) };
}
