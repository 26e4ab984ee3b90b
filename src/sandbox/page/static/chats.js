// @ts-check
import { byId, h } from "./dom.js";
import { openChat } from "./live.js";
import { on, state, unreadIn } from "./state.js";

/** The row of chats on this phone: the private one with the bot, and the groups. */
export function mountChats() {
  on("groups", draw);
  on("chat", draw);
}

/** All of them, the private one first. */
export const allChats = () => [
  { chatId: state.me ?? 0, title: state.bot.firstName },
  ...state.groups.map(({ chatId, title }) => ({ chatId, title })),
];

function draw() {
  byId("chats").replaceChildren(...allChats().map(chatButton));
}

/** @param {{ chatId: number, title: string }} chat */
function chatButton({ chatId, title }) {
  const unread = unreadIn(chatId);
  return h(
    "button",
    {
      type: "button",
      class: "chat-tab",
      "aria-pressed": String(chatId === state.chat),
      "aria-label": `Chat ${title}${unread ? `, ${unread} unread` : ""}`,
      data: { testid: "chat", chat: title },
      onclick: () => void openChat(chatId),
    },
    title,
    unread > 0 && h("span", { class: "badge", "aria-hidden": "true" }, String(unread)),
  );
}
