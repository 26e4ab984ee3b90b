import type { Message, Update } from "grammy/types";
import type { LooksLike } from "../domain/problem.ts";
import type { BotDeps } from "./deps.ts";

/** A message with a secret in it. */
export interface Leak {
  readonly found: LooksLike;
  readonly messageId: number;
  /** Who wrote it; null when it stands under the name of a chat or a channel. */
  readonly authorId: number | null;
}

/** What came in, and the messages that Telegram repeats in it. */
const OTHERS = ["reply_to_message", "pinned_message"] as const;
/** Who wrote it, and where: a name that looks like a secret is still only a name. */
const ABOUT: readonly string[] = [...OTHERS, "from", "chat", "sender_chat", "via_bot"];

/**
 * The messages that an update brings, new, edited or repeated, in which a secret stands. Every text counts that others may
 * read: words, captions, addresses under words, quotes, polls, contacts.
 */
export function leaksIn(update: Update, find: BotDeps["findSecret"]): readonly Leak[] {
  const message = update.message ?? update.edited_message;
  if (!message) return [];
  const all = [message, ...OTHERS.flatMap((key) => message[key] ?? [])] as Message[];
  return all.flatMap((one) => {
    const found = textsOf(one)
      .map(find)
      .find((kind) => kind !== null);
    return found ? [{ found, messageId: one.message_id, authorId: authorOf(one) }] : [];
  });
}

function authorOf({ from, sender_chat: asChat }: Message): number | null {
  return from && !from.is_bot && !asChat ? from.id : null;
}

function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => (ABOUT.includes(key) ? [] : textsOf(part)));
}
