import type {
  ForceReply,
  InlineKeyboardButton,
  InlineKeyboardMarkup,
  KeyboardButton,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
} from "@grammyjs/types";
import { refuse } from "./refusal.ts";
import type { SimButton, SimReplyKeyboard } from "./world.ts";

export type Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply;

const PARSE = "can't parse inline keyboard button";

/** What the types do not say about buttons. @throws {Refusal} 400 */
export function checkInlineKeyboard(markup: InlineKeyboardMarkup): void {
  const rows = markup.inline_keyboard;
  if (rows.some((row) => row.length > 8) || rows.flat().length > 100) {
    refuse("reply markup is too long");
  }
  if (Buffer.byteLength(JSON.stringify(markup)) > 10 * 1024) refuse("reply markup is too long");
  for (const button of rows.flat()) checkButton(button);
}

function checkButton(button: InlineKeyboardButton): void {
  if (button.text === "") refuse(`${PARSE}: Text must be non-empty`);
  if ("callback_data" in button) {
    if (button.callback_data === "") {
      refuse(`${PARSE}: Text buttons are unallowed in the inline keyboard`);
    }
    if (Buffer.byteLength(button.callback_data) > 64) refuse("BUTTON_DATA_INVALID");
  }
  if ("copy_text" in button) {
    const { length } = button.copy_text.text;
    if (length < 1 || length > 256) refuse("BUTTON_COPY_TEXT_INVALID");
  }
  if ("url" in button) checkUrl("URL", button.url, /^(https?|tg|mailto):$/);
  if ("web_app" in button) checkUrl("Web App URL", button.web_app.url, /^https:$/);
  if ((inlineOf(button)?.query.length ?? 0) > 256) refuse("BUTTON_INLINE_QUERY_INVALID");
  if ("pay" in button || "callback_game" in button) refuse("BUTTON_TYPE_INVALID");
}

/** One leniency: a web app may lie on this machine without TLS, since the sandbox's own page does. */
function checkUrl(name: string, url: string, protocols: RegExp): void {
  const fail = (why: string) =>
    refuse(`inline keyboard button ${name} '${url}' is invalid: ${why}`);
  if (!URL.canParse(url)) fail("Wrong HTTP URL");
  const { protocol, hostname } = new URL(url);
  if (protocol === "http:" && hostname === "127.0.0.1") return;
  if (!protocols.test(protocol)) {
    fail(protocol === "http:" ? "Only HTTPS links are allowed" : "Unsupported URL protocol");
  }
  if (/^https?:$/.test(protocol) && !hostname.includes(".")) fail("Wrong HTTP URL");
}

/** What the types do not say about the keyboard in place of the letters. @throws {Refusal} 400 */
function checkReplyKeyboard(markup: Exclude<Markup, InlineKeyboardMarkup>): void {
  if ("input_field_placeholder" in markup) {
    const { length } = markup.input_field_placeholder ?? "";
    if (length < 1 || length > 64)
      refuse("input field placeholder must be 1 to 64 characters long");
  }
  if (!("keyboard" in markup)) return;
  const rows = markup.keyboard;
  if (rows.some((row) => row.length > 12) || rows.flat().length > 300) {
    refuse("reply markup is too long");
  }
  if (rows.flat().some((button) => textOf(button) === "")) {
    refuse("can't parse keyboard button: Text must be non-empty");
  }
}

const textOf = (button: KeyboardButton) => (typeof button === "string" ? button : button.text);

/** Sorts a call's `reply_markup` into what stays under the message and what goes in place of the letters. */
export function readMarkup(markup: Markup | undefined): {
  readonly inline: InlineKeyboardMarkup | null;
  readonly reply: SimReplyKeyboard | null;
} {
  if (!markup) return { inline: null, reply: null };
  if ("inline_keyboard" in markup) {
    checkInlineKeyboard(markup);
    const inline_keyboard = markup.inline_keyboard.filter((row) => row.length > 0);
    const reply = { rows: [], forceReply: true, oneTime: false, remove: false };
    return {
      inline: inline_keyboard.length > 0 ? { ...markup, inline_keyboard } : null,
      reply: markup.force_reply ? reply : null,
    };
  }
  checkReplyKeyboard(markup);
  const placeholder =
    "input_field_placeholder" in markup ? markup.input_field_placeholder : undefined;
  const keyboard = "keyboard" in markup ? markup : null;
  const reply = {
    rows: (keyboard?.keyboard ?? []).map((row) => row.map(textOf)),
    ...(placeholder === undefined ? {} : { placeholder }),
    forceReply: "force_reply" in markup && (markup.force_reply ?? false),
    oneTime: keyboard?.one_time_keyboard ?? false,
    remove: "remove_keyboard" in markup,
  };
  return { inline: null, reply };
}

function inlineOf(button: InlineKeyboardButton): SimButton["inline"] {
  if ("switch_inline_query_current_chat" in button) {
    return { query: button.switch_inline_query_current_chat, into: "here" };
  }
  if ("switch_inline_query" in button) return { query: button.switch_inline_query, into: "pick" };
  if (!("switch_inline_query_chosen_chat" in button)) return undefined;
  return { query: button.switch_inline_query_chosen_chat.query ?? "", into: "pick" };
}

/** A button as a client draws it. */
export function faceOfButton(button: InlineKeyboardButton): SimButton {
  const common = { text: button.text, ...(button.style ? { style: button.style } : {}) };
  if ("callback_data" in button) return { ...common, kind: "callback", data: button.callback_data };
  if ("url" in button) return { ...common, kind: "url", url: button.url };
  if ("web_app" in button) return { ...common, kind: "web_app", url: button.web_app.url };
  if ("copy_text" in button) return { ...common, kind: "copy", copyText: button.copy_text.text };
  if ("disabled" in button) return { ...common, kind: "other", disabled: true };
  const inline = inlineOf(button);
  return inline ? { ...common, kind: "switch_inline", inline } : { ...common, kind: "other" };
}
