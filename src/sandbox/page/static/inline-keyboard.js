// @ts-check
import { openStart, startOf } from "./bot-link.js";
import { copyText } from "./clipboard.js";
import { beginInline } from "./composer.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { openChat } from "./live.js";
import { pickChat } from "./pick-chat.js";
import { isPressing, press } from "./press.js";
import { openWebApp } from "./web-app.js";

/** The buttons below a message. @param {import("./state.js").Message} message */
export function inlineKeyboard({ keyboard, messageId, draft }) {
  if (!keyboard?.length) return null;
  return h(
    "div",
    { class: "keyboard", role: "group", "aria-label": "Buttons" },
    ...keyboard.map((row) =>
      h(
        "div",
        { class: "keyboard-row" },
        ...row.map((button) => buttonFor(button, messageId, !!draft)),
      ),
    ),
  );
}

/** @param {import("./state.js").Button} button @param {number} messageId @param {boolean} inert */
function buttonFor(button, messageId, inert) {
  const props = {
    class: `key ${button.style ?? ""}`,
    data: { testid: "button", button: button.text, kind: button.kind },
  };
  const label = h("span", { class: "key-text" }, button.text);
  const { data, url, copyText: copies } = button;
  const off = button.disabled || inert;

  const start = url === undefined ? null : startOf(url);
  if (!off && start !== null) {
    const open = () => void openStart(start);
    return h("button", { ...props, type: "button", onclick: open }, label, icon("link"));
  }
  const { inline } = button;
  if (!off && inline) {
    const type = () => beginInline(inline.query);
    const go = () =>
      inline.into === "here" ? type() : pickChat((chatId) => void openChat(chatId).then(type));
    return h("button", { ...props, type: "button", onclick: go }, label, icon("reply"));
  }
  if (!off && url && button.kind === "url") {
    const link = { ...props, href: url, target: "_blank", rel: "noopener noreferrer" };
    return h("a", link, label, icon("link"));
  }
  if (!off && url && button.kind === "web_app") {
    const open = () => void openWebApp(messageId, url);
    return h("button", { ...props, type: "button", onclick: open }, label, icon("window"));
  }
  if (!off && copies !== undefined) {
    const copy = (/** @type {any} */ event) => void copyWithMark(event.currentTarget, copies);
    return h("button", { ...props, type: "button", onclick: copy }, label, icon("copy"));
  }
  if (!off && data !== undefined) {
    const busy = isPressing(messageId, data);
    return h(
      "button",
      {
        ...props,
        type: "button",
        "aria-busy": busy ? "true" : null,
        onclick: () => void press(messageId, data),
      },
      label,
      busy && h("span", { class: "spinner", "aria-hidden": "true" }),
    );
  }
  const why = button.disabled ? null : "The sandbox does not play this kind of button";
  return h("button", { ...props, type: "button", disabled: true, title: why }, label);
}

/** @param {HTMLElement} key @param {string} text */
async function copyWithMark(key, text) {
  if (!(await copyText(text))) return;
  const label = key.querySelector(".key-text");
  if (!label || key.classList.contains("copied")) return;
  const before = label.textContent;
  label.textContent = "Copied";
  key.classList.add("copied");
  setTimeout(() => {
    label.textContent = before;
    key.classList.remove("copied");
  }, 1500);
}
