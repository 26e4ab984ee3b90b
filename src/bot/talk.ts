import type { InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove } from "grammy/types";
import type { Flow, FlowCtx } from "./context.ts";
import { isInGroup, noteQuestion, removeQuestions } from "./group-answers.ts";
import { lines, type Html } from "./html.ts";
import { answering, noButtons } from "./reply.ts";
import { isShut } from "./telegram-errors.ts";
import { flowWords } from "./words/words.ts";

/**
 * How a flow and its person speak with each other. In a private chat plainly. In a group, where others speak as well: in the
 * topic it was begun in, as a reply to what its person said last, with buttons and a reply box for them alone. Questions are
 * noted there, since only replies to them are answers, and are taken away when the flow is over.
 */
export interface Talk {
  readonly flow: Flow;
  /** Of the update that began the flow. */
  readonly ctx: FlowCtx;
  /** What the person said last; from now on replies go to it. */
  heard(answer: FlowCtx): void;
  /** Says what needs no answer, and stays. */
  tell(text: Html): Promise<void>;
  /** @returns The question's message id. */
  ask(text: Html, markup: ReplyKeyboardMarkup | InlineKeyboardMarkup): Promise<number>;
  /**
   * The last words: the buttons below the input go. With `then` (the card that follows) they go away with the questions, and
   * are not even said in a group where nothing was asked.
   */
  end(text: Html, then?: () => Promise<void>): Promise<void>;
}

export function createTalk(flow: Flow, ctx: FlowCtx): Talk {
  const inGroup = isInGroup(ctx);
  let last = ctx;
  let isBegun = false;

  async function say(
    text: Html,
    markup?: ReplyKeyboardMarkup | InlineKeyboardMarkup | ReplyKeyboardRemove,
  ): Promise<number> {
    const { from, message } = last;
    // A tap is nothing to reply to, so the name tells who is meant.
    const words = inGroup && from && !message ? lines(flowWords.toPerson(from), text) : text;
    const sent = await last.reply(words.html, {
      parse_mode: "HTML",
      link_preview_options: { is_disabled: true },
      ...answering(last),
      ...(markup ? { reply_markup: markup } : {}),
    });
    return sent.message_id;
  }

  async function askFor(text: Html, markup?: Parameters<typeof say>[1]): Promise<number> {
    const id = await say(text, markup);
    if (inGroup) await flow.external((outer) => noteQuestion(outer, id));
    isBegun = true;
    return id;
  }

  return {
    ...{ flow, ctx },
    heard(answer) {
      if (answer.message) last = answer;
    },
    async tell(text) {
      await say(text);
    },
    ask: (text, markup) =>
      inGroup && "keyboard" in markup
        ? askFor(lines(text, flowWords.asAReply), { ...markup, ...TO_ONE })
        : askFor(text, markup),
    async end(text, then) {
      const put = then ? askFor : say;
      const isNeeded = !then || isBegun || !inGroup;
      // Into a topic that was closed meanwhile. What follows finds its own way.
      if (isNeeded) await put(text, noButtons(ctx)).catch(unlessShut);
      await then?.();
      if (inGroup) await flow.external(removeQuestions);
    },
  };
}

function unlessShut(error: unknown): void {
  if (!isShut(error)) throw error;
}

/** Buttons for the person replied to or named, folded away when used, and their next message made a reply. */
const TO_ONE = { selective: true, force_reply: true, one_time_keyboard: true } as const;
