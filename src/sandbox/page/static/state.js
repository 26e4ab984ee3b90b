// @ts-check

/**
 * What the page knows, and who wants to hear when it changes. Topics:
 *
 * - `chat`: another chat or all of it anew; `message`, `gone`: one message (detail: its key)
 * - `groups`, `people`, `commands`, `providers`, `typing`, `connection`
 * - `toast`: detail `{ text, alert, url }`
 *
 * @typedef {{ id: number, firstName: string, username?: string }} Person
 * @typedef {{ chatId: number, title: string, kind: string, bot: string | null, members: { personId: number, role: string }[], topics: { threadId: number, name: string, isClosed: boolean }[] }} Group
 * @typedef {{ text: string, kind: string, data?: string, url?: string, copyText?: string, inline?: { query: string, into: "here" | "pick" }, style?: string, disabled?: boolean }} Button
 * @typedef {{
 *   chatId: number, messageId: number, from: { id: number, name: string, isBot: boolean }, date: number, editDate?: number,
 *   text?: string, html?: string, caption?: string, photo?: { fileId: string, width: number, height: number },
 *   document?: { fileId: string, name: string, mime: string, size: number }, other?: string, replyTo?: number, topic?: number,
 *   keyboard?: Button[][], replyKeyboard?: ReplyKeyboard, reaction?: string, draft?: boolean, via?: string, onlyFor?: number,
 *   preview?: { fileId: string, width: number, height: number } }} Message
 * @typedef {{ rows: string[][], placeholder?: string, forceReply: boolean, oneTime: boolean, remove: boolean, only?: number[] }} ReplyKeyboard
 */

export const state = {
  bot: { id: 0, username: "", firstName: "Launchgram" },
  banner: "",
  /** @type {Person[]} */
  people: [],
  /** @type {number | null} Whose phone this is. A private chat has its person's id. */
  me: null,
  /** @type {number | null} The chat that is shown. */
  chat: null,
  /** @type {number | null} The topic that is shown of a forum; null: its General, and in every other chat. */
  topic: null,
  /** @type {number | null} The message that the next one will reply to. */
  replyTo: null,
  /** @type {Group[]} Those that this person is in. */
  groups: [],
  /** @type {Map<string, Message>} By {@link keyOf}, oldest first. */
  messages: new Map(),
  /** @type {{ command: string, description: string }[]} */
  commands: [],
  /** @type {any[]} */
  providers: [],
  /** @type {Map<string, string | null>} Pressed and not answered: `messageId:data`, with the query's id once it is known. */
  pressing: new Map(),
  /** @type {Map<string, number>} Messages that came while another chat or topic was looked at, by {@link roomKey}. */
  unread: new Map(),
  /** What the bot is doing in this chat, such as `typing`; empty when nothing. */
  typing: "",
  connected: false,
};

const listeners = new EventTarget();

/** @param {string} topic @param {(detail: any) => void} listener */
export function on(topic, listener) {
  listeners.addEventListener(topic, (event) => listener(/** @type {CustomEvent} */ (event).detail));
}

/** @param {string} topic @param {any} [detail] */
export function emit(topic, detail) {
  listeners.dispatchEvent(new CustomEvent(topic, { detail }));
}

/** @param {Message} message */
export const keyOf = (message) => String(message.messageId);

/** @param {number | null} chat @param {number | null | undefined} topic */
export const roomKey = (chat, topic) => `${chat}:${topic ?? ""}`;

/** What came into a chat and all its topics unread. @param {number} chat */
export const unreadIn = (chat) =>
  [...state.unread].reduce(
    (sum, [room, count]) => sum + (room.startsWith(`${chat}:`) ? count : 0),
    0,
  );

/** Whether a message stands in the topic that is shown. @param {Message} message */
export const isInTopic = ({ topic }) => (topic ?? null) === state.topic;

/** @param {Message} message */
export const isMine = (message) => message.from.id === state.me;

/** The group that is shown, unless it is the private chat. */
export const groupShown = () => state.groups.find(({ chatId }) => chatId === state.chat);

/** The last message for which `test` holds. @param {(message: Message) => unknown} test */
export const lastMessage = (test) => [...state.messages.values()].findLast(test);

/** @param {Message} message */
export function putMessage(message) {
  state.messages.set(keyOf(message), message);
  emit("message", keyOf(message));
}

/** @param {string} key */
export function dropMessage(key) {
  if (state.messages.delete(key)) emit("gone", key);
}
