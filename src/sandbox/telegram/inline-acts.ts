import { given } from "./face.ts";
import { cacheKey, type InlineAnswer } from "./inline-state.ts";
import type { InlineSim } from "./inline-world.ts";
import { chatAsSeen, post } from "./posting.ts";
import { botUser, personOf, userOf, type State } from "./state.ts";
import { SimError } from "./world.ts";

const MAX_QUERY = 256;

/** Typing `@bot …` and picking a result. */
export function createInlineActs(state: State): InlineSim {
  const { inline } = state;

  const kept = (personId: number, query: string, offset: string): InlineAnswer | null => {
    const keys = [cacheKey(personId, query, offset), cacheKey(null, query, offset)];
    const found = keys.map((key) => inline.kept.get(key));
    return found.find((one) => one && one.until > state.clock.now())?.answer ?? null;
  };

  return {
    inline(personId, query, { chatId = personId, offset = "" } = {}) {
      const person = personOf(state, personId);
      const { chat } = chatAsSeen(state, chatId, personId);
      if (query.length > MAX_QUERY) throw new SimError("a client cuts a query this long");
      const queryId = state.digits(18);
      const { promise, resolve } = Promise.withResolvers<InlineAnswer>();
      const known = kept(personId, query, offset);
      const asked = { personId, query, offset, askedAt: state.clock.now() };
      inline.asked.set(queryId, { ...asked, answer: known, answered: resolve });
      if (known) resolve(known);
      const updateId = known
        ? null
        : state.queue.push({
            inline_query: {
              id: queryId,
              from: userOf(person),
              query,
              offset,
              chat_type: chat.type === "private" ? "sender" : chat.type,
            },
          });
      return { queryId, updateId, answer: promise.then(({ face }) => face) };
    },

    choose(personId, queryId, resultId, where) {
      const asked = inline.asked.get(queryId);
      const result = asked?.personId === personId ? asked.answer?.results.get(resultId) : undefined;
      if (!asked || !result) throw new SimError("no such result is listed");
      const { content, markup } = result;
      const inlineId = markup ? state.letters(27) : undefined;
      const posted = post(state, personId, where, {
        ...content,
        via_bot: botUser(state),
        ...given({ reply_markup: markup ?? undefined, inlineId }),
      });
      const inlineMessageId = inlineId ?? null;
      if (inlineId !== undefined) {
        const chatId = where?.chatId ?? personId;
        inline.posted.set(inlineId, { chatId, messageId: posted.messageId });
      }
      const chosen = {
        result_id: resultId,
        from: userOf(personOf(state, personId)),
        query: asked.query,
        ...given({ inline_message_id: inlineId }),
      };
      const feedback = inline.feedback
        ? { updateId: state.queue.push({ chosen_inline_result: chosen }) }
        : null;
      return { ...posted, inlineMessageId, feedback };
    },

    setInlineFeedback: (on) => void (inline.feedback = on),
  };
}
