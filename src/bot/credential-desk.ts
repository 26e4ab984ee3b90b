import type { CredentialInfo, CredentialSlot, ProviderName } from "../domain/credential.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import type { DraftCards } from "./draft-card.ts";
import type { Html } from "./html.ts";
import { reply } from "./reply.ts";
import { generalWords, keysWords } from "./words/words.ts";

/** How long the next message is taken for a secret. */
export const INTAKE_MS = 3 * 60_000;

/** Getting keys in: by the next message, or made here. For private chats only. */
export interface CredentialDesk {
  /** Asks for the secret of a slot. A slot the provider does not have (a forged button) is answered as an old button. */
  expect(ctx: Ctx, provider: ProviderName, kind: string): Promise<void>;
  /** Makes a wallet for a slot that allows it. */
  make(ctx: Ctx, provider: ProviderName, kind: string): Promise<void>;
  /** A key came in: shows the draft that was waiting for it again. */
  afterStored(ctx: Ctx, text: Html): Promise<void>;
  slot(provider: ProviderName, kind: string): CredentialSlot | null;
}

export function createCredentialDesk(
  deps: Pick<BotDeps, "store" | "cabinet" | "drafts" | "providers" | "clock"> & {
    readonly cards: DraftCards;
  },
): CredentialDesk {
  const slotOf = (provider: ProviderName, kind: string): CredentialSlot | null =>
    deps.providers[provider].slots.find((slot) => slot.kind === kind) ?? null;

  async function afterStored(ctx: Ctx, text: Html): Promise<void> {
    await reply(ctx, text);
    const draft = await deps.drafts.latestOpen(ctx.from?.id ?? 0);
    if (draft) await deps.cards.send(ctx.api, draft);
  }

  return {
    slot: slotOf,
    afterStored,

    async expect(ctx, provider, kind) {
      const slot = slotOf(provider, kind);
      if (!slot || !ctx.from) return reply(ctx, generalWords.unknown);
      // A flow that waits for an answer must not meet the secret, should the intake run out of time.
      await ctx.conversation.exitAll();
      const prompt = await ctx.reply(keysWords.prompt(provider, slot).html, {
        parse_mode: "HTML",
        reply_markup: {
          inline_keyboard: [[{ text: keysWords.buttons.cancel, callback_data: "k:cancel" }]],
        },
      });
      await deps.store.expectSecret({
        userId: ctx.from.id,
        provider,
        kind: slot.kind,
        expiresAt: deps.clock.now() + INTAKE_MS,
        promptMessageId: prompt.message_id,
      });
    },

    async make(ctx, provider, kind) {
      const slot = slotOf(provider, kind);
      if (slot?.canBeMade !== true || !ctx.from) return reply(ctx, generalWords.unknown);
      const existing = await stored(deps, ctx.from.id, provider, slot.kind);
      // Replacing a wallet loses what the old one controls, so that takes Delete first.
      if (existing) return reply(ctx, keysWords.hasWallet(existing));
      const info = await deps.cabinet.makeWallet({
        ownerId: ctx.from.id,
        provider,
        kind: slot.kind,
      });
      await afterStored(ctx, keysWords.made(provider, info));
    },
  };
}

async function stored(
  deps: Pick<BotDeps, "cabinet">,
  ownerId: number,
  provider: ProviderName,
  kind: string,
): Promise<CredentialInfo | undefined> {
  const all = await deps.cabinet.list(ownerId);
  return all.find((info) => info.provider === provider && info.kind === kind);
}
