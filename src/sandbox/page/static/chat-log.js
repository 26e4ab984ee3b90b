// @ts-check
import { actHere } from "./api.js";
import { byId, h } from "./dom.js";
import { icon } from "./icons.js";
import { renderMessage } from "./render-message.js";
import { followBottom } from "./scroll.js";
import { emit, groupShown, isMine, on, state } from "./state.js";

const log = byId("log");
/** @type {ReturnType<typeof followBottom>} */
let bottom;

/** Keeps the list of messages in step with the state. */
export function mountLog() {
  bottom = followBottom(log, byId("to-latest"));
  byId("to-latest").append(icon("down"), h("span", { class: "count" }));
  log.append(typingBubble);
  on("chat", drawAll);
  on("message", drawOne);
  on("gone", fadeOut);
  on("typing", drawTyping);
}

const typingBubble = h(
  "div",
  { class: "typing", "aria-hidden": "true", hidden: true, data: { testid: "typing" } },
  h("i"),
  h("i"),
  h("i"),
);

function drawAll() {
  // A whole chat is not news: a screen reader would read all of it.
  log.setAttribute("aria-busy", "true");
  const messages = [...state.messages.values()];
  log.replaceChildren(
    ...(messages.length ? messages.map(renderMessage) : [welcome()]),
    typingBubble,
  );
  markDays();
  bottom.jump();
  setTimeout(() => log.removeAttribute("aria-busy"));
}

/** @param {string} key */
function drawOne(key) {
  const message = state.messages.get(key);
  if (!message) return;
  const drawn = renderMessage(message);
  const before = find(key);
  const stay = bottom.remember();
  if (before) {
    const refocus = focusedWithin(before);
    before.replaceWith(drawn);
    if (refocus) /** @type {HTMLElement} */ (drawn.querySelector(refocus) ?? drawn).focus();
  } else {
    log.querySelector(".welcome")?.remove();
    drawn.classList.add("arriving");
    typingBubble.before(drawn);
    if (!isMine(message)) emit("arrived");
  }
  markDays();
  if (!before && isMine(message)) bottom.jump();
  else stay(!before);
}

/** @param {string} key */
function fadeOut(key) {
  const element = find(key);
  if (!element) return;
  delete element.dataset.messageId;
  element.classList.add("leaving");
  element.inert = true;
  const remove = () => {
    element.remove();
    markDays();
    if (state.messages.size === 0) drawAll();
  };
  Promise.all(element.getAnimations().map(({ finished }) => finished)).then(remove, remove);
}

function drawTyping() {
  const stay = bottom.remember();
  typingBubble.hidden = state.typing === "";
  stay(false);
}

/** @param {string} key @returns {HTMLElement | null} */
const find = (key) => log.querySelector(`[data-message-id="${key}"]`);

/** A selector that finds the focused button again after its message was drawn anew. @param {HTMLElement} message */
function focusedWithin(message) {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !message.contains(focused)) return null;
  const { button } = focused.dataset;
  return button === undefined ? ".message-more" : `[data-button="${CSS.escape(button)}"]`;
}

/** Puts the day above the first message of each day. */
function markDays() {
  let last = "";
  for (const element of log.querySelectorAll("[data-message-id]")) {
    const message = state.messages.get(element.dataset.messageId);
    const day = message ? dayOf(message.date) : last;
    if (day !== last) element.dataset.day = day;
    else delete element.dataset.day;
    last = day;
  }
}

/** @param {number} at */
function dayOf(at) {
  const date = new Date(at);
  if (date.toDateString() === new Date().toDateString()) return "Today";
  return date.toLocaleDateString("en-GB", { day: "numeric", month: "long" });
}

function welcome() {
  const group = groupShown();
  if (group) return emptyGroup(group);
  const name = state.bot.firstName;
  return h(
    "section",
    { class: "welcome", data: { testid: "welcome" } },
    h("img", { src: "/page/icon.svg", alt: "", width: 88, height: 88 }),
    h("h2", {}, `Meet ${name}`),
    h(
      "p",
      {},
      "Try everything it can do: no token, no key and no coin needed. The people, the chat and the providers are all played on this machine.",
    ),
    h(
      "button",
      {
        type: "button",
        class: "filled big",
        data: { testid: "start" },
        onclick: () => void actHere("/say", { text: "/start" }),
      },
      "Start",
    ),
  );
}

/** @param {import("./state.js").Group} group */
function emptyGroup({ title, bot }) {
  const about = bot
    ? "Type @ and the bot's name, then a ticker and a name: everybody here sees the card, and only you can launch it. /launch asks you here, and your answers are replies."
    : "The bot is not in this group. Type @ and its name all the same: what you post can be launched from here, by you alone.";
  return h(
    "section",
    { class: "welcome", data: { testid: "welcome" } },
    h("h2", {}, title),
    h("p", {}, about),
  );
}
