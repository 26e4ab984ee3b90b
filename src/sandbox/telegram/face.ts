import { faceOfButton } from "./keyboards.ts";
import { renderHtml } from "./render-html.ts";
import type { Stored } from "./state.ts";
import type { SimMessage } from "./world.ts";

/** Turns a message as Telegram keeps it into one as a client shows it. */
export function faceOf({ message, from, replyKeyboard, reaction }: Stored): SimMessage {
  const largest = message.photo?.at(-1);
  const { document, caption, text } = message;
  const other = (["sticker", "voice", "video"] as const).find(
    (kind) => message[kind] !== undefined,
  );
  const words = text ?? caption;
  const entities = message.entities ?? message.caption_entities ?? [];
  const keyboard = message.reply_markup?.inline_keyboard.map((row) => row.map(faceOfButton));
  return given({
    chatId: message.chat.id,
    messageId: message.message_id,
    from: { id: from.id, name: from.first_name, isBot: from.is_bot },
    date: message.date * 1000,
    editDate: message.edit_date === undefined ? undefined : message.edit_date * 1000,
    text,
    caption,
    html: words === undefined ? undefined : renderHtml({ text: words, entities }),
    photo: largest && { fileId: largest.file_id, width: largest.width, height: largest.height },
    document: document && {
      fileId: document.file_id,
      name: document.file_name ?? "",
      mime: document.mime_type ?? "",
      size: document.file_size ?? 0,
    },
    other,
    replyTo: message.reply_to_message?.message_id,
    keyboard,
    replyKeyboard,
    reaction,
  });
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
