// @ts-check
import { actHere } from "./api.js";
import { emit, state } from "./state.js";

/** Telegram's clients stop the spinner by themselves after a while. */
const PATIENCE_MS = 15_000;

/** Answers that overtook the answer to the POST which would have told the query's id. @type {Set<string>} */
const early = new Set();

/** @param {number} messageId @param {string} data */
const keyFor = (messageId, data) => `${messageId}:${data}`;

/** @param {number} messageId @param {string} data */
export const isPressing = (messageId, data) => state.pressing.has(keyFor(messageId, data));

/** Presses a button; it spins until the bot answers the query. @param {number} messageId @param {string} data */
export async function press(messageId, data) {
  const key = keyFor(messageId, data);
  if (state.pressing.has(key)) return;
  state.pressing.set(key, null);
  emit("message", String(messageId));

  const said = await actHere("/press", { messageId, data });
  if (!said || early.delete(said.callbackQueryId)) return release(key);
  state.pressing.set(key, said.callbackQueryId);
  setTimeout(() => state.pressing.get(key) === said.callbackQueryId && release(key), PATIENCE_MS);
}

/** The bot answered a query. @param {string} callbackQueryId */
export function answered(callbackQueryId) {
  const found = [...state.pressing].find(([, id]) => id === callbackQueryId);
  if (found) release(found[0]);
  else if ([...state.pressing.values()].includes(null)) early.add(callbackQueryId);
}

/** Another chat is shown. */
export function forgetPresses() {
  state.pressing.clear();
  early.clear();
}

/** @param {string} key */
function release(key) {
  state.pressing.delete(key);
  emit("message", key.slice(0, key.indexOf(":")));
}
