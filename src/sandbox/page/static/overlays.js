// @ts-check
import { openStart, startOf } from "./bot-link.js";
import { byId, h } from "./dom.js";
import { on } from "./state.js";

const TOAST_MS = 3500;

/** Toasts and alerts: what the bot says upon a button, and what the sandbox refuses. */
export function mountOverlays() {
  on("toast", ({ text, alert, url }) => {
    const start = url ? startOf(url) : null;
    if (start !== null) void openStart(start);
    else if (url) showAlert(text || "The bot wants to open a page.", url);
    else if (text && alert) showAlert(text);
    else if (text) showToast(text);
  });
}

/** @param {string} text */
function showToast(text) {
  const toast = h("div", { class: "toast", data: { testid: "toast" } }, text);
  const toasts = byId("toasts");
  toasts.replaceChildren(...[...toasts.children].slice(-1), toast);
  setTimeout(() => toast.classList.add("leaving"), TOAST_MS);
  setTimeout(() => toast.remove(), TOAST_MS + 300);
}

/** @param {string} text @param {string} [url] */
function showAlert(text, url) {
  const close = () => dialog.close();
  const dialog = h(
    "dialog",
    {
      class: "sheet alert",
      role: "alertdialog",
      "aria-label": "The bot says",
      data: { testid: "alert" },
      onclose: () => dialog.remove(),
    },
    h("p", {}, text),
    h(
      "div",
      { class: "sheet-buttons" },
      url &&
        h(
          "a",
          {
            class: "plain",
            href: url,
            target: "_blank",
            rel: "noopener noreferrer",
            onclick: close,
          },
          "Open",
        ),
      h("button", { type: "button", class: "filled", autofocus: true, onclick: close }, "OK"),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
}
