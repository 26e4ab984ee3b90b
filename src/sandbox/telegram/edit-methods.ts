import { isDeepStrictEqual } from "node:util";
import type { InlineKeyboardMarkup, Message, Update } from "@grammyjs/types";
import { faceOf, given } from "./face.ts";
import type { Args, Handlers } from "./handlers.ts";
import { readMarkup } from "./keyboards.ts";
import { withPreview } from "./inline-results.ts";
import { inTopic } from "./posting.ts";
import { notPlayed, refuse } from "./refusal.ts";
import {
  captionContent,
  documentContent,
  photoContent,
  textContent,
  type Content,
} from "./sending.ts";
import { openChatOf, unixTime, type SimChat, type State, type Stored } from "./state.ts";

const NOT_MODIFIED =
  "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";

interface Target {
  readonly chat_id?: number | string;
  readonly message_id?: number;
  readonly inline_message_id?: string;
  readonly reply_markup?: InlineKeyboardMarkup;
}

/** A change takes the keyboard away unless it names one, as at Telegram. */
export function editMethods(state: State): Handlers {
  /** `change` is given the message and makes its new content. */
  const edit = async (target: Target, change: (old: Message) => Edited | Promise<Edited>) => {
    const { chat, stored } = editable(state, target);
    const { inline, reply } = readMarkup(target.reply_markup);
    const old = stored.message;
    const { preview, ...content } = await change(old);
    // A picture may have been fetched meanwhile.
    if (!chat.messages.has(old.message_id)) refuse(notFound(target));
    if (
      isDeepStrictEqual(asJson(content), asJson(contentOf(old))) &&
      isDeepStrictEqual(inline?.inline_keyboard, old.reply_markup?.inline_keyboard) &&
      (preview === undefined) === (stored.preview === undefined)
    ) {
      refuse(NOT_MODIFIED);
    }
    const { reply_to_message, has_protected_content, effect_id, via_bot, sender_chat } = old;
    const kept = { reply_to_message, has_protected_content, effect_id, via_bot, sender_chat };
    const message = {
      ...asJson({ ...kept, ...content, ...(inline ? { reply_markup: inline } : {}) }),
      message_id: old.message_id,
      from: stored.from,
      chat: old.chat,
      ...inTopic(old.message_thread_id),
      date: old.date,
      edit_date: unixTime(state),
    };
    const { from, reaction, inlineId } = stored;
    const next: Stored = {
      message,
      from,
      ...given({ replyKeyboard: reply ?? undefined, reaction, inlineId, preview }),
    };
    chat.messages.set(old.message_id, next);
    state.emit({ type: "edit", message: faceOf(next) });
    return target.inline_message_id === undefined ? message : true;
  };

  return {
    editMessageText: (args) =>
      edit(args, (old) => {
        if (old.text === undefined) refuse("there is no text in the message to edit");
        const content = textContent(args, "MESSAGE_TOO_LONG");
        return withPreview(state, content, args.link_preview_options);
      }) as Promise<(Message.TextMessage & Update.Edited) | true>,

    editMessageCaption: (args) =>
      edit(args, (old) => {
        if (old.text !== undefined) refuse("there is no caption in the message to edit");
        return { ...mediaOf(old), ...captionContent(args, "MEDIA_CAPTION_TOO_LONG") };
      }),

    editMessageMedia(args) {
      if (args.inline_message_id !== undefined && typeof args.media.media !== "string") {
        refuse("can't upload a file to an inline message: use a file_id or an HTTP URL");
      }
      return edit(args, () => newMedia(state, args.media));
    },

    editMessageReplyMarkup: (args) =>
      edit(args, (old) => {
        const { preview } = editable(state, args).stored;
        return { ...contentOf(old), ...given({ preview }) };
      }),
  };
}

type Edited = Content & Pick<Stored, "preview">;

const notFound = ({ inline_message_id: inlineId }: Target) =>
  inlineId === undefined ? "message to edit not found" : "MESSAGE_ID_INVALID";

function editable(state: State, target: Target): { chat: SimChat; stored: Stored } {
  if (target.inline_message_id !== undefined) return postedThroughBot(state, target);
  if (target.chat_id === undefined) refuse("chat_id is empty");
  if (target.message_id === undefined) refuse("message identifier is not specified");
  const chat = openChatOf(state, target.chat_id);
  const stored = chat.messages.get(target.message_id);
  if (!stored) refuse("message to edit not found");
  // Also a message that came with a keyboard in place of the letters: see "Updating messages" of the Bot API.
  const withKeyboard = stored.replyKeyboard && !stored.message.reply_markup;
  if (stored.from.id !== state.bot.id || withKeyboard) refuse("message can't be edited");
  return { chat, stored };
}

/** Whatever chat it stands in, and whether the bot is there or not. */
function postedThroughBot(state: State, target: Target): { chat: SimChat; stored: Stored } {
  const place = state.inline.posted.get(target.inline_message_id ?? "");
  const chat = place && state.chats.get(place.chatId);
  const stored = chat?.messages.get(place?.messageId ?? 0);
  return chat && stored ? { chat, stored } : refuse(notFound(target));
}

async function newMedia(state: State, media: Args<"editMessageMedia">["media"]): Promise<Content> {
  if (media.type !== "photo" && media.type !== "document") {
    return notPlayed(`media of type ${media.type}`);
  }
  const caption = captionContent(media, "MEDIA_CAPTION_TOO_LONG");
  return media.type === "photo"
    ? { ...caption, ...(await photoContent(state, media.media)) }
    : { ...caption, ...(await documentContent(state, media.media)) };
}

const mediaOf = ({ photo, document }: Message): Content => asJson({ photo, document });

const contentOf = ({ text, entities, caption, caption_entities, photo, document }: Message) =>
  asJson({ text, entities, caption, caption_entities, photo, document });

/** Without the fields that are undefined, deeply. */
const asJson = (value: object) => JSON.parse(JSON.stringify(value)) as Content;
