// @ts-check
import { h } from "./dom.js";

/** Shows a picture over the whole page; a tap or Escape closes it. @param {string} source */
export function showPicture(source) {
  const view = h(
    "dialog",
    {
      class: "picture-view",
      "aria-label": "Photo",
      onclick: () => view.close(),
      onclose: () => view.remove(),
    },
    h("img", { src: source, alt: "Photo" }),
    h("button", { type: "button", class: "visually-hidden" }, "Close"),
  );
  document.body.append(view);
  view.showModal();
}
