/**
 * Senders that stand for no single person: an anonymous group admin, a channel that writes in a group, and the posts that
 * Telegram carries over from a linked channel. Source: Bot API, `Message.from` and `sender_chat`.
 */
const SHARED: readonly number[] = [1_087_968_824, 136_817_688, 777_000];

/** The longest id that Telegram may give: 52 bits. */
const MAX_ID = 2 ** 52 - 1;

/** Whether a number can be one person's Telegram id, so that it may be given rights. */
export function isPersonId(id: number): boolean {
  return Number.isSafeInteger(id) && id > 0 && id <= MAX_ID && !SHARED.includes(id);
}
