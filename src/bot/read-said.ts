import type { DraftContent } from "../domain/draft.ts";
import { InputError } from "../domain/errors.ts";
import type { Choice, Found, Settled } from "../domain/one-line/line.ts";
import { readLine } from "../domain/one-line/read-line.ts";
import type { Picture } from "../domain/picture.ts";
import type { Problem } from "../domain/problem.ts";
import { readReplied } from "../domain/replied.ts";
import type { TargetId } from "../domain/targets.ts";
import { fileOf } from "./answers.ts";
import { takePicture, type AskDeps } from "./ask.ts";
import { choose, type Chosen } from "./choose.ts";
import type { Flow } from "./context.ts";
import type { Said } from "./launch-message.ts";
import { NO_HINTS, type Hints } from "./offers.ts";
import { contentOf, type Presets } from "./preset-store.ts";
import type { Talk } from "./talk.ts";
import { lineWords } from "./words/words.ts";

/** What a message with `/launch` comes to, once nothing of it is ambiguous any more. */
export interface Understood {
  readonly found: Found;
  /** Of the line, or of its preset; null when neither names one. */
  readonly target: TargetId | null;
  /** The preset as a draft. */
  readonly base: DraftContent | null;
  readonly picture: Picture | null;
  readonly hints: Hints & { readonly description: string | null };
  /** The line says what is launched, not only where: who types that much wants few questions. */
  readonly saysWhat: boolean;
  readonly line: NonNullable<DraftContent["line"]>;
}

type Deps = AskDeps & { readonly presets: Presets };

/** Reads a line, asks what is meant wherever it can be read in two ways, and tells what could not be taken. */
export async function readSaid(
  deps: Deps,
  talk: Talk,
  said: Said,
): Promise<Understood | { readonly edited: Said } | "stop"> {
  const { flow, ctx } = talk;
  let settled: Settled = {};
  let line = readLine(said.text);
  for (let choice = line.choices[0]; choice; choice = line.choices[0]) {
    const answer = await askChoice(talk, choice, said.origin);
    if (answer.is === "stop") return "stop";
    if (answer.is === "edited") return { edited: answer.said };
    settled = { ...settled, [choice.field]: answer.value };
    line = readLine(said.text, settled);
  }
  const { replied } = said;
  const given = replied && !replied.own ? readReplied(replied.text) : null;
  const { preset: name, ...found } = { ...given?.found, ...line.found };
  const preset =
    name === undefined || name === ctx.me.username.toLowerCase()
      ? null
      : await flow.external(() => deps.presets.get(ctx.from?.id ?? 0, name));
  const { picture, problem } = await takeFirst(deps, flow, said, found.picture);
  const told = lineWords.told({
    unread: line.unread,
    noPreset: preset === null && name !== ctx.me.username.toLowerCase() ? (name ?? null) : null,
    ownReply: replied?.own === true,
    picture: problem,
  });
  if (told) await talk.tell(told);
  return {
    ...{ found, picture, target: found.target ?? preset?.target ?? null },
    base: preset && contentOf(preset),
    hints: given ?? { ...NO_HINTS, description: null },
    saysWhat: line.found.name !== undefined || line.found.ticker !== undefined,
    line: { text: said.text, settled, picture: said.picture?.uniqueId ?? null },
  };
}

function askChoice(
  talk: Talk,
  { field, candidates }: Choice,
  origin: string,
): Promise<Chosen<string | null>> {
  return choose<string | null>(talk, {
    ...{ columns: 1, origin },
    text: lineWords.which[field],
    options: candidates.map((value, at) => ({
      ...{ label: lineWords.candidate(field, value), data: String(at), value },
    })),
    typed: (text) => candidates.find((one) => one?.toLowerCase() === text.toLowerCase()),
    chosen: (value) => lineWords.picked(field, value),
    otherwise: lineWords.tapOne,
  });
}

/** The picture of the message itself, else the one it replies to, else the one behind the link. */
async function takeFirst(
  deps: Deps,
  flow: Flow,
  { picture: own, replied }: Said,
  url: string | undefined,
): Promise<{ readonly picture: Picture | null; readonly problem: Problem | null }> {
  const sent = own ?? (url === undefined && !replied?.own ? (replied?.picture ?? null) : null);
  try {
    const fileId = fileOf(sent);
    const from = fileId !== null ? { fileId } : url !== undefined ? { url } : null;
    return { picture: from && (await takePicture(deps, flow, from)), problem: null };
  } catch (error) {
    if (error instanceof InputError) return { picture: null, problem: error.problem };
    throw error;
  }
}
