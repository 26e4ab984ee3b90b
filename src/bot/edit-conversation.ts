import type { OptionKey } from "../domain/options.ts";
import type { Field } from "../domain/problem.ts";
import { ask, type AskDeps, type Reply } from "./ask.ts";
import type { Change } from "./answers.ts";
import type { Ctx, Flow, FlowCtx } from "./context.ts";
import { flowWords, optionQuestion, question } from "./words/words.ts";
import type { DraftContent } from "../domain/draft.ts";

export interface EditFlowDeps extends AskDeps {
  /** The open draft's content, if it is this person's; else null. */
  readonly contentOf: (draftId: string, ownerId: number) => Promise<DraftContent | null>;
  /** Applies a change (null: none) and shows the card anew below. */
  readonly finish: (ctx: Ctx, draftId: string, change: Change | null) => Promise<void>;
}

export interface EditStart {
  readonly draftId: string;
  readonly field: Field;
  readonly option?: OptionKey;
}

/** Asks for one field of a draft, then shows the preview card again, as the newest message. */
export function createEditFlow(deps: EditFlowDeps) {
  return async function editFlow(flow: Flow, ctx: FlowCtx, start: EditStart): Promise<void> {
    const ownerId = ctx.from?.id ?? 0;
    const content = await flow.external(() => deps.contentOf(start.draftId, ownerId));
    if (content === null) {
      await ctx.reply(flowWords.draftGone.html);
      return;
    }
    const { field, option } = start;
    const reply = await ask(deps, flow, ctx, {
      field,
      ...(option === undefined ? {} : { option }),
      words: option === undefined ? question(field, content) : optionQuestion(option),
      buttons: option === undefined ? ["back"] : ["back", "clear"],
      content,
    });
    const change = changeOf(reply, content, option);
    await ctx.reply(flowWords.edited(change !== null).html, {
      reply_markup: { remove_keyboard: true },
    });
    await flow.external((outer) => deps.finish(outer, start.draftId, change));
  };
}

function changeOf(
  reply: Reply,
  content: DraftContent,
  option: OptionKey | undefined,
): Change | null {
  if ("change" in reply) return reply.change;
  if (reply.button !== "clear" || option === undefined) return null;
  const kept = Object.entries(content.options).filter(([key]) => key !== option);
  return { options: Object.fromEntries(kept) };
}
