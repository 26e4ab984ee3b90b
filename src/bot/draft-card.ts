import { InputFile, type Api } from "grammy";
import type { Draft, DraftStore } from "../launches/draft-store.ts";
import type { BotDeps } from "./deps.ts";
import type { Html } from "./html.ts";
import { drawPreview, type View } from "./preview.ts";
import { isGone, isNotModified } from "./telegram-errors.ts";

/** Shows previews in the chat: a photo with a caption when the draft has a picture of its own, else a text. */
export interface DraftCards {
  /** A new card at the end of the chat; the old one loses its buttons. */
  send(api: Api, draft: Draft): Promise<void>;
  /** The same card with new content or another view; a new one when the old cannot take it. */
  refresh(api: Api, draft: Draft, view: View): Promise<void>;
  /** The card's last words: no buttons any more. */
  close(api: Api, draft: Draft, text: Html): Promise<void>;
}

export function createDraftCards(
  deps: Parameters<typeof drawPreview>[0] & {
    readonly pictures: BotDeps["pictures"];
    readonly drafts: DraftStore;
  },
): DraftCards {
  async function send(api: Api, draft: Draft): Promise<void> {
    const { text, keyboard } = await drawPreview(deps, draft, "main");
    const { picture } = draft.content;
    const image = picture?.kind === "stored" ? await deps.pictures.bytesOf(picture.hash) : null;
    // Private chats only, so the chat's id is the person's.
    const chatId = draft.card?.chatId ?? draft.ownerId;
    const sent = image
      ? await api.sendPhoto(chatId, new InputFile(image.bytes, "picture"), {
          caption: text.html,
          parse_mode: "HTML",
          reply_markup: keyboard,
        })
      : await api.sendMessage(chatId, text.html, {
          parse_mode: "HTML",
          reply_markup: keyboard,
          link_preview_options: { is_disabled: true },
        });
    await deps.drafts.place(draft.id, {
      chatId,
      messageId: sent.message_id,
      hasPicture: image !== null,
    });
    if (draft.card) await strip(api, draft.card);
  }

  /** An old card that is still there must not look as if it could be used. */
  async function strip(api: Api, card: NonNullable<Draft["card"]>): Promise<void> {
    await api.editMessageReplyMarkup(card.chatId, card.messageId).catch((error: unknown) => {
      if (!isNotModified(error) && !isGone(error)) throw error;
    });
  }

  async function edit(
    api: Api,
    card: NonNullable<Draft["card"]>,
    text: Html,
    keyboard?: Awaited<ReturnType<typeof drawPreview>>["keyboard"],
  ): Promise<void> {
    const other = {
      parse_mode: "HTML" as const,
      ...(keyboard ? { reply_markup: keyboard } : {}),
    };
    const done = card.hasPicture
      ? api.editMessageCaption(card.chatId, card.messageId, { caption: text.html, ...other })
      : api.editMessageText(card.chatId, card.messageId, text.html, {
          ...other,
          link_preview_options: { is_disabled: true },
        });
    await done.catch((error: unknown) => {
      if (!isNotModified(error)) throw error;
    });
  }

  return {
    send,

    async refresh(api, draft, view) {
      const hasPicture = draft.content.picture?.kind === "stored";
      if (draft.card?.hasPicture !== hasPicture) return send(api, draft);
      const { text, keyboard } = await drawPreview(deps, draft, view);
      try {
        await edit(api, draft.card, text, keyboard);
      } catch (error) {
        if (!isGone(error)) throw error;
        await send(api, draft);
      }
    },

    async close(api, draft, text) {
      if (!draft.card) return;
      await edit(api, draft.card, text).catch((error: unknown) => {
        if (!isGone(error)) throw error;
      });
    },
  };
}
