import { InputError, refuse } from "../domain/errors.ts";
import type { OptionKey } from "../domain/options.ts";
import type { Picture } from "../domain/picture.ts";
import type { Field, Problem } from "../domain/problem.ts";
import type { DraftContent } from "../domain/draft.ts";
import { readAnswer, type Change, type TakePicture } from "./answers.ts";
import type { Flow, FlowCtx } from "./context.ts";
import type { Download } from "./download.ts";
import type { Pictures } from "./deps.ts";
import { flowButtonOf, type FlowButton } from "./flow-button.ts";
import { saidIn, type Said } from "./launch-message.ts";
import { lines, type Html } from "./html.ts";
import type { Talk } from "./talk.ts";
import { toast } from "./toast.ts";
import {
  flowButtons,
  flowWords,
  generalWords,
  problemWords,
  type QuestionWords,
} from "./words/words.ts";

/** What came of a question: a change of the draft, one of its buttons, or the message that began it all reads differently. */
export type Reply =
  { readonly change: Change } | { readonly button: FlowButton } | { readonly edited: Said };

export interface Question {
  readonly field: Field;
  readonly option?: OptionKey;
  readonly words: QuestionWords;
  readonly buttons: readonly FlowButton[];
  readonly content: DraftContent;
  /** Answers to be tapped. */
  readonly offers?: readonly string[];
  /** The message that began the flow, where an edit of it counts. */
  readonly origin?: string;
}

export interface AskDeps {
  readonly pictures: Pictures;
  readonly download: Download;
}

/** Telegram shows at most this much in the empty input. */
const PLACEHOLDER = 64;

/**
 * Puts a question and waits for an answer that fits. A wrong one is told why and the question is put again; it leaves no
 * trace in the conversation's log, so that the state does not grow with every slip.
 */
export async function ask(deps: AskDeps, talk: Talk, question: Question): Promise<Reply> {
  await put(talk, question, question.words.ask);
  return talk.flow.form.build<Reply, Problem | null>({
    validate: async (answer) => {
      talk.heard(answer);
      const read = await readReply(deps, talk.flow, answer, question);
      return "problem" in read ? { ok: false, error: read.problem } : { ok: true, value: read };
    },
    otherwise: async (answer, problem) => {
      if (answer.editedMessage) return;
      if (answer.callbackQuery) {
        await toast(answer, generalWords.oldButton);
        return;
      }
      const said = problem === null ? flowWords.notACommand : problemWords(problem);
      await put(talk, question, lines(said, "", question.words.ask));
    },
  });
}

async function put(
  talk: Talk,
  { words, buttons, offers = [] }: Question,
  text: Html,
): Promise<void> {
  await talk.ask(text, {
    keyboard: [
      ...(offers.length > 0 ? [offers.map((offer) => ({ text: offer }))] : []),
      buttons.map((button) => ({ text: flowButtons[button] })),
    ],
    resize_keyboard: true,
    input_field_placeholder: words.placeholder.slice(0, PLACEHOLDER),
  });
}

async function readReply(
  deps: AskDeps,
  flow: Flow,
  ctx: FlowCtx,
  { field, option, content, buttons, origin }: Question,
): Promise<Reply | { readonly problem: Problem | null }> {
  const edited = ctx.editedMessage && saidIn(ctx);
  if (edited && edited.origin === origin) return { edited };
  const { message } = ctx;
  if (!message) return { problem: { code: "unknown-choice" } };
  const button = flowButtonOf(message.text);
  if (button)
    return buttons.includes(button) ? { button } : { problem: { code: "unknown-choice" } };
  if (message.text?.startsWith("/")) return { problem: null };
  const take: TakePicture = (from) => takePicture(deps, flow, from);
  try {
    return { change: await readAnswer(field, message, content, take, option) };
  } catch (error) {
    if (error instanceof InputError) return { problem: error.problem };
    throw error;
  }
}

/** Loaded and re-encoded once; the conversation's log keeps its description, so a replay does not load it again. */
export async function takePicture(
  { pictures, download }: AskDeps,
  flow: Flow,
  from: Parameters<TakePicture>[0],
): Promise<Picture> {
  const taken = await flow.external(
    async (ctx): Promise<{ picture: Picture } | { problem: Problem }> => {
      try {
        const picture =
          "url" in from
            ? await pictures.lookAtLink(from.url, ctx.from?.id ?? 0)
            : await pictures.takeIn(await download(ctx.api, from.fileId));
        return { picture };
      } catch (error) {
        if (error instanceof InputError) return { problem: error.problem };
        throw error;
      }
    },
  );
  return "picture" in taken ? taken.picture : refuse(taken.problem);
}
