// @ts-check

/** Messages that the sandbox shows as a sign only. */
export const OTHERS = {
  sticker: { sign: "🚀", label: "Sticker" },
  voice: { sign: "▶", label: "Voice message" },
  video: { sign: "▶", label: "Video" },
};

/** What a message is about, for one line. @param {import("./state.js").Message} message */
export function gist({ text, caption, photo, document, other }) {
  if (text ?? caption) return text ?? caption ?? "";
  if (photo) return "Photo";
  return document?.name ?? OTHERS[/** @type {"sticker"} */ (other)]?.label ?? "";
}
