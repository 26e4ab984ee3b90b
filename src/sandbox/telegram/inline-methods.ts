import type { Args, Handlers } from "./handlers.ts";
import { given } from "./face.ts";
import { readResult } from "./inline-results.ts";
import { cacheKey, type InlineAnswer } from "./inline-state.ts";
import { refuse } from "./refusal.ts";
import type { State } from "./state.ts";

const MOST_RESULTS = 50;
const DEFAULT_CACHE_S = 300;

/** How long a client waits for results. Telegram documents no time; it gives up after about this long. */
const ANSWERABLE_MS = 15_000;

export function inlineMethods(state: State): Handlers {
  return {
    async answerInlineQuery(args) {
      const id = args.inline_query_id;
      const isOpen = () => {
        const asked = state.inline.asked.get(id);
        const open = asked?.answer === null && state.clock.now() - asked.askedAt <= ANSWERABLE_MS;
        return open ? asked : refuse(TOO_OLD);
      };
      isOpen();
      const answer = await readAnswer(state, args);
      // Pictures may have been fetched meanwhile.
      const asked = isOpen();
      asked.answer = answer;
      const { cache_time: seconds = DEFAULT_CACHE_S, is_personal: isPersonal = false } = args;
      const key = cacheKey(isPersonal ? asked.personId : null, asked.query, asked.offset);
      state.inline.kept.set(key, { answer, until: state.clock.now() + seconds * 1_000 });
      asked.answered(answer);
      return true as const;
    },
  };
}

async function readAnswer(state: State, args: Args<"answerInlineQuery">): Promise<InlineAnswer> {
  const { results, next_offset: nextOffset = "", button } = args;
  if (results.length > MOST_RESULTS) refuse("RESULTS_TOO_MUCH");
  if (Buffer.byteLength(nextOffset) > 64) refuse("NEXT_OFFSET_INVALID");
  if (new Set(results.map(({ id }) => id)).size < results.length) refuse("RESULT_ID_DUPLICATE");
  const ready = [];
  for (const result of results) ready.push(await readResult(state, result));
  const face = {
    results: ready.map((one) => one.face),
    nextOffset: nextOffset === "" ? null : nextOffset,
    ...given({ button: button && readButton(button) }),
  };
  return { face, results: new Map(ready.map((one) => [one.face.id, one])) };
}

function readButton(button: NonNullable<Args<"answerInlineQuery">["button"]>) {
  const { text, start_parameter: startParameter, web_app } = button;
  if (text === "") refuse("BUTTON_TEXT_INVALID");
  if ((startParameter === undefined) === (web_app === undefined)) refuse("BUTTON_TYPE_INVALID");
  if (startParameter === undefined || !/^[\w-]{1,64}$/.test(startParameter)) {
    refuse("START_PARAM_INVALID");
  }
  return { text, startParameter };
}

const TOO_OLD = "query is too old and response timeout expired or query ID is invalid";
