// @ts-check
import { emit, state } from "./state.js";

/** @param {string} path @returns {Promise<any>} */
export async function get(path) {
  const answer = await fetch(`/api${path}`);
  if (!answer.ok) throw new Error(`GET ${path}: ${answer.status}`);
  return answer.json();
}

/**
 * Does something; what the sandbox refuses is shown as a toast.
 *
 * @param {string} path
 * @param {Record<string, unknown>} fields
 * @returns {Promise<any>} The answer, or null when it was refused.
 */
export const post = (path, fields) =>
  send(path, JSON.stringify(fields), { "Content-Type": "application/json" });

/** As {@link post}, in the name of the person whose phone this is. @param {string} path @param {Record<string, unknown>} fields */
export const act = (path, fields) => post(path, { person: state.me, ...fields });

/** As {@link act}, in the chat and topic that are shown. @param {string} path @param {Record<string, unknown>} fields */
export const actHere = (path, fields) => act(path, { ...here(), ...fields });

const here = () => ({
  chat: state.chat,
  ...(state.topic !== null && { topic: state.topic }),
});

/**
 * Sends a picture or a document.
 *
 * @param {"/photo" | "/document"} path
 * @param {File} file
 * @param {string} caption
 */
export function upload(path, file, caption) {
  const form = new FormData();
  form.set("person", String(state.me));
  for (const [name, value] of Object.entries(here())) form.set(name, String(value));
  if (state.replyTo !== null) form.set("replyTo", String(state.replyTo));
  if (caption.trim()) form.set("caption", caption.trim());
  form.set("file", file, file.name);
  return send(path, form);
}

/** @param {string} path @param {BodyInit} body @param {HeadersInit} [headers] */
async function send(path, body, headers) {
  try {
    const answer = await fetch(`/api${path}`, {
      method: "POST",
      body,
      ...(headers && { headers }),
    });
    const said = await answer.json().catch(() => ({}));
    if (answer.ok) return said;
    emit("toast", { text: said.error ?? `The sandbox said ${answer.status}.`, alert: false });
  } catch {
    emit("toast", { text: "The sandbox does not answer. Is it still running?", alert: false });
  }
  return null;
}
