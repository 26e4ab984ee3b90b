// @ts-check
import { byId } from "./dom.js";
import { on, state } from "./state.js";

const DOING = {
  upload_photo: "sending a photo…",
  upload_document: "sending a file…",
  record_voice: "recording…",
};

/** The header: the bot's name, what it is doing, and the banner. */
export function mountTop() {
  on("people", () => {
    byId("bot-name").textContent = state.bot.firstName;
    byId("banner").textContent = state.banner;
    document.title = `${state.bot.firstName} sandbox`;
  });
  on("typing", drawStatus);
  on("connection", drawStatus);
}

function drawStatus() {
  const status = byId("bot-status");
  const doing =
    state.typing && (DOING[/** @type {keyof typeof DOING} */ (state.typing)] ?? "typing…");
  status.textContent = state.connected ? doing || `@${state.bot.username}` : "connecting…";
  status.classList.toggle("busy", !!doing || !state.connected);
}
