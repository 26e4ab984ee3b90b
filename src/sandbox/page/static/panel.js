// @ts-check
import { post } from "./api.js";
import { byId, h } from "./dom.js";
import { icon } from "./icons.js";
import { callList } from "./panel-calls.js";
import { faultSwitches, tokenList } from "./panel-parts.js";
import { on, state } from "./state.js";

let chosen = "";

/** The look behind the scenes: what each provider got, and the switches that make things go wrong. */
export function mountPanel() {
  byId("panel-toggle").append(icon("pulse"));
  byId("panel-toggle").addEventListener("click", () =>
    setDrawer(!document.body.classList.contains("drawer-open")),
  );
  byId("panel-shade").addEventListener("click", () => setDrawer(false));
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && document.body.classList.contains("drawer-open")) setDrawer(false);
  });
  on("providers", draw);
}

/** On a narrow window the panel is a drawer. @param {boolean} open */
function setDrawer(open) {
  document.body.classList.toggle("drawer-open", open);
  byId("panel-toggle").setAttribute("aria-expanded", String(open));
  byId("chat").inert = open;
  if (open) byId("panel").querySelector("button")?.focus();
  else byId("panel-toggle").focus();
}

function draw() {
  const panel = byId("panel");
  const provider = state.providers.find(({ name }) => name === chosen) ?? state.providers[0];
  chosen = provider?.name ?? "";
  const scrolled = panel.querySelector(".panel-body")?.scrollTop ?? 0;
  const focus = focusKey(panel);
  panel.replaceChildren(
    heading(),
    tabs(),
    provider ? body(provider) : h("p", { class: "quiet" }, "No providers are played."),
  );
  panel.querySelector(".panel-body")?.scrollTo(0, scrolled);
  if (focus) panel.querySelector(`[data-focus="${CSS.escape(focus)}"]`)?.focus();
}

/** @param {HTMLElement} panel */
function focusKey(panel) {
  const focused = document.activeElement;
  return focused instanceof HTMLElement && panel.contains(focused)
    ? focused.dataset.focus
    : undefined;
}

function heading() {
  const close = h(
    "button",
    {
      type: "button",
      class: "icon-button panel-close",
      "aria-label": "Close the panel",
      data: { focus: "close" },
      onclick: () => setDrawer(false),
    },
    icon("close"),
  );
  return h("header", { class: "panel-top" }, h("h2", {}, "Behind the scenes"), close);
}

function tabs() {
  return h(
    "div",
    { class: "tabs", role: "tablist", "aria-label": "Providers", onkeydown: moveTab },
    ...state.providers.map(({ name, label, faults }) =>
      h(
        "button",
        {
          type: "button",
          role: "tab",
          id: `tab-${name}`,
          "aria-selected": String(name === chosen),
          "aria-controls": "panel-body",
          tabindex: name === chosen ? 0 : -1,
          data: { testid: "tab", provider: name, focus: `tab-${name}` },
          onclick: () => choose(name),
        },
        label,
        faults.some((/** @type {any} */ fault) => fault.on) &&
          h("span", { class: "alarm", title: "A fault is on" }),
      ),
    ),
  );
}

/** @param {string} name */
function choose(name) {
  chosen = name;
  draw();
}

/** @param {KeyboardEvent} event */
function moveTab({ key }) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
  if (!step) return;
  const index = state.providers.findIndex(({ name }) => name === chosen) + step;
  choose(state.providers.at(index % state.providers.length).name);
  byId(`tab-${chosen}`).focus();
}

/** @param {any} provider */
function body(provider) {
  const turn = (/** @type {Record<string, unknown>} */ what) =>
    void post("/faults", { provider: provider.name, ...what });
  return h(
    "div",
    {
      class: "panel-body",
      id: "panel-body",
      role: "tabpanel",
      "aria-labelledby": `tab-${provider.name}`,
      tabindex: 0,
    },
    faultSwitches(provider, turn),
    tokenList(provider.tokens),
    callList(provider),
  );
}
