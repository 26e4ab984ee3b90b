import type { Api } from "grammy";
import type { CredentialInfo, CredentialSlot, ProviderName } from "../domain/credential.ts";
import { TARGETS } from "../domain/targets.ts";
import type { PendingIntake } from "./bot-store.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import type { DraftCards } from "./draft-card.ts";
import type { Html } from "./html.ts";
import { leaveFlow } from "./leave-flow.ts";
import { reply } from "./reply.ts";
import { flowWords, generalWords, keysWords } from "./words/words.ts";

/** How long the next message is taken for a secret. */
export const INTAKE_MS = 3 * 60_000;

/** Getting keys in: by the next message, or made here. For private chats only. */
export interface CredentialDesk {
  /** Asks for the secret of a slot. A slot the provider does not have (a forged button) is answered as an old button. */
  expect(ctx: Ctx, provider: ProviderName, kind: string): Promise<void>;
  /** The next message is no secret any more, and the question for it goes. @returns Whether one was expected. */
  stopExpecting(ctx: Ctx): Promise<boolean>;
  /** Makes a wallet for a slot that allows it. */
  make(ctx: Ctx, provider: ProviderName, kind: string): Promise<void>;
  /** A key came in: shows the draft that was waiting for it again. */
  afterStored(ctx: Ctx, provider: ProviderName, text: Html): Promise<void>;
  slot(provider: ProviderName, kind: string): CredentialSlot | null;
}

export function createCredentialDesk(
  deps: Pick<BotDeps, "store" | "cabinet" | "drafts" | "providers" | "clock"> & {
    readonly cards: DraftCards;
  },
): CredentialDesk {
  const slotOf = (provider: ProviderName, kind: string): CredentialSlot | null =>
    deps.providers[provider].slots.find((slot) => slot.kind === kind) ?? null;

  async function stored(
    ownerId: number,
    provider: ProviderName,
    kind: string,
  ): Promise<CredentialInfo | undefined> {
    const all = await deps.cabinet.list(ownerId);
    return all.find((info) => info.provider === provider && info.kind === kind);
  }

  async function afterStored(ctx: Ctx, provider: ProviderName, text: Html): Promise<void> {
    await reply(ctx, text);
    const draft = await deps.drafts.latestOpen(ctx.from?.id ?? 0);
    if (draft && TARGETS[draft.content.target].provider === provider) {
      await deps.cards.send(ctx.api, draft);
    }
  }

  async function stopExpecting(ctx: Ctx): Promise<boolean> {
    const userId = ctx.from?.id ?? 0;
    const pending = await deps.store.expectedSecret(userId);
    if (!pending) return false;
    await deps.store.dropExpectedSecret(userId);
    await removePrompt(ctx.api, pending);
    return true;
  }

  return {
    slot: slotOf,
    afterStored,
    stopExpecting,

    async expect(ctx, provider, kind) {
      const slot = slotOf(provider, kind);
      if (!slot || !ctx.from) return reply(ctx, generalWords.unknown);
      const userId = ctx.from.id;
      // Replacing a wallet of ours loses what it controls, so that takes Delete first.
      const existing = slot.canBeMade && (await stored(userId, provider, kind));
      if (existing) return reply(ctx, keysWords.hasWallet(existing));
      // A flow that waits for an answer must not meet the secret, should the intake run out of time.
      await leaveFlow(ctx, flowWords.setAside);
      await stopExpecting(ctx);
      const expiresAt = deps.clock.now() + INTAKE_MS;
      const intake = { userId, provider, kind: slot.kind, expiresAt, promptMessageId: null };
      // Before the question: a key must never arrive while nobody expects one.
      await deps.store.expectSecret(intake);
      const prompt = await ctx.reply(keysWords.prompt(provider, slot).html, {
        parse_mode: "HTML",
        reply_markup: {
          inline_keyboard: [[{ text: keysWords.buttons.cancel, callback_data: "k:cancel" }]],
        },
      });
      await deps.store.expectSecret({ ...intake, promptMessageId: prompt.message_id });
    },

    async make(ctx, provider, kind) {
      const slot = slotOf(provider, kind);
      if (slot?.canBeMade !== true || !ctx.from) return reply(ctx, generalWords.unknown);
      const ownerId = ctx.from.id;
      const existing = await stored(ownerId, provider, kind);
      if (existing) return reply(ctx, keysWords.hasWallet(existing));
      await stopExpecting(ctx);
      const info = await deps.cabinet.makeWallet({ ownerId, provider, kind: slot.kind });
      await afterStored(ctx, provider, keysWords.made(provider, info));
    },
  };
}

/** The question is answered or closed; a Cancel button under it would mislead. */
async function removePrompt(api: Api, { promptMessageId, userId }: PendingIntake): Promise<void> {
  if (promptMessageId === null) return;
  await api.deleteMessage(userId, promptMessageId).catch(() => undefined);
}
