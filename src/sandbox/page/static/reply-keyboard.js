// @ts-check
import { h } from "./dom.js";
import { icon } from "./icons.js";

/** @typedef {import("./state.js").Message} Message */
/** @typedef {import("./state.js").ReplyKeyboard} ReplyKeyboard */

/**
 * The keyboard in force: the newest message that says something about it decides. One-time keyboards and forced replies
 * are over once the person has written something.
 *
 * @param {Message[]} messages Oldest first.
 * @param {number | null} me Selective ones are for whom they name.
 * @returns {{ message: Message, keyboard: ReplyKeyboard } | null}
 */
export function currentReplyKeyboard(messages, me) {
  const isForMe = (/** @type {ReplyKeyboard} */ { only }) => !only || only.some((id) => id === me);
  const index = messages.findLastIndex(({ replyKeyboard: one }) => one && isForMe(one));
  const message = messages[index];
  const keyboard = message?.replyKeyboard;
  if (!message || !keyboard || keyboard.remove) return null;
  const answered = messages.slice(index + 1).some(({ from }) => from.id === me);
  return answered && (keyboard.oneTime || keyboard.forceReply) ? null : { message, keyboard };
}

/** The keys below the composer and the button that folds them away. @param {(text: string) => void} say */
export function replyKeyboard(say) {
  const keys = h("div", {
    class: "reply-keys",
    role: "group",
    "aria-label": "Answers",
    data: { testid: "reply-keyboard" },
    hidden: true,
  });
  const toggle = h(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": "Answers",
      "aria-expanded": "true",
      hidden: true,
      onclick: () => fold(!keys.hidden),
    },
    icon("keyboard"),
  );
  let shown = "";

  /** @param {boolean} folded */
  const fold = (folded) => {
    keys.hidden = folded;
    toggle.setAttribute("aria-expanded", String(!folded));
  };

  /** @param {ReplyKeyboard | null} keyboard */
  const show = (keyboard) => {
    const rows = keyboard?.rows ?? [];
    const next = JSON.stringify(rows);
    if (next === shown) return;
    shown = next;
    toggle.hidden = rows.length === 0;
    fold(rows.length === 0);
    keys.replaceChildren(
      ...rows.map((row) =>
        h(
          "div",
          { class: "keyboard-row" },
          ...row.map((text) =>
            h(
              "button",
              { type: "button", class: "key", data: { button: text }, onclick: () => say(text) },
              text,
            ),
          ),
        ),
      ),
    );
  };
  return { keys, toggle, show };
}
