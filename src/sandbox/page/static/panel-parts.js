// @ts-check
import { copyText } from "./clipboard.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { emit } from "./state.js";

/** @typedef {{ id: string, label: string, hint?: string, on: boolean }} Fault */

/** So many switches are shown at once; more are folded, but for those that are on. */
const FEW = 7;

/** What somebody folded or unfolded. @type {Map<string, boolean>} */
const unfolded = new Map();

/**
 * A switch for each thing that can go wrong.
 *
 * @param {{ name: string, faults: Fault[] }} provider
 * @param {(what: { fault?: string, on: boolean }) => void} turn
 */
export function faultSwitches({ name, faults }, turn) {
  if (faults.length === 0) return null;
  const active = faults.filter(({ on }) => on);
  const open = unfolded.get(name) ?? faults.length <= FEW;
  const note = h(
    "span",
    { class: active.length ? "count alarming" : "count" },
    active.length ? `${active.length} on` : `${faults.length}`,
  );
  const fold = () => {
    unfolded.set(name, !open);
    emit("providers");
  };
  return h(
    "section",
    { class: "faults", "aria-label": "Faults" },
    h(
      "button",
      {
        type: "button",
        class: "faults-fold",
        "aria-expanded": String(open),
        data: { focus: "faults", testid: "faults-fold" },
        onclick: fold,
      },
      h("h3", {}, "Make it go wrong"),
      note,
    ),
    ...(open ? faults : active).map((fault) => faultSwitch(fault, turn)),
    active.length > 1 &&
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

/** @param {Fault} fault @param {(what: { fault?: string, on: boolean }) => void} turn */
function faultSwitch({ id, label, hint, on }, turn) {
  return h(
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
