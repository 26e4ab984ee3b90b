// @ts-check
import { copyText } from "./clipboard.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";

/** Whether the faults of a provider are unfolded: many, and seldom needed. @type {Map<string, boolean>} */
const unfolded = new Map();

/**
 * A switch for each thing that can go wrong.
 *
 * @param {{ name: string, faults: { id: string, label: string, hint?: string, on: boolean }[] }} provider
 * @param {(what: { fault?: string, on: boolean }) => void} turn
 */
export function faultSwitches({ name, faults }, turn) {
  if (faults.length === 0) return null;
  const active = faults.filter(({ on }) => on).length;
  const note = h(
    "span",
    { class: active ? "count alarming" : "count" },
    active ? `${active} on` : `${faults.length}`,
  );
  return h(
    "details",
    {
      class: "faults",
      open: unfolded.get(name) ?? true,
      ontoggle: (/** @type {any} */ event) => unfolded.set(name, event.target.open),
    },
    h("summary", { data: { focus: "faults" } }, h("h3", {}, "Make it go wrong"), note),
    ...faults.map(({ id, label, hint, on }) =>
      h(
        "button",
        {
          type: "button",
          class: "fault",
          role: "switch",
          "aria-checked": String(on),
          data: { testid: "fault", fault: id, focus: `fault-${id}` },
          onclick: () => turn({ fault: id, on: !on }),
        },
        h("span", { class: "fault-words" }, h("strong", {}, label), hint && h("small", {}, hint)),
        h("span", { class: "switch", "aria-hidden": "true" }),
      ),
    ),
    active > 1 &&
      h(
        "button",
        {
          type: "button",
          class: "plain small",
          data: { focus: "all-off" },
          onclick: () => turn({ on: false }),
        },
        "Switch all off",
      ),
  );
}

/** Tokens that exist at a provider, newest first. @param {{ name: string, ticker: string, mint: string }[]} tokens */
export function tokenList(tokens) {
  if (tokens.length === 0) return null;
  return h(
    "section",
    { class: "tokens", "aria-label": "Tokens" },
    h("h3", {}, "Tokens that exist"),
    ...tokens.map(({ name, ticker, mint }) =>
      h(
        "div",
        { class: "token", data: { testid: "token" } },
        h("strong", {}, ticker),
        h("span", {}, name),
        h(
          "button",
          {
            type: "button",
            class: "mint",
            title: `Copy ${mint}`,
            "aria-label": `Copy the mint of ${ticker}`,
            data: { focus: `mint-${mint}` },
            onclick: () => void copyText(mint),
          },
          `${mint.slice(0, 4)}…${mint.slice(-4)}`,
          icon("copy"),
        ),
      ),
    ),
  );
}
