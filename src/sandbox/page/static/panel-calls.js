// @ts-check
import { clockTime, h } from "./dom.js";
import { renderJson } from "./render-json.js";

/** Calls that are unfolded, by provider and id: the list is drawn anew with each call. @type {Set<string>} */
const unfolded = new Set();

/** What a provider received, newest first. @param {{ name: string, label: string, total: number, calls: any[] }} provider */
export function callList({ name, label, total, calls }) {
  return h(
    "section",
    { class: "calls", "aria-label": "Received" },
    h("h3", {}, "Received ", h("span", { class: "count" }, String(total))),
    calls.length === 0 &&
      h(
        "p",
        { class: "quiet" },
        `${label} has not been called yet. Launch something and watch it arrive here.`,
      ),
    ...foldRepeats(calls).map(({ call, times }) => callEntry(name, call, times)),
  );
}

/** @param {string} provider @param {any} call @param {number} times */
function callEntry(provider, call, times) {
  const key = `${provider}-${call.id}`;
  const toggle = (/** @type {any} */ event) =>
    event.target.open ? unfolded.add(key) : unfolded.delete(key);
  return h(
    "details",
    { class: "call", open: unfolded.has(key), ontoggle: toggle, data: { testid: "call" } },
    h(
      "summary",
      { data: { focus: `call-${key}` } },
      h("span", { class: `method ${call.method.toLowerCase()}` }, call.method),
      h("span", { class: "path", title: call.path }, call.path),
      times > 1 && h("span", { class: "count" }, `×${times}`),
      statusMark(call.status),
      h(
        "span",
        { class: "call-note" },
        [clockTime(call.at, true), call.region].filter(Boolean).join(" · "),
        call.fault && h("em", {}, call.fault),
      ),
    ),
    part("Headers", call.headers),
    part("Body", call.body),
    part("Made", call.mint),
  );
}

/** @param {number | "none" | "refused" | null} status */
function statusMark(status) {
  if (status === null) return h("span", { class: "status pending", title: "Still at work" }, "…");
  if (status === "none")
    return h("span", { class: "status bad", title: "The caller got no answer" }, "no answer");
  if (status === "refused") return h("span", { class: "status bad" }, "refused");
  return h("span", { class: `status ${status < 400 ? "good" : "bad"}` }, String(status));
}

/** @param {string} title @param {unknown} value */
function part(title, value) {
  if (value === undefined || value === null) return null;
  return h(
    "div",
    { class: "call-part" },
    h("h4", {}, title),
    h("pre", { tabindex: 0 }, renderJson(value)),
  );
}

/**
 * A bot that pings and polls makes the same call over and over: what repeats becomes one line with a count.
 *
 * @param {any[]} calls
 */
function foldRepeats(calls) {
  /** @type {{ call: any, times: number }[]} */
  const folded = [];
  for (const call of calls) {
    const last = folded.at(-1);
    const same =
      last &&
      call.method === "GET" &&
      ["method", "path", "status", "fault", "region"].every(
        (field) => last.call[field] === call[field],
      );
    if (same) last.times += 1;
    else folded.push({ call, times: 1 });
  }
  return folded;
}
