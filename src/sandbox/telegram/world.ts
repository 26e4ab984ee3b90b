import type { Hono } from "hono";
import type { GroupSim } from "./group-world.ts";
import type { InlineSim } from "./inline-world.ts";

export { createTelegramSim } from "./sim.ts";
export type * from "./group-world.ts";
export type * from "./inline-world.ts";

/** A person of the sandbox, who uses Telegram through the chat page or a test. */
export interface SimPerson {
  readonly id: number;
  readonly firstName: string;
  readonly username?: string;
  readonly languageCode: string;
}

export interface SimButton {
  readonly text: string;
  readonly kind: "callback" | "url" | "copy" | "web_app" | "switch_inline" | "other";
  /** Of a `callback` button: what {@link TelegramSim.press} wants. */
  readonly data?: string;
  /** Of a `url` or `web_app` button. */
  readonly url?: string;
  readonly copyText?: string;
  /** Of a `switch_inline` button: what it types after `@bot`, here or in a chat that the person picks. */
  readonly inline?: { readonly query: string; readonly into: "here" | "pick" };
  readonly style?: "primary" | "success" | "danger";
  readonly disabled?: boolean;
}

/** The keyboard that a message puts in place of the letters, or the reply that it asks for. */
export interface SimReplyKeyboard {
  readonly rows: readonly (readonly string[])[];
  readonly placeholder?: string;
  readonly forceReply: boolean;
  readonly oneTime: boolean;
  /** The message takes an earlier keyboard away. */
  readonly remove: boolean;
  /** Selective: only these people, who are mentioned or replied to, see anything of it. */
  readonly only?: readonly number[];
}

/** A message as a client shows it. */
export interface SimMessage {
  readonly chatId: number;
  readonly messageId: number;
  readonly from: { readonly id: number; readonly name: string; readonly isBot: boolean };
  /** Ms since the epoch. */
  readonly date: number;
  /** Username of the bot through which a person posted it. */
  readonly via?: string;
  /** The message_thread_id of its topic. */
  readonly topic?: number;
  /** Ms since the epoch. */
  readonly editDate?: number;
  readonly text?: string;
  /** Text or caption as safe HTML: escaped, with only b, i, u, s, code, pre, a, blockquote and tg-spoiler. */
  readonly html?: string;
  readonly caption?: string;
  readonly photo?: { readonly fileId: string; readonly width: number; readonly height: number };
  /** The picture of the page that the text links to, shown above it. */
  readonly preview?: SimMessage["photo"];
  readonly document?: {
    readonly fileId: string;
    readonly name: string;
    readonly mime: string;
    readonly size: number;
  };
  readonly other?: "sticker" | "voice" | "video";
  readonly replyTo?: number;
  readonly keyboard?: readonly (readonly SimButton[])[];
  readonly replyKeyboard?: SimReplyKeyboard;
  /** Ephemeral: no other member of the group sees it. */
  readonly onlyFor?: number;
  /** Emoji that the bot reacted with. */
  readonly reaction?: string;
  /** Still being written by the bot (`sendMessageDraft`); a finished message or silence ends it. */
  readonly draft?: boolean;
}

export type SimEvent =
  | { readonly type: "message" | "edit"; readonly message: SimMessage }
  | { readonly type: "delete"; readonly chatId: number; readonly messageId: number }
  | { readonly type: "typing"; readonly chatId: number; readonly action: string }
  | {
      readonly type: "toast";
      readonly personId: number;
      /** Empty when the bot only stopped the spinner. */
      readonly text: string;
      readonly alert: boolean;
      readonly url?: string;
      readonly callbackQueryId: string;
    }
  /** The bot changed its menu: ask {@link TelegramSim.commandsFor} again. */
  | { readonly type: "commands" }
  /** Groups or who is in them changed: ask {@link TelegramSim.groups} again. */
  | { readonly type: "chats" };

/** What an act of a person put into the bot's queue. */
export interface Queued {
  readonly updateId: number;
}

export interface QueuedMessage extends Queued {
  readonly messageId: number;
}

/** A button press. */
export interface Pressed extends Queued {
  readonly callbackQueryId: string;
  /** Resolves when the bot answers the query; waits for ever if it never does. */
  readonly answer: Promise<{
    readonly text?: string;
    readonly alert: boolean;
    readonly url?: string;
  }>;
}

export interface SimCommand {
  readonly command: string;
  readonly description: string;
}

/** One Bot API call as it came in. The payload is kept as it is, secrets included: it is a sandbox. */
export interface SimCall {
  /** Ms since the epoch. */
  readonly at: number;
  readonly method: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly ok: boolean;
  /** Why it was refused, in Telegram's words; absent when it was not. */
  readonly description?: string;
}

export interface SimFile {
  readonly bytes: Buffer;
  readonly mime: string;
}

