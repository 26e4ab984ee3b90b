import { GrammyError, HttpError } from "grammy";

/** What to do about a delivery that Telegram did not take. */
export type Setback =
  | { readonly act: "done" }
  | { readonly act: "retry" }
  | { readonly act: "shut"; readonly afterMs: number }
  | { readonly act: "migrate"; readonly chatId: number }
  | { readonly act: "send-anew" }
  | { readonly act: "leave-topic" }
  | { readonly act: "elsewhere" }
  | { readonly act: "give-up" };

const describes = (error: unknown, pattern: RegExp): boolean =>
  error instanceof GrammyError && pattern.test(error.description);

export const isNotModified = (error: unknown): boolean =>
  describes(error, /message is not modified/i);

/** The message cannot be edited any more: deleted, or of a kind that takes no edit. */
export const isGone = (error: unknown): boolean =>
  describes(
    error,
    /message to edit not found|message can't be edited|message_id_invalid|there is no (text|caption)/i,
  );

/** Telegram or the way to it fails just now; the same call may work in a moment. */
export const isPassing = (error: unknown): boolean =>
  error instanceof HttpError ||
  (error instanceof GrammyError && (error.error_code === 429 || error.error_code >= 500));

/** The message was deleted already. */
export const isNotThere = (error: unknown): boolean =>
  describes(error, /message to delete not found/i);

/** For a tap or an inline query that came too long ago to answer: nothing is wrong. Everything else is thrown on. */
export function unlessOldQuery(error: unknown): void {
  if (!describes(error, /query is too old|query id is invalid/i)) throw error;
}

/** This chat or topic is closed to us: nothing that is said there would be heard. */
export const isShut = (error: unknown): boolean =>
  error instanceof GrammyError && ["elsewhere", "leave-topic"].includes(readSetback(error).act);

/** Refusals of a chat that come as 400. */
const CLOSED =
  /chat not found|deactivated|not enough rights|have no rights|kicked|not a member|_forbidden|chat_restricted/i;

/** Refusals of a topic in a forum: it was closed or deleted. */
const TOPIC_SHUT = /message thread not found|topic_(closed|deleted)/i;

/**
 * Reads Telegram's refusal of a status card. Source: Bot API behaviour as listed in docs/telegram.md.
 *
 * `shut`: nothing for this chat before that. `leave-topic`: this topic is closed to us, or the group's General is.
 * `elsewhere`: this chat is (blocked, kicked, no rights).
 * `give-up`: the message itself is refused, so trying again would fail for ever.
 */
export function readSetback(error: unknown): Setback {
  if (error instanceof HttpError) return { act: "retry" };
  if (!(error instanceof GrammyError)) throw error;
  const { error_code: code, parameters } = error;
  if (isNotModified(error)) return { act: "done" };
  if (parameters.migrate_to_chat_id !== undefined) {
    return { act: "migrate", chatId: parameters.migrate_to_chat_id };
  }
  if (code === 429) return { act: "shut", afterMs: (parameters.retry_after ?? 5) * 1_000 };
  if (code >= 500) return { act: "retry" };
  if (isGone(error)) return { act: "send-anew" };
  if (describes(error, TOPIC_SHUT)) return { act: "leave-topic" };
  if (code === 403 || describes(error, CLOSED)) return { act: "elsewhere" };
  return { act: "give-up" };
}
