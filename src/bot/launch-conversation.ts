import { emptyDraft, type DraftContent } from "../domain/draft.ts";
import { isLinkField, type Field } from "../domain/problem.ts";
import { fieldsOf, TARGETS, type Target, type TargetId } from "../domain/targets.ts";
import { merge } from "./answers.ts";
import { ask, type AskDeps } from "./ask.ts";
import { askTarget } from "./ask-target.ts";
import type { Ctx, Flow, FlowCtx } from "./context.ts";
import type { Begun, DraftPlace } from "./draft-opener.ts";
import type { FlowButton } from "./flow-button.ts";
import { fill, lacking } from "./line-content.ts";
import type { Said } from "./launch-message.ts";
import { offersFor } from "./offers.ts";
import type { Presets } from "./preset-store.ts";
import { readSaid, type Understood } from "./read-said.ts";
import { createTalk, type Talk } from "./talk.ts";
import { flowWords, lineWords, question } from "./words/words.ts";

/** What the flow hands on: the content of a draft that is ready to be previewed. */
export interface LaunchFlowDeps extends AskDeps {
  readonly presets: Presets;
  /** Makes the draft and shows its preview card. May run twice for the same message; makes one draft all the same. */
  readonly openDraft: (ctx: Ctx, content: DraftContent, begun: Begun) => Promise<void>;
}

/** How far a walk through the questions came. */
type Ending = { readonly content: DraftContent } | { readonly edited: Said } | "back" | "stop";

/**
 * From `/launch`, with a line behind it or without, to the preview: what the line says is taken, what it leaves open is asked
 * for, first what is ambiguous, then what is missing. A line that says what it is about is asked only for what the target
 * cannot do without; otherwise every field has its question. It ends there: the preview card lives in the database.
 *
 * When the message that began it is edited meanwhile, it begins anew with what that says now.
 *
 * A conversation is replayed from its log at every update, so nothing here may depend on the time, on chance or on the
 * outside world except through `flow.external`. No secret ever passes through it.
 */
export function createLaunchFlow(deps: LaunchFlowDeps) {
  return async function launchFlow(
    flow: Flow,
    ctx: FlowCtx,
    { place, ...start }: { readonly said: Said; readonly place: DraftPlace },
  ): Promise<void> {
    const talk = createTalk(flow, ctx);
    let { said } = start;
    for (;;) {
      const ending = await walk(deps, talk, said);
      if (ending === "stop" || ending === "back") return talk.end(flowWords.left.launch);
      if ("content" in ending) {
        const begun = { origin: said.origin, ...place };
        return talk.end(flowWords.done, () =>
          flow.external((outer) => deps.openDraft(outer, ending.content, begun)),
        );
      }
      said = ending.edited;
      await talk.tell(lineWords.readAgain);
    }
  };
}

async function walk(deps: LaunchFlowDeps, talk: Talk, said: Said): Promise<Ending> {
  const read = await readSaid(deps, talk, said);
  if (read === "stop" || "edited" in read) return read;
  let known = read.target;
  for (;;) {
    let target = known;
    if (target === null) {
      const answer = await askTarget(talk, said.origin);
      if (answer.is === "stop") return "stop";
      if (answer.is === "edited") return { edited: answer.said };
      target = answer.value;
    }
    const ending = await complete(deps, talk, { said, read, target });
    if (ending !== "back") return ending;
    known = null;
  }
}

/** What the line gives at this target, then the questions that are left. */
async function complete(
  deps: LaunchFlowDeps,
  talk: Talk,
  {
    said,
    read,
    target,
  }: { readonly said: Said; readonly read: Understood; readonly target: TargetId },
): Promise<Ending> {
  const { content, misfits } = fill(
    { ...(read.base ?? emptyDraft(target)), picture: read.picture, line: read.line },
    { ...read.found, target },
  );
  const described = TARGETS[target].description ? read.hints.description : null;
  const draft = { ...content, description: content.description ?? described };
  if (misfits.length > 0) await talk.tell(lineWords.misfits(misfits));
  return askFields(deps, talk, { draft, said, read });
}

/** Which fields may be left out. */
function canSkip(field: Field, target: Target): boolean {
  if (field === "description") return !target.description?.required;
  return field === "picture" || field === "buy";
}

const isKnown = (content: DraftContent, field: Field): boolean =>
  field in content && content[field as keyof DraftContent] !== null;

async function askFields(
  deps: LaunchFlowDeps,
  talk: Talk,
  {
    draft,
    said,
    read,
  }: { readonly draft: DraftContent; readonly said: Said; readonly read: Understood },
): Promise<Ending> {
  const target = TARGETS[draft.target];
  let content = draft;
  // Links are for whoever wants them: on the card, or in the line.
  const asked = fieldsOf(target).filter((field) => !isLinkField(field) && !isKnown(draft, field));
  const needed = read.saysWhat ? lacking(draft) : asked;
  /** In the order of the answers, so that Back undoes the last one. */
  let answered: readonly Field[] = [];
  for (;;) {
    const field = needed.find((one) => !answered.includes(one));
    if (field === undefined) return { content };
    const buttons: FlowButton[] = [
      "back",
      ...(canSkip(field, target) ? ["skip" as const] : []),
      "stop",
    ];
    const answer = await ask(deps, talk, {
      ...{ field, buttons, content, origin: said.origin },
      words: question(field, content),
      offers: offersFor(field, content, read.hints),
    });
    if ("edited" in answer) return answer;
    if ("change" in answer) {
      const { change } = answer;
      content = merge(content, change);
      const given = needed.filter((one) => one in change);
      answered = [...answered.filter((one) => !given.includes(one)), ...given];
    } else if (answer.button === "skip") {
      answered = [...answered, field];
    } else if (answer.button === "stop") {
      return "stop";
    } else {
      const undone = answered.at(-1);
      if (undone === undefined) return "back";
      answered = answered.slice(0, -1);
      content = { ...content, [undone]: null };
    }
  }
}
