// @ts-check
import { actHere } from "./api.js";
import { copyText } from "./clipboard.js";
import { clockTime, fileSize, h } from "./dom.js";
import { gist, OTHERS } from "./gist.js";
import { icon } from "./icons.js";
import { inlineKeyboard } from "./inline-keyboard.js";
import { openMessageMenu } from "./message-menu.js";
import { showPicture } from "./picture-view.js";
import { richText } from "./rich-text.js";
import { groupShown, isMine, keyOf, state } from "./state.js";

/** @typedef {import("./state.js").Message} Message */

const taps = {
  say: (/** @type {string} */ text) => void actHere("/say", { text }),
  copy: (/** @type {string} */ text) => void copyText(text),
};

/** One message with all that hangs on it. @param {Message} message @returns {HTMLElement} */
export function renderMessage(message) {
  const mine = isMine(message);
  const bare = !!message.photo && !message.html && !message.replyTo;
  const bubble = h(
    "div",
    {
      class: `bubble ${message.photo || message.preview ? "with-photo" : ""} ${bare ? "bare" : ""}`,
    },
    sender(message),
    quote(message),
    photo(message),
    preview(message),
    attachedDocument(message),
    other(message),
    h("div", { class: "text" }, message.html && richText(message.html, taps), meta(message)),
    message.reaction &&
      h("span", { class: "reaction", data: { testid: "reaction" } }, message.reaction),
    !message.draft && menuButton(message),
  );
  return h(
    "div",
    {
      class: `message ${mine ? "mine" : "theirs"} ${message.draft ? "draft" : ""}`,
      role: "article",
      tabindex: -1,
      "aria-label": `${mine ? "You" : message.from.name}${message.via ? ` via ${state.bot.firstName}` : ""}, ${clockTime(message.date)}`,
      data: {
        testid: "message",
        messageId: keyOf(message),
        from: mine ? "me" : message.from.isBot ? "bot" : "other",
      },
    },
    h("div", { class: "column" }, bubble, inlineKeyboard(message)),
  );
}

/** In a group everybody's messages stand side by side; what was posted through the bot says so anywhere. @param {Message} message */
function sender(message) {
  const named = groupShown() && !isMine(message);
  if (!named && !message.via && message.onlyFor === undefined) return null;
  const parts = [
    named && message.from.name,
    message.via && `via @${message.via}`,
    message.onlyFor !== undefined && "only you see this",
  ];
  return h("div", { class: "sender", data: { testid: "sender" } }, parts.filter(Boolean).join(" "));
}

/** The picture of the page that the text links to. @param {Message} message */
function preview({ preview: picture }) {
  if (!picture) return null;
  return h(
    "div",
    { class: "preview" },
    photo({ photo: picture, caption: "Picture behind the link" }),
  );
}

/** @param {Message} message */
function meta(message) {
  return h(
    "span",
    { class: "meta" },
    message.editDate !== undefined &&
      h("span", { class: "edited", data: { testid: "edited" } }, "edited "),
    h("time", { datetime: new Date(message.date).toISOString() }, clockTime(message.date)),
  );
}

/** @param {Message} message */
function menuButton(message) {
  const open = (/** @type {any} */ event) => openMessageMenu(message, event.currentTarget);
  return h(
    "button",
    {
      type: "button",
      class: "message-more",
      "aria-label": "Message actions",
      "aria-haspopup": "menu",
      data: { testid: "message-more" },
      onclick: open,
    },
    icon("more"),
  );
}

/** @param {Message} message */
function quote({ replyTo }) {
  if (replyTo === undefined) return null;
  const original = state.messages.get(String(replyTo));
  const go = () =>
    document.querySelector(`[data-message-id="${replyTo}"]`)?.scrollIntoView({ block: "center" });
  return h(
    "button",
    { type: "button", class: "quote", onclick: go },
    h("strong", {}, original ? (isMine(original) ? "You" : original.from.name) : "Deleted message"),
    h("span", {}, original ? gist(original) : "…"),
  );
}

/** @param {Pick<Message, "photo" | "caption">} message */
function photo({ photo: picture, caption }) {
  if (!picture) return null;
  const source = `/api/file/${encodeURIComponent(picture.fileId)}`;
  const image = h("img", {
    src: source,
    alt: caption ?? "Photo",
    width: picture.width,
    height: picture.height,
  });
  return h(
    "button",
    {
      type: "button",
      class: "photo",
      "aria-label": "Show the photo larger",
      data: { testid: "photo" },
      onclick: () => showPicture(source),
    },
    image,
  );
}

/** @param {Message} message */
function attachedDocument({ document: file }) {
  if (!file) return null;
  return h(
    "a",
    {
      class: "document",
      href: `/api/file/${encodeURIComponent(file.fileId)}`,
      download: file.name,
    },
    h("span", { class: "document-sign" }, icon("file")),
    h(
      "span",
      {},
      h("strong", {}, file.name),
      h("small", {}, `${fileSize(file.size)} · ${file.mime}`),
    ),
  );
}

/** @param {Message} message */
function other({ other: kind }) {
  if (!kind) return null;
  const { sign, label } = OTHERS[/** @type {"sticker"} */ (kind)];
  if (kind === "sticker")
    return h("span", { class: "sticker", role: "img", "aria-label": label }, sign);
  return h(
    "span",
    { class: "document" },
    h("span", { class: "document-sign" }, icon(/** @type {any} */ (kind))),
    label,
  );
}
