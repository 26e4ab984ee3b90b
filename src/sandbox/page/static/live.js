// @ts-check
import { get } from "./api.js";
import { answered, forgetPresses } from "./press.js";
import {
  dropMessage,
  emit,
  groupShown,
  isInTopic,
  keyOf,
  putMessage,
  roomKey,
  state,
} from "./state.js";

const TYPING_MS = 6000;

/** @type {{ id: number, event: any }[] | null} Events that wait for the state to be read; null when it is. */
let waiting = [];
let loads = 0;
let typingTimer = 0;

/** Opens the stream of events. It says hello at each connection, and then the state is read anew. */
export function connect() {
  const source = new EventSource("/api/events");
  source.addEventListener("hello", () => void load());
  source.addEventListener("message", ({ data, lastEventId }) => {
    const one = { id: Number(lastEventId), event: JSON.parse(data) };
    if (waiting) waiting.push(one);
    else apply(one.event);
  });
  source.addEventListener("error", () => setConnected(false));
}

/** Takes another person's phone, in the same group if one is shown. @param {number} person */
export function switchTo(person) {
  const chat = groupShown()?.chatId ?? person;
  state.me = person;
  sessionStorage.setItem("person", String(person));
  return openChat(chat, groupShown() ? state.topic : null);
}

/** Shows a group, or the private chat by the person's own id. @param {number} chat @param {number | null} [topic] */
export function openChat(chat, topic = null) {
  state.chat = chat;
  state.topic = topic;
  state.unread.delete(roomKey(chat, topic));
  return load();
}

/** Reads the state, then applies the events that came meanwhile and are not in it. */
async function load() {
  const mine = ++loads;
  waiting ??= [];
  try {
    const person = state.me ?? sessionStorage.getItem("person") ?? "";
    const read = await get(`/state?person=${person}&chat=${state.chat ?? ""}`);
    if (mine !== loads) return;
    const { eventId, messages, person: me, ...rest } = read;
    const later = waiting.filter(({ id }) => id > eventId);
    waiting = null;
    Object.assign(state, rest, { me, typing: "" });
    if (!groupShown()?.topics.some(({ threadId }) => threadId === state.topic)) state.topic = null;
    state.messages = new Map(
      messages.filter(isInTopic).map((/** @type {any} */ one) => [keyOf(one), one]),
    );
    forgetPresses();
    setConnected(true);
    for (const topic of ["groups", "people", "commands", "providers", "typing", "chat"])
      emit(topic);
    for (const { event } of later) apply(event);
  } catch {
    setConnected(false);
    if (mine === loads) setTimeout(load, 1000);
  }
}

/** @param {any} event */
function apply(event) {
  switch (event.type) {
    case "message":
    case "edit":
      return received(event);
    case "delete":
      return event.chatId === state.chat && dropMessage(String(event.messageId));
    case "typing":
      return event.chatId === state.chat && setTyping(event.action);
    case "toast":
      answered(event.callbackQueryId);
      return event.personId === state.me && emit("toast", event);
    case "commands":
    case "people":
      return refresh("/state?person=" + state.me, event.type);
    case "chats":
      return refresh("/state?person=" + state.me, "groups");
    case "provider":
      return refreshProviders();
  }
}

/** @param {any} event */
function received({ type, message }) {
  if ((message.onlyFor ?? state.me) !== state.me) return;
  if (message.chatId === state.chat && isInTopic(message)) {
    if (message.from.isBot) setTyping("");
    putMessage(message);
  } else if (type === "message" && message.from.isBot) {
    const room = roomKey(message.chatId, message.topic);
    state.unread.set(room, (state.unread.get(room) ?? 0) + 1);
    emit("people");
    emit("groups");
  }
}

/** @param {string} action */
function setTyping(action) {
  clearTimeout(typingTimer);
  if (action) typingTimer = setTimeout(() => setTyping(""), TYPING_MS);
  if (state.typing === action) return;
  state.typing = action;
  emit("typing");
}

/** @param {boolean} connected */
function setConnected(connected) {
  state.connected = connected;
  emit("connection");
}

/** @param {string} path @param {"commands" | "people" | "groups" | "providers"} part */
async function refresh(path, part) {
  const read = await get(path).catch(() => null);
  if (!read) return;
  state[part] = read[part];
  emit(part);
}

let refreshing = false;
let refreshAgain = false;

/** A bot that polls makes many events; one reading at a time is enough, and the last one counts. */
async function refreshProviders() {
  refreshAgain = true;
  if (refreshing) return;
  refreshing = true;
  while (refreshAgain) {
    refreshAgain = false;
    await refresh("/providers", "providers");
  }
  refreshing = false;
}
