// @ts-check
import { act } from "./api.js";
import { openChat } from "./live.js";
import { state } from "./state.js";

/** What stands behind `?start=` in a link to the bot; null for any other link. @param {string} url */
export function startOf(url) {
  const link = `https://t.me/${state.bot.username}?start=`;
  return url.startsWith(link) ? decodeURIComponent(url.slice(link.length)) : null;
}

/** Opens the private chat as a client does for such a link. @param {string} parameter */
export async function openStart(parameter) {
  if (state.me === null) return;
  await openChat(state.me);
  await act("/say", { text: `/start ${parameter}` });
}
