// @ts-check
import { h } from "./dom.js";
import { icon } from "./icons.js";

/** @typedef {{ icon: string, label: string, danger?: boolean, run: () => void }} MenuItem */

/**
 * Opens a small menu beside an element. Arrow keys move, Escape or a tap elsewhere closes, and the focus goes back.
 *
 * @param {HTMLElement} anchor
 * @param {(MenuItem | false)[]} items
 */
export function openMenu(anchor, items) {
  const menu = h(
    "div",
    { class: "menu", role: "menu", popover: "auto" },
    ...items.filter((item) => item !== false).map((item) => entry(item, () => menu.hidePopover())),
  );
  document.body.append(menu);
  menu.addEventListener("toggle", (/** @type {any} */ { newState }) => {
    if (newState !== "closed") return;
    if (menu.contains(document.activeElement)) anchor.focus();
    menu.remove();
  });
  menu.addEventListener("keydown", moveWithArrows);
  menu.showPopover();
  place(menu, anchor);
  menu.querySelector("button")?.focus();
}

/** @param {MenuItem} item @param {() => void} close */
function entry(item, close) {
  const run = () => {
    close();
    item.run();
  };
  return h(
    "button",
    {
      type: "button",
      role: "menuitem",
      class: item.danger ? "danger" : "",
      onclick: run,
      data: { menu: item.label },
    },
    icon(/** @type {any} */ (item.icon)),
    item.label,
  );
}

/** @param {KeyboardEvent} event */
function moveWithArrows(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const menu = /** @type {HTMLElement} */ (event.currentTarget);
  const entries = [...menu.querySelectorAll("button")];
  const now = entries.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
  entries.at((now + step) % entries.length)?.focus();
}

/** Below the anchor where there is room, else above it; never outside the window. @param {HTMLElement} menu @param {HTMLElement} anchor */
function place(menu, anchor) {
  const from = anchor.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const below = from.bottom + 4 + height <= innerHeight;
  menu.style.left = `${Math.max(8, Math.min(from.left, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, below ? from.bottom + 4 : from.top - height - 4)}px`;
}
