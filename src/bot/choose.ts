import type { Context } from "grammy";
import type { Html } from "./html.ts";
import { saidIn, type Said } from "./launch-message.ts";
import type { Talk } from "./talk.ts";
import { isGone, isNotModified } from "./telegram-errors.ts";
import { toast } from "./toast.ts";
import { flowButtons, flowWords, generalWords } from "./words/words.ts";

/** One of the buttons of a choice. `data` is unique among them. */
export interface Option<Value> {
  readonly label: string;
  readonly data: string;
  readonly value: Value;
}

export interface Choosing<Value> {
  readonly text: Html;
  readonly columns: number;
  readonly options: readonly Option<Value>[];
  /** Reads a typed answer; undefined when it is none. */
  readonly typed: (text: string) => Value | undefined;
  /** What takes the question's place when it is answered. */
  readonly chosen: (value: Value) => Html;
  /** Said when something else is sent. */
  readonly otherwise: Html;
  /** The message that began the flow. */
  readonly origin: string;
}

export type Chosen<Value> =
  | { readonly is: "chosen"; readonly value: Value }
  | { readonly is: "stop" }
  /** The message that began the flow reads differently now. */
  | { readonly is: "edited"; readonly said: Said };

/** Asks by buttons below the question. Only those below this very question count: another one may still stand above. */
export async function choose<Value>(talk: Talk, choosing: Choosing<Value>): Promise<Chosen<Value>> {
  const { options, columns } = choosing;
  const buttons = options.map(({ label, data }) => ({
    text: label,
    callback_data: `f:pick:${data}`,
  }));
  const rows = Array.from({ length: Math.ceil(buttons.length / columns) }, (_, row) =>
    buttons.slice(row * columns, (row + 1) * columns),
  );
  const stop = [{ text: flowButtons.stop, callback_data: `f:pick:cancel` }];
  const id = await talk.ask(choosing.text, { inline_keyboard: [...rows, stop] });
  const { api, chatId = 0 } = talk.ctx;
  const answered = await talk.flow.form.build<Chosen<Value>, null>({
    validate: (answer) => {
      talk.heard(answer);
      const value = readChoice(answer, choosing, id);
      return value ? { ok: true, value } : { ok: false, error: null };
    },
    action: async (answer) => {
      await toast(answer);
    },
    otherwise: async (answer) => {
      if (answer.callbackQuery) await toast(answer, generalWords.oldButton);
      else if (answer.message) await talk.tell(choosing.otherwise);
    },
  });
  if (answered.is === "chosen") {
    const told = choosing.chosen(answered.value).html;
    await api.editMessageText(chatId, id, told, { parse_mode: "HTML" }).catch(unlessGone);
  } else {
    await api.editMessageReplyMarkup(chatId, id).catch(unlessGone);
  }
  return answered;
}

function readChoice<Value>(
  answer: Context,
  { options, typed, origin }: Choosing<Value>,
  id: number,
): Chosen<Value> | null {
  const { callbackQuery: tap, message } = answer;
  if (answer.editedMessage) {
    const said = saidIn(answer);
    return said?.origin === origin ? { is: "edited", said } : null;
  }
  if (tap) {
    if (tap.message?.message_id !== id) return null;
    if (tap.data === "f:pick:cancel") return { is: "stop" };
    const option = options.find(({ data }) => tap.data === `f:pick:${data}`);
    return option ? { is: "chosen", value: option.value } : null;
  }
  const text = message?.text?.trim() ?? "";
  const isStop = [flowButtons.stop, flowWords.cancel].some(
    (word) => word.toLowerCase() === text.toLowerCase(),
  );
  if (isStop) return { is: "stop" };
  const value = typed(text);
  return value === undefined ? null : { is: "chosen", value };
}

/** People delete messages; a question that is gone needs no tidying. Everything else must rise: the plugin hangs on
 * errors that were caught (its issue 155). */
function unlessGone(error: unknown): void {
  if (!isGone(error) && !isNotModified(error)) throw error;
}
