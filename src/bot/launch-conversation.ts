import { emptyDraft, type DraftContent } from "../domain/draft.ts";
import { TARGETS, type TargetId } from "../domain/targets.ts";
import type { AskDeps } from "./ask.ts";
import { askTarget } from "./ask-target.ts";
import type { Ctx, Flow, FlowCtx } from "./context.ts";
import type { Begun, DraftPlace } from "./draft-opener.ts";
import { askOne, beginAsking, type Asking } from "./launch-questions.ts";
import { fill } from "./line-content.ts";
import type { Said } from "./launch-message.ts";
import type { Presets } from "./preset-store.ts";
import { readSaid, type Understood } from "./read-said.ts";
import { createTalk, type Talk } from "./talk.ts";
import { flowWords, lineWords } from "./words/words.ts";

/** What the flow hands on: the content of a draft that is ready to be previewed. */
export interface LaunchFlowDeps extends AskDeps {
  readonly presets: Presets;
  /** Makes the draft and shows its preview card. May run twice for the same message; makes one draft all the same. */
  readonly openDraft: (ctx: Ctx, content: DraftContent, begun: Begun) => Promise<void>;
}

/** Where a flow stands between two answers. Plain data, since conversations keep it as JSON. */
export interface Underway {
  /** The message that began it. */
  readonly origin: string;
  readonly read: Understood;
  /** Null: the target has to be chosen first. */
  readonly asking: Asking | null;
}

/** What the flow is entered with: what was said, or how far it came. */
export type LaunchStart = { readonly place: DraftPlace } & (
  { readonly said: Said } | { readonly underway: Underway }
);

/** How far one answer brought it. */
type Ending =
  | { readonly content: DraftContent }
  | { readonly underway: Underway }
  | { readonly edited: Said }
  | "stop";

/**
 * From `/launch`, with a line behind it or without, to the preview: what the line says is taken, what it leaves open is asked
 * for, first what is ambiguous, then what is missing. A line that says what it is about is asked only for what the target
 * cannot do without; otherwise every field has its question. It ends there: the preview card lives in the database.
 *
 * When the message that began it is edited meanwhile, it begins anew with what that says now.
 *
 * A conversation is replayed from its log at every update, so nothing here may depend on the time, on chance or on the
 * outside world except through `flow.external`. No secret ever passes through it. So that there is little to replay, it ends
 * with each answer, and another one is entered where it stood (`flowNext`): see docs/decisions/0024-a-flow-goes-on-anew.md.
 */
export function createLaunchFlow(deps: LaunchFlowDeps) {
  return async function launchFlow(
    flow: Flow,
    ctx: FlowCtx,
    { place, ...start }: LaunchStart,
  ): Promise<void> {
    const isNew = "said" in start;
    const talk = createTalk(flow, ctx);
    const { origin } = isNew ? start.said : start.underway;
    let ending = await (isNew ? walk(deps, talk, start.said) : goOn(deps, talk, start.underway));
    for (;;) {
      if (ending === "stop") return talk.end(flowWords.left.launch);
      if ("underway" in ending) {
        const { underway } = ending;
        return flow.external((outer) => void (outer.flowNext = { place, underway }));
      }
      if ("content" in ending) {
        const { content } = ending;
        return talk.end(flowWords.done, () =>
          flow.external((outer) => deps.openDraft(outer, content, { origin, ...place })),
        );
      }
      await talk.tell(lineWords.readAgain);
      ending = await walk(deps, talk, ending.edited);
    }
  };
}

async function walk(deps: LaunchFlowDeps, talk: Talk, said: Said): Promise<Ending> {
  const read = await readSaid(deps, talk, said);
  if (read === "stop" || "edited" in read) return read;
  const asking = read.target === null ? null : await begin(talk, read, read.target);
  return goOn(deps, talk, { origin: said.origin, read, asking });
}

/** The question that comes next, up to its answer. */
async function goOn(deps: LaunchFlowDeps, talk: Talk, underway: Underway): Promise<Ending> {
  const { origin, read } = underway;
  let { asking } = underway;
  if (asking === null) {
    const answer = await askTarget(talk, origin);
    if (answer.is === "stop") return "stop";
    if (answer.is === "edited") return { edited: answer.said };
    asking = await begin(talk, read, answer.value);
  }
  const answered = await askOne(deps, talk, { asking, origin, hints: read.hints });
  if (answered === "back") return { underway: { origin, read, asking: null } };
  if (answered === "stop" || !("asking" in answered)) return answered;
  return { underway: { origin, read, asking: answered.asking } };
}

/** What the line gives at this target. */
async function begin(talk: Talk, read: Understood, target: TargetId): Promise<Asking> {
  const { content, misfits } = fill(
    { ...(read.base ?? emptyDraft(target)), picture: read.picture, line: read.line },
    { ...read.found, target },
  );
  const described = TARGETS[target].description ? read.hints.description : null;
  if (misfits.length > 0) await talk.tell(lineWords.misfits(misfits));
  return beginAsking({ ...content, description: content.description ?? described }, read.saysWhat);
}
