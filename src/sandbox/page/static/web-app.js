// @ts-check
import { act } from "./api.js";
import { h } from "./dom.js";
import { state } from "./state.js";

/** Opens a Mini App over the chat, as Telegram's web client does. @param {number} messageId @param {string} url */
export async function openWebApp(messageId, url) {
  const opened = await act("/web-app", { messageId, url });
  if (!opened) return;
  const name = state.bot.firstName;
  const dialog = h(
    "dialog",
    {
      class: "sheet web-app",
      "aria-label": `Mini App of ${name}`,
      data: { testid: "web-app" },
      onclose: () => dialog.remove(),
    },
    h(
      "header",
      {},
      name,
      h("button", { type: "button", class: "plain", onclick: () => dialog.close() }, "Close"),
    ),
    h("iframe", { src: opened.url, title: `Mini App of ${name}` }),
  );
  document.body.append(dialog);
  dialog.showModal();
}
