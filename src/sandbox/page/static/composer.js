// @ts-check
import { actHere } from "./api.js";
import { openAttachMenu } from "./attach.js";
import { commandMenu } from "./command-menu.js";
import { byId, h } from "./dom.js";
import { icon } from "./icons.js";
import { gist } from "./gist.js";
import { inlineBox } from "./inline-box.js";
import { currentReplyKeyboard, replyKeyboard } from "./reply-keyboard.js";
import { groupShown, isMine, lastMessage, on, state } from "./state.js";

/** @typedef {import("./state.js").Message} Message */

const PLACEHOLDER = "Message";

/** The message that is being answered or changed. @type {{ kind: "reply" | "edit", message: Message } | null} */
let about = null;
/** The force-reply that was taken up or waved away, so that it is not taken up twice. */
let forcedBy = 0;

const input = h("textarea", {
  id: "input",
  rows: 1,
  maxlength: 4096,
  placeholder: PLACEHOLDER,
  "aria-label": "Message",
  "aria-autocomplete": "list",
  autocomplete: "off",
  enterkeyhint: "send",
  data: { testid: "input" },
});
const aboutBar = h("div", { class: "about", hidden: true });
const commands = commandMenu(input, (text) => {
  clearComposer();
  say(text);
});
const inline = inlineBox(input, clearComposer);
const replyKeys = replyKeyboard(sayKey);

/** Builds the row at the bottom: commands, attachments, text, send. */
export function mountComposer() {
  const slash = iconButton("slash", "Commands", "commands", () => commands.toggle());
  const at = iconButton("at", "Ask the bot inline", "inline", () => beginInline(""));
  const attach = iconButton("attach", "Attach", "attach", () =>
    openAttachMenu(attach, input.value, clearComposer),
  );
  const send = h(
    "button",
    { type: "submit", class: "send", "aria-label": "Send", data: { testid: "send" } },
    icon("send"),
  );
  const row = h(
    "form",
    { class: "composer", autocomplete: "off" },
    slash,
    h("div", { class: "field" }, input, replyKeys.toggle, at, attach),
    send,
  );
  byId("composer").append(commands.list, inline.list, aboutBar, row, replyKeys.keys);

  row.addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    void submit();
  });
  input.addEventListener("keydown", onKey);
  input.addEventListener("input", grow);
  on("chat", () => {
    stopAbout();
    forcedBy = 0;
    followReplyKeyboard();
  });
  on("message", followReplyKeyboard);
  on("gone", followReplyKeyboard);
}

/** @param {Message} message */
export const beginReply = (message) => begin("reply", message);

/** @param {Message} message */
export function beginEdit(message) {
  begin("edit", message);
  input.value = message.text ?? "";
  grow();
}

async function submit() {
  const text = input.value.trim();
  if (!text || commands.choose()) return;
  const answered = about;
  const said =
    about?.kind === "edit"
      ? await actHere("/edit", { messageId: about.message.messageId, text })
      : await actHere("/say", { text, ...(about && { replyTo: about.message.messageId }) });
  if (said) {
    // The bot may have asked something by now.
    if (about === answered) stopAbout();
    clearField();
    followReplyKeyboard();
  }
  input.focus();
}

/** Says a command or an answer that was picked, whatever is being written. @param {string} text */
function say(text) {
  void actHere("/say", { text });
  input.focus();
}

/** In a group a key's words are a reply to the message that brought it, so that the bot sees them. @param {string} text */
function sayKey(text) {
  const asked = currentReplyKeyboard([...state.messages.values()], state.me)?.message;
  void actHere("/say", { text, ...(groupShown() && asked && { replyTo: asked.messageId }) });
  stopAbout();
  input.focus();
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.isComposing || commands.onKey(event) || inline.onKey(event)) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    void submit();
  } else if (event.key === "Escape" && about) {
    stopAbout();
  } else if (event.key === "ArrowUp" && input.value === "") {
    const last = lastMessage((message) => isMine(message) && message.text !== undefined);
    if (!last) return;
    event.preventDefault();
    beginEdit(last);
  }
}

export function clearComposer() {
  stopAbout();
  clearField();
}

function clearField() {
  input.value = "";
  grow();
  commands.close();
  inline.close();
}

/** Types `@bot query` into the field. @param {string} query */
export function beginInline(query) {
  input.value = `@${state.bot.username} ${query}`;
  input.focus();
  grow();
  inline.follow();
}

/** @param {"reply" | "edit"} kind @param {Message} message */
function begin(kind, message) {
  about = { kind, message };
  state.replyTo = kind === "reply" ? message.messageId : null;
  aboutBar.hidden = false;
  aboutBar.replaceChildren(
    icon(kind),
    h(
      "div",
      { class: "about-text" },
      h(
        "strong",
        {},
        kind === "edit"
          ? "Edit message"
          : `Reply to ${isMine(message) ? "yourself" : message.from.name}`,
      ),
      h("span", {}, gist(message)),
    ),
    iconButton("close", "Cancel", "cancel-about", stopAbout),
  );
  input.focus();
}

function stopAbout() {
  if (about?.kind === "edit") input.value = "";
  about = null;
  state.replyTo = null;
  aboutBar.hidden = true;
  grow();
}

/** The bot's keyboard, its placeholder, and the reply that it asks for. */
function followReplyKeyboard() {
  const current = currentReplyKeyboard([...state.messages.values()], state.me);
  replyKeys.show(current?.keyboard ?? null);
  input.placeholder = current?.keyboard.placeholder ?? PLACEHOLDER;
  if (about && !state.messages.has(String(about.message.messageId))) stopAbout();
  if (current?.keyboard.forceReply && current.message.messageId !== forcedBy && !about) {
    forcedBy = current.message.messageId;
    begin("reply", current.message);
  }
}

/** For browsers without `field-sizing`. */
function grow() {
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight, 160)}px`;
}

/** @param {any} name @param {string} label @param {string} testid @param {() => void} onclick */
function iconButton(name, label, testid, onclick) {
  return h(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": label,
      title: label,
      data: { testid },
      onclick,
    },
    icon(name),
  );
}
