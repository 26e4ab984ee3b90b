import type { CallbackQuery, InlineKeyboardMarkup, Message, Update } from "@grammyjs/types";
import type { TelegramSim } from "../../../src/sandbox/telegram/world.ts";

const COMMANDS = [
  { command: "start", description: "Begin" },
  { command: "status", description: "Open launches" },
  { command: "ask", description: "Ask me something" },
];

const KEYBOARD: InlineKeyboardMarkup = {
  inline_keyboard: [
    [
      { text: "Change", callback_data: "change", style: "success" },
      { text: "Alert", callback_data: "alert" },
      { text: "Remove", callback_data: "remove", style: "danger" },
    ],
    [
      { text: "Wait", callback_data: "wait" },
      { text: "Copy", copy_text: { text: "what is copied" } },
      { text: "Open", url: "https://example.org/listing" },
      { text: "Frozen", disabled: {} },
    ],
  ],
};

/**
 * Runs a bot of a few lines: it echoes what it is told, under a keyboard with one button of each kind, and to `/ask`
 * answers with a keyboard in place of the letters. "Wait" is answered by the next text.
 *
 * @returns A promise that resolves to the end of its polling, which comes when Telegram is closed.
 */
export async function startEchoBot(
  telegram: TelegramSim,
  signal: AbortSignal,
): Promise<{ readonly ended: Promise<void> }> {
  await telegram.call("setMyCommands", { commands: COMMANDS });
  return { ended: poll(telegram, signal) };
}

async function poll(telegram: TelegramSim, signal: AbortSignal): Promise<void> {
  const call: Call = async (method, payload) => {
    const answer = await telegram.call(method, payload);
    if (!answer.ok) throw new Error(`${method}: ${answer.description}`);
    return answer.result;
  };
  const waiting: string[] = [];
  let offset = 0;
  while (!signal.aborted) {
    const updates = (await call("getUpdates", { offset, timeout: 50 })) as Update[];
    for (const { update_id, message, callback_query: query } of updates) {
      offset = update_id + 1;
      if (message) await onMessage(call, message, waiting);
      if (query) await onPress(call, query, waiting);
    }
  }
}

type Call = (method: string, payload: Record<string, unknown>) => Promise<unknown>;

async function onMessage(call: Call, message: Message, waiting: string[]): Promise<void> {
  const { text, photo, caption } = message;
  const chat_id = message.chat.id;
  if (photo) {
    await call("sendPhoto", { chat_id, photo: photo.at(-1)?.file_id, ...(caption && { caption }) });
  } else if (text === "/ask") {
    const keyboard = [[{ text: "Skip" }, { text: "Back" }]];
    const input_field_placeholder = "3 to 10 letters";
    const reply_markup = { keyboard, one_time_keyboard: true, input_field_placeholder };
    await call("sendMessage", { chat_id, text: "Which ticker?", reply_markup });
  } else if (text !== undefined) {
    for (const id of waiting.splice(0)) {
      await call("answerCallbackQuery", { callback_query_id: id });
    }
    const echo = `Echo: ${text}`;
    const entities = [{ type: "bold", offset: 6, length: text.length }];
    await call("sendMessage", { chat_id, text: echo, entities, reply_markup: KEYBOARD });
  }
}

async function onPress(call: Call, query: CallbackQuery, waiting: string[]): Promise<void> {
  const answer = (fields: object) =>
    call("answerCallbackQuery", { callback_query_id: query.id, ...fields });
  const target = { chat_id: query.message?.chat.id, message_id: query.message?.message_id };
  if (query.data === "wait") waiting.push(query.id);
  if (query.data === "alert") await answer({ text: "Read this", show_alert: true });
  if (query.data === "remove") await call("deleteMessage", target);
  if (query.data === "change") {
    await call("editMessageText", { ...target, text: "Changed" });
    await answer({ text: "It was changed" });
  }
}
