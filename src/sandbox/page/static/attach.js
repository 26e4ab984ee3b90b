// @ts-check
import { actHere, upload } from "./api.js";
import { byId, h } from "./dom.js";
import { openMenu } from "./menu.js";
import { samplePicture } from "./sample-picture.js";
import { openSendSheet } from "./send-sheet.js";

/** @type {HTMLInputElement} */
const picker = h("input", {
  type: "file",
  class: "visually-hidden",
  tabindex: -1,
  "aria-hidden": "true",
  data: { testid: "file" },
});

/**
 * What can be sent besides text.
 *
 * @param {HTMLElement} anchor
 * @param {string} typed Becomes the caption.
 * @param {() => void} sent Called when it went out.
 */
export function openAttachMenu(anchor, typed, sent) {
  const pick = (/** @type {string} */ accept, /** @type {boolean} */ asFile) => {
    picker.accept = accept;
    picker.value = "";
    picker.onchange = () => picker.files?.[0] && offer(picker.files[0], typed, sent, asFile);
    picker.click();
  };
  openMenu(anchor, [
    {
      icon: "sparkle",
      label: "Use a sample picture",
      run: async () => offer(await samplePicture(), typed, sent),
    },
    { icon: "photo", label: "Photo", run: () => pick("image/*", false) },
    { icon: "file", label: "File", run: () => pick("", true) },
    { icon: "sticker", label: "Sticker", run: () => void actHere("/other", { kind: "sticker" }) },
    { icon: "voice", label: "Voice message", run: () => void actHere("/other", { kind: "voice" }) },
    { icon: "video", label: "Video", run: () => void actHere("/other", { kind: "video" }) },
  ]);
}

/** Lets files be dropped on the chat and pasted into it. @param {HTMLTextAreaElement} input @param {() => void} sent */
export function takeDropsAndPastes(input, sent) {
  const chat = byId("chat");
  chat.append(picker);
  chat.addEventListener("dragover", (/** @type {DragEvent} */ event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    chat.classList.add("dropping");
  });
  chat.addEventListener("dragleave", (/** @type {DragEvent} */ event) => {
    if (!chat.contains(/** @type {Node | null} */ (event.relatedTarget)))
      chat.classList.remove("dropping");
  });
  chat.addEventListener("drop", (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    chat.classList.remove("dropping");
    const file = event.dataTransfer?.files[0];
    if (file) offer(file, input.value, sent);
  });
  input.addEventListener("paste", (event) => {
    const file = event.clipboardData?.files[0];
    if (!file) return;
    event.preventDefault();
    offer(file, input.value, sent);
  });
}

/** @param {File} file @param {string} typed @param {() => void} sent @param {boolean} [asFile] */
function offer(file, typed, sent, asFile = false) {
  openSendSheet(file, typed, asFile, async (path, caption) => {
    const said = await upload(path, file, caption);
    if (said) sent();
    return said !== null;
  });
}
