import { GrammyError } from "grammy";
import { createLimiter } from "../kit/limiter.ts";
import type { Ctx } from "./context.ts";
import { isInGroup } from "./group-answers.ts";
import type { Html } from "./html.ts";
import { goPrivate } from "./private-link.ts";
import { reply } from "./reply.ts";
import { toast } from "./toast.ts";
import { inTopic, topicOf } from "./topic.ts";
import { draftWords } from "./words/words.ts";

/** Tells whoever tapped a button in a group what nobody else there shall read; in the private chat it is simply said. */
export type TellAlone = (ctx: Ctx, text: Html) => Promise<void>;

/** Whoever taps again this soon has not seen it. */
const AGAIN_MS = 60_000;

/**
 * An ephemeral message, where Telegram takes one. It may be lost on its way without a word, so a second tap leads to the
 * private chat, as the first does where Telegram refuses it.
 */
export function createTellAlone(): TellAlone {
  const shown = createLimiter({ tries: 1, windowMs: AGAIN_MS });
  return async (ctx, text) => {
    const { callbackQuery: query } = ctx;
    if (!query || !isInGroup(ctx)) {
      await toast(ctx);
      return reply(ctx, text);
    }
    const { data = "", from, message } = query;
    const mayBeShown = await shown.allows(`${from.id} ${data}`);
    if (!mayBeShown || !(await send())) return goPrivate(ctx, data);
    return toast(ctx, draftWords.shownAlone);

    /** Nothing is said before it is sure that one person reads it: a Bot API server of before 10.2 shows it to all. */
    async function send(): Promise<boolean> {
      try {
        const sent = await ctx.reply(draftWords.aside, {
          ephemeral_message_parameters: {
            receiver_user_id: from.id,
            callback_query_id: query?.id ?? "",
          },
          ...inTopic(topicOf(message)),
        });
        const { ephemeral_message_id: id, receiver_user: receiver, chat } = sent;
        if (id === undefined || receiver?.id !== from.id) {
          await ctx.api.deleteMessage(chat.id, sent.message_id);
          return false;
        }
        return await ctx.api.editEphemeralMessageText(chat.id, from.id, id, text.html, {
          parse_mode: "HTML",
          link_preview_options: { is_disabled: true },
        });
      } catch (error) {
        if (error instanceof GrammyError && error.error_code === 400) return false;
        throw error;
      }
    }
  };
}
