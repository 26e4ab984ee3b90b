// @ts-check
import { actHere } from "./api.js";
import { copyText } from "./clipboard.js";
import { beginEdit, beginReply } from "./composer.js";
import { openMenu } from "./menu.js";
import { isMine } from "./state.js";

/** What one can do with a message. @param {import("./state.js").Message} message @param {HTMLElement} anchor */
export function openMessageMenu(message, anchor) {
  const words = message.text ?? message.caption;
  const mine = isMine(message);
  openMenu(anchor, [
    { icon: "reply", label: "Reply", run: () => beginReply(message) },
    words !== undefined && { icon: "copy", label: "Copy text", run: () => void copyText(words) },
    mine &&
      message.text !== undefined && { icon: "edit", label: "Edit", run: () => beginEdit(message) },
    mine && {
      icon: "trash",
      label: "Delete",
      danger: true,
      run: () => void actHere("/delete", { messageId: message.messageId }),
    },
  ]);
}