/**
 * A fault for the calls to come.
 *
 * - `429`, `500`, `502`, `403`: refused with that code, nothing happens. 403 says the bot was blocked.
 * - `network`: the connection breaks before anything happens.
 * - `lost-answer`: the call is carried out, then the connection breaks.
 */
export interface SimFault {
  readonly kind: "429" | "500" | "502" | "403" | "network" | "lost-answer";
  /** Only calls of this method; any but `getUpdates` when absent. */
  readonly method?: string;
  /** Seconds, for 429. Default 1. */
  readonly retryAfter?: number;
  /** How many calls it hits. Default 1. */
  readonly times?: number;
}

/** A Bot API answer. */
export type ApiResponse =
  | { readonly ok: true; readonly result: unknown }
  | {
      readonly ok: false;
      readonly error_code: number;
      readonly description: string;
      readonly parameters?: {
        readonly retry_after?: number;
        readonly migrate_to_chat_id?: number;
      };
    };

/** A file inside a call's payload, where grammY has an `InputFile`. */
export interface SimUpload {
  readonly bytes: Buffer;
  readonly name: string;
  readonly mime: string;
}

interface In {
  /** Default: the person's private chat with the bot. */
  readonly chatId?: number;
  readonly replyTo?: number;
  /** The message_thread_id of a forum's topic. */
  readonly topic?: number;
}

/** Telegram as one bot and the people around it see it. Lives in memory and touches no network. */
export interface TelegramSim extends GroupSim, InlineSim {
  /** Made at start; has a token's form and is none. */
  readonly token: string;
  readonly bot: { readonly id: number; readonly username: string; readonly firstName: string };

  addPerson(person: {
    readonly firstName: string;
    readonly username?: string;
    /** Default `en`. */
    readonly languageCode?: string;
    readonly id?: number;
  }): SimPerson;
  people(): readonly SimPerson[];

  /** Says something; commands, links and mentions become entities as Telegram makes them. */
  say(personId: number, text: string, where?: In): QueuedMessage;
  /** Pictures of one album come as a message each, with the album's id. */
  sendPhoto(
    personId: number,
    bytes: Buffer,
    where?: In & { readonly caption?: string; readonly album?: string },
  ): QueuedMessage;
  sendDocument(
    personId: number,
    file: SimUpload,
    where?: In & { readonly caption?: string },
  ): QueuedMessage;
  sendOther(personId: number, kind: NonNullable<SimMessage["other"]>, where?: In): QueuedMessage;
  /**
   * Presses the button with this callback data.
   *
   * @throws {SimError} when the message has no such button or it is disabled, unless `forged`, which a client of one's
   *   own could do.
   */
  press(
    personId: number,
    chatId: number,
    messageId: number,
    data: string,
    options?: { readonly forged?: boolean },
  ): Promise<Pressed>;
  /**
   * Opens the Mini App of a message's button.
   *
   * @returns Its address as a client opens it: what Telegram signs about this person stands behind the `#`.
   * @throws {SimError} when the message has no such button.
   */
  openWebApp(personId: number, messageId: number, url: string): Promise<string>;
  /** Changes a message of one's own, in the private chat unless told otherwise. */
  editText(personId: number, messageId: number, text: string, chatId?: number): Queued;
  /** Takes a message of one's own away. Telegram does not tell the bot. */
  deleteOwn(personId: number, messageId: number, chatId?: number): void;
  blockBot(personId: number): Queued;
  unblockBot(personId: number): Queued;
  /** Puts an update into the queue again under the same update_id, as Telegram does when a confirmation was lost. */
  redeliver(updateId: number): void;

  /** Oldest first. */
  messages(chatId: number): readonly SimMessage[];
  /** The menu a person sees in the private chat, by scope and language. */
  commandsFor(personId: number): readonly SimCommand[];
  /** Tells of everything a client would show; the returned function ends it. */
  subscribe(listener: (event: SimEvent) => void): () => void;
  /** Every Bot API call received, oldest first. */
  calls(): readonly SimCall[];
  file(fileId: string): SimFile | null;

  /** One Bot API call, checked like any other. Files may stand in the payload as {@link SimUpload}. */
  call(method: string, payload?: Readonly<Record<string, unknown>>): Promise<ApiResponse>;
  /** The Bot API without sockets: grammY's `client.fetch`. */
  readonly fetch: typeof fetch;
  readonly faults: { add(fault: SimFault): void; clear(): void };
  /** The Bot API for a server: `POST /bot<token>/<method>`, `GET /file/bot<token>/<path>`. */
  http(): Hono;
  /** Ends waiting `getUpdates` calls, so that a server can close. */
  close(): void;
}

/** The sandbox was used in a way that no person or client could use Telegram. */
export class SimError extends Error {
  override readonly name = "SimError";
}
