import { InputFile, type Api, type InlineKeyboard } from "grammy";
import {
  linkOfPicture,
  routePicture,
  type KeptImage,
  type StoredPicture,
} from "../domain/picture.ts";
import { TARGETS, type TargetId } from "../domain/targets.ts";
import {
  isInline,
  type ChatPlace,
  type Draft,
  type DraftStore,
  type InlinePlace,
  type Room,
} from "../launches/draft-store.ts";
import { editCard } from "./card-message.ts";
import type { BotDeps } from "./deps.ts";
import type { Html } from "./html.ts";
import { drawPreview } from "./preview.ts";
import { readOwnFacts } from "./preview-facts.ts";
import type { View } from "./preview-keyboard.ts";
import { isGone, isNotModified, isNotThere, readSetback } from "./telegram-errors.ts";
import { inTopic } from "./topic.ts";
import { ownerAloneWords } from "./words/words.ts";

/** Shows previews in the chat: a photo with a caption when the draft has a picture of its own, else a text. */
export interface DraftCards {
  /** A new card at the end of the chat; the old one loses its buttons. A posted card is drawn anew instead. */
  send(api: Api, draft: Draft): Promise<void>;
  /** The same card with new content or another view; a new one when the old cannot take it. */
  refresh(api: Api, draft: Draft, view: View): Promise<void>;
  /** What it leaves out where others read it; for its owner alone. */
  ownersPart(draft: Draft): Promise<Html>;
  /** The card's last words: no buttons any more. */
  close(api: Api, draft: Draft, text: Html): Promise<void>;
}

/** What Telegram shows as a photo: sides of 10000 together, neither 20 times the other. */
const MAX_SIDES = 10_000;
const MAX_RATIO = 20;

export function createDraftCards(
  deps: Parameters<typeof drawPreview>[0] & {
    readonly pictures: BotDeps["pictures"];
    readonly drafts: DraftStore;
    readonly notices: Pick<BotDeps["notices"], "migrateChat">;
    readonly log: BotDeps["log"];
  },
): DraftCards {
  async function photoOf({ picture, target }: Draft["content"]): Promise<Buffer | null> {
    if (picture?.kind !== "stored" || !isPhoto(picture)) return null;
    const shown = stillOf(picture, target, deps.around.hostedLinkLength);
    return (await deps.pictures.bytesOf(shown.hash))?.bytes ?? null;
  }

  async function put(
    api: Api,
    { chatId, topicId }: Room,
    photo: Buffer | null,
    text: Html,
    keyboard: InlineKeyboard,
  ): Promise<number> {
    const other = { parse_mode: "HTML", reply_markup: keyboard, ...inTopic(topicId) } as const;
    const sent = photo
      ? await api.sendPhoto(chatId, new InputFile(photo, "picture"), {
          caption: text.html,
          ...other,
        })
      : await api.sendMessage(chatId, text.html, {
          ...other,
          link_preview_options: { is_disabled: true },
        });
    return sent.message_id;
  }

  /** The first of these that takes it. A topic may be closed, a group may have shut the bot out, or moved to another id. */
  async function putIn(
    [room, ...others]: readonly [Room, ...Room[]],
    send: (room: Room) => Promise<number>,
  ): Promise<Pick<ChatPlace, "chatId" | "messageId">> {
    const { chatId } = room;
    try {
      return { chatId, messageId: await send(room) };
    } catch (error) {
      const setback = readSetback(error);
      const [other, ...more] = others;
      if (setback.act === "migrate") {
        await deps.notices.migrateChat(chatId, setback.chatId);
        return putIn([{ ...room, chatId: setback.chatId }, ...others], send);
      }
      const isShut = setback.act === "elsewhere" || setback.act === "leave-topic";
      if (!isShut || other === undefined) throw error;
      return putIn([other, ...more], send);
    }
  }

  /** A posted card stays where its person posted it, and shows the picture by its link. */
  async function redraw(api: Api, draft: Draft, card: InlinePlace, view: View): Promise<void> {
    const { text, keyboard } = await drawPreview(deps, draft, view);
    const picture = linkOfPicture(draft.content.picture);
    await editCard(api, card, text, keyboard, picture).catch((error: unknown) => {
      if (!isGone(error) && !isNotModified(error)) throw error;
    });
  }

  async function send(api: Api, draft: Draft): Promise<void> {
    if (isInline(draft.card)) return redraw(api, draft, draft.card, "main");
    const { text, keyboard } = await drawPreview(deps, draft, "main");
    const photo = await photoOf(draft.content);
    const { chatId, messageId } = await putIn(roomsFor(draft), (room) =>
      put(api, room, photo, text, keyboard),
    );
    await deps.drafts.place(draft.id, { chatId, messageId, hasPicture: photo !== null });
    if (draft.card) await retire(api, draft.card);
  }

  /** A group keeps one card; a private chat keeps the old ones, as they can be scrolled back to. */
  async function retire(api: Api, card: ChatPlace): Promise<void> {
    if (card.chatId > 0) return strip(api, card);
    try {
      await api.deleteMessage(card.chatId, card.messageId);
    } catch (error) {
      if (!isNotThere(error)) await strip(api, card);
    }
  }

  /** An old card must not look as if it could be used. Its buttons would be answered all the same, so a failure is none. */
  async function strip(api: Api, card: ChatPlace): Promise<void> {
    await api.editMessageReplyMarkup(card.chatId, card.messageId).catch((error: unknown) => {
      if (!isNotModified(error) && !isGone(error)) {
        deps.log.info({ error }, "an old card kept its buttons");
      }
    });
  }

  return {
    send,

    async refresh(api, draft, view) {
      const { card } = draft;
      if (isInline(card)) return redraw(api, draft, card, view);
      const hasPicture = (await photoOf(draft.content)) !== null;
      if (card?.hasPicture !== hasPicture) return send(api, draft);
      const { text, keyboard } = await drawPreview(deps, draft, view);
      try {
        await editCard(api, card, text, keyboard);
      } catch (error) {
        if (isNotModified(error)) return;
        if (!isGone(error)) throw error;
        await send(api, draft);
      }
    },

    ownersPart: async (draft) => ownerAloneWords(draft.content, await readOwnFacts(deps, draft)),

    async close(api, draft, text) {
      deps.standby.gone(draft.id);
      if (!draft.card) return;
      await editCard(api, draft.card, text).catch((error: unknown) => {
        if (!isGone(error) && !isNotModified(error)) throw error;
      });
    },
  };
}

/**
 * Where its card stands, or else the group it was begun in: there the topic it was begun in, or else the General. At last the
 * private chat of its owner.
 */
function roomsFor({ card, groupId, topicId, ownerId }: Draft): readonly [Room, ...Room[]] {
  const there = isInline(card) ? null : card?.chatId;
  const chatId = there ?? groupId ?? ownerId;
  const last: Room = { chatId: ownerId, topicId: null };
  if (chatId === ownerId) return [last];
  const general: Room = { chatId, topicId: null };
  return topicId === null ? [general, last] : [{ chatId, topicId }, general, last];
}

/** The picture as it will be sent; of an animation its first frame. */
function stillOf(picture: StoredPicture, target: TargetId, linkLength: number | null): KeptImage {
  const route = routePicture(picture, TARGETS[target].picture, linkLength);
  if (route === null || route.by === "link" || route.image.mime === "image/gif") return picture;
  return route.image;
}

function isPhoto({ width, height }: KeptImage): boolean {
  const long = Math.max(width, height);
  return width + height <= MAX_SIDES && long <= MAX_RATIO * Math.min(width, height);
}
