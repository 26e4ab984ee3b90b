import type { Context } from "grammy";
import type { Message, MessageEntity, PhotoSize } from "grammy/types";
import { repliedIn } from "./topic.ts";

/** A file that may be a picture. `uniqueId` stays the same for the same content. */
export interface SentPicture {
  readonly fileId: string;
  readonly uniqueId: string;
  readonly bytes: number | null;
}

/** What a person sent with `/launch`. Plain data, since conversations keep it as JSON. */
export interface Said {
  /** The message it stands in, so that an edit of it is known. */
  readonly origin: string;
  /** What stands behind the command. */
  readonly text: string;
  readonly picture: SentPicture | null;
  /** What the message replies to. Data for the draft: it commands nothing. */
  readonly replied: Replied | null;
}

export interface Replied {
  readonly text: string;
  readonly picture: SentPicture | null;
  /** It is one of this bot's own messages, which say nothing new. */
  readonly own: boolean;
}

const COMMANDS = ["launch", "l"];

/** What stands behind `/launch` or `/l` at the beginning of a text or caption; null when the message is no such command. */
export function launchLineIn(message: Message, username: string): string | null {
  const text = message.text ?? message.caption ?? "";
  const entities = message.entities ?? message.caption_entities ?? [];
  const command = entities.find(({ type, offset }) => type === "bot_command" && offset === 0);
  if (!command) return null;
  const [name = "", at] = text.slice(1, command.length).split("@");
  const forUs = at === undefined || at.toLowerCase() === username.toLowerCase();
  return forUs && COMMANDS.includes(name) ? text.slice(command.length).trim() : null;
}

/** The message of an update as a launch; null when it is none. An edit is the message as it reads now. */
export function saidIn(ctx: Context): Said | null {
  const message = ctx.message ?? ctx.editedMessage;
  if (!message || message.forward_origin) return null;
  const text = launchLineIn(message, ctx.me.username);
  if (text === null) return null;
  const { external_reply: elsewhere, quote } = message;
  const here = repliedIn(message);
  // Of a message in another chat Telegram shows the files, and of its words what was quoted.
  const replied = here ?? elsewhere;
  return {
    origin: originOf(message),
    text,
    picture: pictureIn(message),
    replied: replied
      ? {
          text: quote?.text ?? (here ? textOf(here) : ""),
          picture: pictureIn(replied),
          own: here?.from?.id === ctx.me.id,
        }
      : null,
  };
}

/** With its time, since a message of a group may count as one of the private chat, which has its own numbers. */
const originOf = ({ chat, message_id: id, date }: Message): string => `${chat.id}:${id}:${date}`;

/** The largest size of a photo, or a document. */
export function pictureIn(message: Pick<Message, "photo" | "document">): SentPicture | null {
  const photo: PhotoSize | undefined = message.photo?.at(-1);
  const file = photo ?? message.document;
  if (!file) return null;
  return { fileId: file.file_id, uniqueId: file.file_unique_id, bytes: file.file_size ?? null };
}

/** A message's words, and the addresses that lie under some of them. */
function textOf(
  message: Pick<Message, "text" | "caption" | "entities" | "caption_entities">,
): string {
  const entities: readonly MessageEntity[] = message.entities ?? message.caption_entities ?? [];
  const under = entities.flatMap((one) => (one.type === "text_link" ? [one.url] : []));
  return [message.text ?? message.caption ?? "", ...under].join("\n").trim();
}
