import { InlineKeyboard, type Api } from "grammy";
import type { CredentialInfo, CredentialSlot, ProviderName } from "../domain/credential.ts";
import { TARGETS } from "../domain/targets.ts";
import { newToken, tokenHash } from "../kit/one-time-token.ts";
import type { PendingIntake } from "./bot-store.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import type { DraftCards } from "./draft-card.ts";
import type { Html } from "./html.ts";
import { leaveFlow } from "./leave-flow.ts";
import { reply, say } from "./reply.ts";
import { toast } from "./toast.ts";
import { flowWords, generalWords, keysWords } from "./words/words.ts";

/** How long the next message is taken for a secret. */
const INTAKE_MS = 3 * 60_000;
/** How long the page takes it. */
export const LINK_MS = 5 * 60_000;

/** Getting keys in: on a page, by the next message, or made here. For private chats only. */
export interface CredentialDesk {
  /** Asks for the secret of a slot. A slot the provider does not have (a forged button) is answered as an old button. */
  expect(ctx: Ctx, provider: ProviderName, kind: string): Promise<void>;
  /** Neither the page nor the next message takes a secret any more, and the question goes. @returns Whether one was expected. */
  stopExpecting(ctx: Ctx): Promise<boolean>;
  /** Makes a wallet for a slot that allows it. */
  make(ctx: Ctx, provider: ProviderName, kind: string): Promise<void>;
  /** Stores a made-up secret in the slot that is asked for, where the providers are played; else an old button. */
  takeSample(ctx: Ctx, provider: ProviderName, kind: string): Promise<void>;
  /** A key came in: says so, and shows the draft that was waiting for it again. */
  afterStored(api: Api, ownerId: number, provider: ProviderName, text: Html): Promise<void>;
  /** Takes the question away: under it, buttons would mislead. */
  removePrompt(api: Api, asked: PendingIntake): Promise<void>;
  slot(provider: ProviderName, kind: string): CredentialSlot | null;
}

export function createCredentialDesk(
  deps: Pick<
    BotDeps,
    | "store"
    | "cabinet"
    | "drafts"
    | "providers"
    | "intakeLinks"
    | "intakeWay"
    | "sampleKey"
    | "clock"
  > & { readonly cards: DraftCards },
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

  async function afterStored(
    api: Api,
    ownerId: number,
    provider: ProviderName,
    text: Html,
  ): Promise<void> {
    await say(api, ownerId, text);
    const draft = await deps.drafts.latestOpen(ownerId);
    if (draft && TARGETS[draft.content.target].provider === provider) {
      await deps.cards.send(api, draft);
    }
  }

  async function stopExpecting(ctx: Ctx): Promise<boolean> {
    const userId = ctx.from?.id ?? 0;
    const pending = await deps.store.expectedSecret(userId);
    const link = await deps.intakeLinks.ofUser(userId, deps.clock.now());
    if (link) await deps.intakeLinks.close(userId);
    if (!pending) return link !== null;
    await deps.store.dropExpectedSecret(userId);
    await removePrompt(ctx.api, pending);
    return true;
  }

  /** A way to the page for this slot alone; it voids every earlier one of this person. */
  async function openPage(keyboard: InlineKeyboard, intake: PendingIntake): Promise<void> {
    if (deps.intakeWay === null) return;
    const { userId, provider, kind } = intake;
    const { url, asMiniApp } = deps.intakeWay;
    const { onPage, inBrowser } = keysWords.buttons;
    const token = newToken();
    const hash = await tokenHash(token);
    const expiresAt = deps.clock.now() + LINK_MS;
    await deps.intakeLinks.open({ hash, userId, provider, kind, expiresAt });
    if (asMiniApp) keyboard.webApp(onPage, url).primary().row();
    const link = keyboard.url(asMiniApp ? inBrowser : onPage, `${url}#${token}`);
    (asMiniApp ? link : link.primary()).row();
  }

  return {
    slot: slotOf,
    afterStored,
    removePrompt,
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
      const keyboard = new InlineKeyboard();
      if (deps.sampleKey) {
        keyboard.text(keysWords.buttons.sample, `k:${provider}:${slot.kind}:sample`).row();
      }
      await openPage(keyboard, intake);
      const text = keysWords.prompt(provider, slot, deps.intakeWay !== null);
      const prompt = await ctx.reply(text.html, {
        parse_mode: "HTML",
        reply_markup: keyboard.text(keysWords.buttons.cancel, "k:cancel"),
      });
      const asked = { ...intake, promptMessageId: prompt.message_id };
      // The page may have taken the key while Telegram's answer was on its way.
      if (await deps.store.expectedSecret(userId)) return deps.store.expectSecret(asked);
      await removePrompt(ctx.api, asked);
    },

    async make(ctx, provider, kind) {
      const slot = slotOf(provider, kind);
      if (slot?.canBeMade !== true || !ctx.from) return reply(ctx, generalWords.unknown);
      const ownerId = ctx.from.id;
      const existing = await stored(ownerId, provider, kind);
      if (existing) return reply(ctx, keysWords.hasWallet(existing));
      await stopExpecting(ctx);
      const info = await deps.cabinet.makeWallet({ ownerId, provider, kind: slot.kind });
      await afterStored(ctx.api, ownerId, provider, keysWords.made(provider, info));
    },

    async takeSample(ctx, provider, kind) {
      const slot = slotOf(provider, kind);
      if (!slot || !ctx.from || !deps.sampleKey) return toast(ctx, generalWords.oldButton);
      const ownerId = ctx.from.id;
      const asked = await deps.store.expectedSecret(ownerId);
      // A second tap, or a key that came another way: what is stored stays.
      if (asked?.provider !== provider || asked.kind !== kind) {
        return toast(ctx, generalWords.oldButton);
      }
      await toast(ctx);
      const typed = await deps.sampleKey(slot.form, deps.clock.now());
      const info = await deps.cabinet.seal(
        { ownerId, provider, kind: slot.kind },
        slot.form,
        typed,
      );
      await stopExpecting(ctx);
      await afterStored(ctx.api, ownerId, provider, keysWords.sampleStored(provider, info));
    },
  };
}

async function removePrompt(api: Api, { promptMessageId, userId }: PendingIntake): Promise<void> {
  if (promptMessageId === null) return;
  await api.deleteMessage(userId, promptMessageId).catch(() => undefined);
}
