// @ts-check
import { h } from "./dom.js";

const KEPT = new Set(["B", "I", "U", "S", "CODE", "PRE", "BLOCKQUOTE"]);
const LINK = /^(https?:|tg:|mailto:)/i;
const COMMAND = /(^|[\s(])(\/[a-z][a-z0-9_]{0,31})(?![\w/.])/gi;

/**
 * Rebuilds a message's HTML from the few tags it may hold. The server escapes already; copying node by node means that a
 * mistake there shows as text and never runs.
 *
 * @param {string} html
 * @param {{ say: (text: string) => void, copy: (text: string) => void }} act What a tap on a command or on code does.
 * @returns {DocumentFragment}
 */
export function richText(html, act) {
  const source = new DOMParser().parseFromString(html, "text/html").body;
  const target = document.createDocumentFragment();
  copyInto(target, source, act);
  return target;
}

/** @param {Node} target @param {Node} source @param {any} act */
function copyInto(target, source, act) {
  for (const node of source.childNodes) {
    if (node instanceof Text) appendText(target, node.data, act);
    else if (node instanceof HTMLElement) target.appendChild(copyOf(node, act));
  }
}

/** @param {HTMLElement} node @param {any} act @returns {Node} */
function copyOf(node, act) {
  if (node.tagName === "BR") return h("br");
  if (node.tagName === "CODE" && node.closest("pre") === null) return tapToCopy(node, act);
  const copy = emptyCopy(node);
  copyInto(copy, node, node.tagName === "A" || node.closest("pre") ? null : act);
  return copy;
}

/** @param {HTMLElement} node @returns {Node} */
function emptyCopy(node) {
  if (node.tagName === "A") {
    const href = node.getAttribute("href") ?? "";
    if (href.startsWith("tg://user?")) return h("span", { class: "mention" });
    return LINK.test(href)
      ? h("a", { href, target: "_blank", rel: "noopener noreferrer" })
      : h("span");
  }
  if (node.tagName === "TG-SPOILER" || node.className === "tg-spoiler") return spoiler();
  return KEPT.has(node.tagName) ? h(node.tagName) : document.createDocumentFragment();
}

/** @param {Node} target @param {string} text @param {any} act */
function appendText(target, text, act) {
  let done = 0;
  for (const match of act ? text.matchAll(COMMAND) : []) {
    const start = match.index + match[1].length;
    const command = match[2];
    target.appendChild(new Text(text.slice(done, start)));
    target.appendChild(
      h("button", { type: "button", class: "command", onclick: () => act.say(command) }, command),
    );
    done = start + command.length;
  }
  target.appendChild(new Text(text.slice(done)));
}

/** @param {HTMLElement} node @param {any} act */
function tapToCopy(node, act) {
  const text = node.textContent ?? "";
  if (!act) return h("code", {}, text);
  return h("code", { class: "copies", title: "Copy", onclick: () => act.copy(text) }, text);
}

function spoiler() {
  const show = (/** @type {Event} */ { currentTarget }) => {
    const element = /** @type {HTMLElement} */ (currentTarget);
    element.classList.add("shown");
    element.removeAttribute("role");
    element.removeAttribute("tabindex");
  };
  return h("span", {
    class: "spoiler",
    role: "button",
    tabindex: 0,
    "aria-label": "Hidden text, press to show",
    onclick: show,
    onkeydown: (/** @type {KeyboardEvent} */ event) => event.key === "Enter" && show(event),
  });
}
