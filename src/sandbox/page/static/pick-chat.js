// @ts-check
import { allChats } from "./chats.js";
import { h } from "./dom.js";

/** Asks for a chat to go on in. @param {(chatId: number) => void} go */
export function pickChat(go) {
  const sheet = h(
    "dialog",
    { class: "sheet", "aria-label": "Pick a chat", onclose: () => sheet.remove() },
    h("h2", {}, "Pick a chat"),
    ...allChats().map(({ chatId, title }) =>
      h(
        "button",
        {
          type: "button",
          class: "plain pick-chat",
          data: { testid: "pick-chat", chat: title },
          onclick() {
            sheet.close();
            go(chatId);
          },
        },
        title,
      ),
    ),
  );
  document.body.append(sheet);
  sheet.showModal();
}
