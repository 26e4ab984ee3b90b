import type { PhotoSize } from "@grammyjs/types";
import { faceOfButton } from "./keyboards.ts";
import { renderHtml } from "./render-html.ts";
import type { Stored } from "./state.ts";
import type { SimMessage } from "./world.ts";

/** Ephemeral messages have no message_id; they are shown and kept under this one. */
export const ephemeralKey = (ephemeralId: number): number => -1_000_000_000 - ephemeralId;

/** Turns a message as Telegram keeps it into one as a client shows it. */
export function faceOf(stored: Stored): SimMessage {
  const { message, from, replyKeyboard, reaction } = stored;
  const { document, caption, text } = message;
  const other = (["sticker", "voice", "video"] as const).find(
    (kind) => message[kind] !== undefined,
  );
  const words = text ?? caption;
  const entities = message.entities ?? message.caption_entities ?? [];
  const keyboard = message.reply_markup?.inline_keyboard.map((row) => row.map(faceOfButton));
  return given({
    chatId: message.chat.id,
    messageId:
      message.ephemeral_message_id === undefined
        ? message.message_id
        : ephemeralKey(message.ephemeral_message_id),
    onlyFor: message.receiver_user?.id,
    from: {
      id: from.id,
      name: message.sender_chat?.title ?? from.first_name,
      isBot: from.is_bot && message.sender_chat === undefined,
    },
    date: message.date * 1000,
    via: message.via_bot?.username,
    topic: message.message_thread_id,
    editDate: message.edit_date === undefined ? undefined : message.edit_date * 1000,
    text,
    caption,
    html: words === undefined ? undefined : renderHtml({ text: words, entities }),
    photo: largestOf(message.photo),
    preview: largestOf(stored.preview),
    document: document && {
      fileId: document.file_id,
      name: document.file_name ?? "",
      mime: document.mime_type ?? "",
      size: document.file_size ?? 0,
    },
    other,
    replyTo: message.reply_to_message?.forum_topic_created
      ? undefined
      : message.reply_to_message?.message_id,
    keyboard,
    replyKeyboard,
    reaction,
  });
}

function largestOf(sizes: readonly PhotoSize[] | undefined) {
  const largest = sizes?.at(-1);
  return largest && { fileId: largest.file_id, width: largest.width, height: largest.height };
}

type Given<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };

/** Leaves out the fields that are undefined. */
export function given<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Given<T>;
}
