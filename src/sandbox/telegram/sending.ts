import type {
  EphemeralMessageParameters,
  Message,
  MessageEntity,
  ParseMode,
  PhotoSize,
  ReplyParameters,
} from "@grammyjs/types";
import type { Formatted } from "./entities.ts";
import { given, faceOf } from "./face.ts";
import { formatText } from "./format-text.ts";
import { readImageHead } from "./image-size.ts";
import { readMarkup, type Markup } from "./keyboards.ts";
import { addressed, mentioning } from "./mentions.ts";
import { openEphemeral } from "./ephemeral.ts";
import { inTopic } from "./posting.ts";
import { refuse } from "./refusal.ts";
import { botUser, quoted, unixTime, writableChatOf, type SimChat, type State } from "./state.ts";
import type { SimUpload } from "./world.ts";

export const MAX_TEXT = 4096;
export const MAX_CAPTION = 1024;

/** What a message says and shows, apart from who, where and when. */
export type Content = Pick<
  Message,
  "text" | "entities" | "caption" | "caption_entities" | "photo" | "document"
>;

interface Marked {
  readonly parse_mode?: ParseMode;
}

/** Lengths count UTF-16 units after marks are read. Telegram documents "characters after entities parsing". */
export function textContent(
  args: Marked & { readonly text?: string; readonly entities?: readonly MessageEntity[] },
  tooLong: string,
): Content {
  const formatted = formatText({
    text: args.text ?? "",
    parseMode: args.parse_mode,
    entities: args.entities,
  });
  if (formatted.text === "") refuse("message text is empty");
  if (formatted.text.length > MAX_TEXT) refuse(tooLong);
  return { text: formatted.text, ...listed("entities", formatted) };
}

export function captionContent(
  args: Marked & {
    readonly caption?: string;
    readonly caption_entities?: readonly MessageEntity[];
  },
  tooLong: string,
): Content {
  const formatted = formatText({
    text: args.caption ?? "",
    parseMode: args.parse_mode,
    entities: args.caption_entities,
  });
  if (formatted.text.length > MAX_CAPTION) refuse(tooLong);
  if (formatted.text === "") return {};
  return { caption: formatted.text, ...listed("caption_entities", formatted) };
}

function listed(name: "entities" | "caption_entities", { entities }: Formatted): Content {
  return entities.length > 0 ? { [name]: [...entities] } : {};
}

/** A photo that was uploaded, sent before (by its id) or lies under a URL. */
export async function photoContent(state: State, photo: SimUpload | string): Promise<Content> {
  if (typeof photo !== "string") return { photo: state.files.addPhoto(photo.bytes) };
  if (!/^https?:\/\//i.test(photo)) return { photo: state.files.photo(photo) };
  return { photo: state.files.addPhoto(await fetched(state, photo)) };
}

export async function documentContent(
  state: State,
  document: SimUpload | string,
): Promise<Content> {
  if (typeof document !== "string") return { document: state.files.addDocument(document) };
  if (!/^https?:\/\//i.test(document)) return { document: state.files.document(document) };
  const name = new URL(document).pathname.split("/").at(-1) ?? "";
  const bytes = await fetched(state, document);
  const mime = readImageHead(bytes)?.mime ?? "application/octet-stream";
  return { document: state.files.addDocument({ bytes, name, mime }) };
}

/** The picture under a link, as link previews and thumbnails have it; null when there is none. */
export async function linkPicture(state: State, url: string): Promise<PhotoSize[] | null> {
  const bytes = URL.canParse(url) ? await state.fetchPicture(url) : null;
  return bytes && readImageHead(bytes) ? state.files.addPhoto(bytes) : null;
}

async function fetched(state: State, url: string): Promise<Buffer> {
  const bytes = URL.canParse(url)
    ? await state.fetchPicture(url)
    : refuse("wrong HTTP URL specified");
  return bytes ?? refuse("failed to get HTTP URL content");
}

export interface Envelope {
  readonly chat_id: number | string;
  readonly message_thread_id?: number;
  readonly ephemeral_message_parameters?: EphemeralMessageParameters;
  readonly reply_markup?: Markup;
  readonly reply_parameters?: ReplyParameters;
  readonly reply_to_message_id?: number;
  readonly protect_content?: boolean;
  readonly message_effect_id?: string;
}

/**
 * Puts a message of the bot into a chat and tells who looks.
 *
 * `content` is made only when the bot may write there: the real one answers 403 before it reads a text.
 */
export async function send<T extends Content>(
  state: State,
  envelope: Envelope,
  content: () => T | Promise<T>,
): Promise<Message & T> {
  let repliedTo: Message["reply_to_message"];
  const { chat, topic } = writableChatOf(state, envelope.chat_id, (found) => {
    repliedTo = repliedMessage(found, envelope);
    return envelope.message_thread_id ?? repliedTo?.message_thread_id;
  });
  const { inline, reply } = readMarkup(envelope.reply_markup);
  const made = mentioning(state, await content());
  const { ephemeral_message_parameters: whisper, reply_parameters } = envelope;
  const isKnown = state.ephemeral.mode !== "unknown";
  const ephemeral = isKnown && whisper && openEphemeral(state, chat, whisper, reply_parameters);
  const message = {
    message_id: ephemeral ? 0 : chat.nextMessageId(),
    ...(ephemeral ? ephemeral.marks : {}),
    from: botUser(state),
    chat: chat.chat,
    date: unixTime(state),
    ...inTopic(topic),
    ...made,
    ...given({
      reply_to_message: repliedTo,
      reply_markup: inline ?? undefined,
      has_protected_content: envelope.protect_content ? (true as const) : undefined,
      effect_id: envelope.message_effect_id,
    }),
  };
  const stored = {
    message,
    from: botUser(state),
    ...given({
      replyKeyboard: addressed(state, chat, message, reply, envelope.reply_markup),
    }),
  };
  if (ephemeral && !ephemeral.arrives) return message;
  chat.draft?.end();
  const face = faceOf(stored);
  chat.messages.set(face.messageId, stored);
  state.emit({ type: "message", message: face });
  return message;
}

function repliedMessage(chat: SimChat, envelope: Envelope): Message["reply_to_message"] {
  const { reply_parameters: parameters, reply_to_message_id: old } = envelope;
  if (parameters?.ephemeral_message_id !== undefined) return undefined;
  const id = parameters?.message_id ?? old;
  if (id === undefined) return undefined;
  const found = chat.messages.get(id);
  if (found) return quoted(found);
  return parameters?.allow_sending_without_reply
    ? undefined
    : refuse("message to be replied not found");
}
