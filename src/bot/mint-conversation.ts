import { isAddress } from "../domain/chains.ts";
import { InputError } from "../domain/errors.ts";
import { TARGETS } from "../domain/targets.ts";
import type { Flow, FlowCtx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import { flowButtonOf } from "./flow-button.ts";
import { lines } from "./html.ts";
import { noButtons, reply } from "./reply.ts";
import { toast } from "./toast.ts";
import { flowButtons, flowWords, generalWords, problemWords } from "./words/words.ts";

export type MintFlowDeps = Pick<BotDeps, "launches" | "desk">;

/** `It is live`: asks for the mint, checks its form, and settles the launch by its owner's word. */
export function createMintFlow(deps: MintFlowDeps) {
  return async function mintFlow(
    flow: Flow,
    ctx: FlowCtx,
    start: { readonly launchId: string },
  ): Promise<void> {
    const ownerId = ctx.from?.id ?? 0;
    const chain = await flow.external(async () => {
      const launch = await deps.launches.get(start.launchId);
      const unclear = launch?.ownerId === ownerId && launch.status === "unclear";
      return unclear ? TARGETS[launch.request.target].chain : null;
    });
    if (chain === null) return reply(ctx, flowWords.mint.settled);
    await put(ctx);
    const mint = await flow.form.build<string | null, null>({
      validate: ({ message }) => {
        const text = message?.text?.trim() ?? "";
        if (flowButtonOf(text) !== undefined) return { ok: true, value: null };
        return isAddress(chain, text) ? { ok: true, value: text } : { ok: false, error: null };
      },
      otherwise: async (answer) => {
        if (answer.callbackQuery) await toast(answer, generalWords.oldButton);
        else await put(answer, problemWords({ code: "mint-form", chain }));
      },
    });
    const ending = await flow.external(async () => {
      if (mint === null) return "left";
      try {
        const applied = await deps.desk.resolve(start.launchId, ownerId, mint);
        return applied.kind === "moved" ? "noted" : "settled";
      } catch (error) {
        if (error instanceof InputError) return "foreign";
        throw error;
      }
    });
    const said =
      ending === "foreign" ? problemWords({ code: "mint-foreign" }) : flowWords.mint[ending];
    await reply(ctx, said, noButtons(ctx));
  };
}

async function put(ctx: FlowCtx, wrong?: ReturnType<typeof problemWords>): Promise<void> {
  const text = wrong ? lines(wrong, "", flowWords.askMint) : flowWords.askMint;
  await ctx.reply(text.html, {
    parse_mode: "HTML",
    reply_markup: {
      keyboard: [[{ text: flowButtons.back }]],
      resize_keyboard: true,
      input_field_placeholder: flowWords.mintPlaceholder,
    },
  });
}
