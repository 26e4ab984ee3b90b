// @ts-check
import { fileSize, h } from "./dom.js";
import { icon } from "./icons.js";

/**
 * Shows a file before it goes out, with room for a caption. Pictures may be sent as they are, "as a file".
 *
 * @param {File} file
 * @param {string} typed
 * @param {boolean} asFile
 * @param {(path: "/photo" | "/document", caption: string) => Promise<boolean>} send False keeps the sheet open.
 */
export function openSendSheet(file, typed, asFile, send) {
  const isPicture = /^image\/(png|jpeg|webp|gif)$/.test(file.type);
  const source = isPicture ? URL.createObjectURL(file) : null;
  const caption = h("input", {
    type: "text",
    maxlength: 1024,
    placeholder: "Add a caption…",
    "aria-label": "Caption",
    value: typed,
    autocomplete: "off",
    data: { testid: "caption" },
  });
  const plain = h("input", {
    type: "checkbox",
    checked: asFile || !isPicture,
    disabled: !isPicture,
  });
  const confirm = h(
    "button",
    { type: "submit", class: "filled", data: { testid: "send-file" } },
    "Send",
  );

  const sheet = h(
    "dialog",
    { class: "sheet", "aria-label": "Send a file" },
    h(
      "form",
      { onsubmit: submit },
      source
        ? h("img", { class: "sheet-picture", src: source, alt: "The picture to be sent" })
        : h(
            "div",
            { class: "document" },
            h("span", { class: "document-sign" }, icon("file")),
            h("span", {}, h("strong", {}, file.name), h("small", {}, fileSize(file.size))),
          ),
      caption,
      isPicture && h("label", { class: "check" }, plain, "Send as a file, without compression"),
      h(
        "div",
        { class: "sheet-buttons" },
        h("button", { type: "button", class: "plain", onclick: () => sheet.close() }, "Cancel"),
        confirm,
      ),
    ),
  );
  sheet.addEventListener("close", () => {
    if (source) URL.revokeObjectURL(source);
    sheet.remove();
  });
  document.body.append(sheet);
  sheet.showModal();
  caption.focus();

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    confirm.disabled = true;
    const gone = await send(plain.checked ? "/document" : "/photo", caption.value);
    confirm.disabled = false;
    if (gone) sheet.close();
  }
}
