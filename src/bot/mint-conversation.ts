import { isAddress } from "../domain/chains.ts";
import type { Launch } from "../domain/launch.ts";
import { TARGETS } from "../domain/targets.ts";
import type { Ctx, Flow, FlowCtx } from "./context.ts";
import { flowButtons, flowWords, generalWords, problemWords } from "./words/words.ts";

export interface MintFlowDeps {
  /** The launch, if it is this person's and still unclear; else null. */
  readonly unclearLaunch: (launchId: string, ownerId: number) => Promise<Launch | null>;
  readonly resolve: (ctx: Ctx, launchId: string, mint: string) => Promise<void>;
}

/** `It is live`: asks for the mint, checks its form, and settles the launch by its owner's word. */
export function createMintFlow(deps: MintFlowDeps) {
  return async function mintFlow(
    flow: Flow,
    ctx: FlowCtx,
    start: { readonly launchId: string },
  ): Promise<void> {
    const ownerId = ctx.from?.id ?? 0;
    const chain = await flow.external(async () => {
      const launch = await deps.unclearLaunch(start.launchId, ownerId);
      return launch && TARGETS[launch.request.target].chain;
    });
    if (chain === null) {
      await ctx.reply(generalWords.noSuchLaunch.html);
      return;
    }
    await ctx.reply(flowWords.askMint.html, {
      reply_markup: {
        keyboard: [[{ text: flowButtons.back }]],
        resize_keyboard: true,
        input_field_placeholder: flowWords.mintPlaceholder,
      },
    });
    const mint = await flow.form.build<string | null, null>({
      validate: ({ message }) => {
        const text = message?.text?.trim() ?? "";
        if (text === flowButtons.back) return { ok: true, value: null };
        return isAddress(chain, text) ? { ok: true, value: text } : { ok: false, error: null };
      },
      otherwise: async (answer) => {
        if (answer.callbackQuery) await answer.answerCallbackQuery(generalWords.oldButton);
        else await answer.reply(problemWords({ code: "mint-form", chain }).html);
      },
    });
    await ctx.reply(flowWords.mintTaken(mint !== null).html, {
      reply_markup: { remove_keyboard: true },
    });
    if (mint !== null) await flow.external((outer) => deps.resolve(outer, start.launchId, mint));
  };
}
