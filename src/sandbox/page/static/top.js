// @ts-check
import { byId } from "./dom.js";
import { groupShown, on, state } from "./state.js";

const DOING = {
  upload_photo: "sending a photo…",
  upload_document: "sending a file…",
  record_voice: "recording…",
};

/** The header: the bot's name, what it is doing, and the banner. */
export function mountTop() {
  on("people", () => {
    byId("banner").textContent = state.banner;
    document.title = `${state.bot.firstName} sandbox`;
  });
  on("groups", drawChat);
  on("chat", drawChat);
  on("typing", drawStatus);
  on("connection", drawStatus);
}

function drawChat() {
  byId("bot-name").textContent = groupShown()?.title ?? state.bot.firstName;
  drawStatus();
}

const ROLES = { creator: "owner", administrator: "admin", anonymous: "anonymous admin" };

/** Who is in a group, as its header tells. @param {import("./state.js").Group} group */
function membersOf({ members, bot }) {
  const names = members.map(({ personId, role }) => {
    const name = state.people.find(({ id }) => id === personId)?.firstName ?? "";
    const told = ROLES[/** @type {keyof typeof ROLES} */ (role)];
    return told ? `${name} (${told})` : name;
  });
  return [...names, bot ? state.bot.firstName : "without the bot"].join(", ");
}

function drawStatus() {
  const status = byId("bot-status");
  const doing =
    state.typing && (DOING[/** @type {keyof typeof DOING} */ (state.typing)] ?? "typing…");
  const group = groupShown();
  const about = group ? membersOf(group) : `@${state.bot.username}`;
  status.textContent = state.connected ? doing || about : "connecting…";
  status.title = about;
  status.classList.toggle("busy", !!doing || !state.connected);
}
