// @ts-check
import { actHere } from "./api.js";
import { h } from "./dom.js";
import { openStart } from "./bot-link.js";
import { state } from "./state.js";

const PAUSE_MS = 300;

/**
 * The list above the message field while one types `@bot …`. Arrow keys move, Enter posts, Escape closes.
 *
 * @param {HTMLTextAreaElement} input
 * @param {() => void} posted Called when a result went out.
 */
export function inlineBox(input, posted) {
  const options = h("div", {
    id: "inline-list",
    role: "listbox",
    "aria-label": "Results of the bot",
    data: { testid: "inline-list" },
  });
  const list = h("div", { class: "commands", hidden: true });
  /** @type {{ queryId: string, results: any[], button?: { text: string, startParameter: string } } | null} */
  let shown = null;
  let chosen = 0;
  let timer = 0;
  let asked = 0;

  const queryTyped = () => {
    const name = `@${state.bot.username} `;
    return input.value.toLowerCase().startsWith(name.toLowerCase())
      ? input.value.slice(name.length)
      : null;
  };

  const close = () => {
    clearTimeout(timer);
    asked += 1;
    shown = null;
    list.hidden = true;
    input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-controls", "command-list");
  };

  const follow = () => {
    clearTimeout(timer);
    if (queryTyped() === null) return close();
    timer = setTimeout(() => void ask(), PAUSE_MS);
  };

  const ask = async () => {
    const query = queryTyped();
    if (query === null) return;
    const mine = ++asked;
    const said = await actHere("/inline", { query });
    if (mine !== asked || !said) return;
    shown = said;
    chosen = 0;
    draw();
  };

  const draw = () => {
    const { results, button } = shown ?? { results: [], button: undefined };
    list.hidden = false;
    options.replaceChildren(...results.map(option));
    list.replaceChildren(
      ...(button ? [startButton(button)] : []),
      options,
      ...(button || results.length > 0 ? [] : [h("p", { class: "inline-empty" }, "Nothing found")]),
    );
    input.setAttribute("aria-controls", "inline-list");
    if (results.length > 0) input.setAttribute("aria-activedescendant", `inline-${chosen}`);
    list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  };

  /** @param {any} result @param {number} index */
  const option = (result, index) =>
    h(
      "div",
      {
        class: "command-option inline-option",
        role: "option",
        id: `inline-${index}`,
        "aria-selected": String(index === chosen),
        data: { testid: "inline-result", title: result.title },
        onmousedown: keepFocus,
        onclick: () => void pick(index),
      },
      result.thumb
        ? h("img", { src: `/api/file/${encodeURIComponent(result.thumb)}`, alt: "" })
        : h("span", { class: "inline-blank", "aria-hidden": "true" }),
      h("span", {}, h("strong", {}, result.title), h("small", {}, result.description ?? "")),
    );

  /** @param {{ text: string, startParameter: string }} button */
  const startButton = ({ text, startParameter }) =>
    h(
      "button",
      {
        type: "button",
        class: "inline-start",
        data: { testid: "inline-start" },
        onmousedown: keepFocus,
        onclick() {
          input.value = "";
          close();
          void openStart(startParameter);
        },
      },
      text,
    );

  /** @param {number} index */
  const pick = async (index) => {
    const result = shown?.results[index];
    if (!shown || !result) return;
    const said = await actHere("/choose", { queryId: shown.queryId, resultId: result.id });
    close();
    if (said) posted();
  };

  /** @param {number} step */
  const move = (step) => {
    const count = shown?.results.length ?? 0;
    if (count === 0) return;
    chosen = (chosen + step + count) % count;
    draw();
  };

  input.addEventListener("input", follow);

  return {
    list,
    close,
    /** Looks at what stands in the field now. */
    follow,
    /** @param {KeyboardEvent} event @returns Whether the key was for the list. */
    onKey(event) {
      if (list.hidden) return false;
      /** @type {Record<string, () => void>} */
      const keys = {
        ArrowDown: () => move(1),
        ArrowUp: () => move(-1),
        Escape: close,
        Enter: () => void pick(chosen),
      };
      const run = keys[event.key];
      if (!run || (event.key === "Enter" && !shown?.results.length)) return false;
      event.preventDefault();
      run();
      return true;
    },
  };
}

/** @param {Event} event */
const keepFocus = (event) => event.preventDefault();
