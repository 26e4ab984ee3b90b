// @ts-check
import { emit } from "./state.js";

/** Copies and says so. @param {string} text @returns {Promise<boolean>} Whether the browser allowed it. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    emit("toast", { text: "Copied", alert: false });
    return true;
  } catch {
    emit("toast", { text: "The browser does not allow copying here.", alert: false });
    return false;
  }
}
