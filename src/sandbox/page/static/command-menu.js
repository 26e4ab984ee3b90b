// @ts-check
import { h } from "./dom.js";
import { state } from "./state.js";

/**
 * The list of commands over the composer. It opens with the "/" button or as one types a slash, and narrows down with
 * every letter. Enter sends the chosen command, Tab writes it out for more words to follow.
 *
 * @param {HTMLTextAreaElement} input
 * @param {(text: string) => void} send
 */
export function commandMenu(input, send) {
  const list = h("div", {
    class: "commands",
    id: "command-list",
    role: "listbox",
    "aria-label": "Commands",
    data: { testid: "command-list" },
    hidden: true,
  });
  input.setAttribute("aria-controls", "command-list");
  /** @type {{ command: string, description: string }[]} */
  let found = [];
  let chosen = 0;

  const close = () => {
    list.hidden = true;
    input.removeAttribute("aria-activedescendant");
  };

  /** @param {string} typed What follows the slash. */
  const open = (typed) => {
    found = matching(typed);
    chosen = 0;
    if (found.length === 0) return close();
    list.hidden = false;
    draw();
  };

  const draw = () => {
    list.replaceChildren(
      ...found.map(({ command, description }, index) =>
        h(
          "div",
          {
            class: "command-option",
            role: "option",
            id: `command-${index}`,
            "aria-selected": String(index === chosen),
            data: { command },
            onmousedown: keepFocus,
            onclick: () => pick(command),
          },
          h("strong", {}, `/${command}`),
          h("span", {}, description),
        ),
      ),
    );
    input.setAttribute("aria-activedescendant", `command-${chosen}`);
    list.children[chosen]?.scrollIntoView({ block: "nearest" });
  };

  /** @param {string} command */
  const pick = (command) => {
    close();
    send(`/${command}`);
  };

  /** @param {number} step */
  const move = (step) => {
    chosen = (chosen + step + found.length) % found.length;
    draw();
  };

  /** @type {Record<string, () => void>} */
  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Escape: close,
    Tab() {
      input.value = `/${found[chosen]?.command} `;
      close();
    },
  };

  input.addEventListener("input", () => {
    const slash = /^\/(\w*)$/.exec(input.value);
    if (slash) open(slash[1] ?? "");
    else close();
  });
  input.addEventListener("blur", close);

  return {
    list,
    close,
    toggle() {
      if (!list.hidden) return close();
      input.focus();
      open("");
    },
    /** Sends what is chosen. @returns Whether the menu was open. */
    choose() {
      const one = found[chosen];
      if (list.hidden || !one) return false;
      pick(one.command);
      return true;
    },
    /** @param {KeyboardEvent} event @returns Whether the key was for the menu. */
    onKey(event) {
      const run = list.hidden ? undefined : keys[event.key];
      if (!run) return false;
      event.preventDefault();
      run();
      return true;
    },
  };
}

/** What begins with the letters first, then what only holds them. @param {string} typed */
function matching(typed) {
  const letters = typed.toLowerCase();
  const starts = state.commands.filter(({ command }) => command.startsWith(letters));
  const holds = state.commands.filter(({ command }) => command.indexOf(letters) > 0);
  return [...starts, ...holds];
}

/** @param {Event} event */
const keepFocus = (event) => event.preventDefault();
