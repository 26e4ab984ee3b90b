import { emptyDraft, type DraftContent } from "../domain/draft.ts";
import type { Field } from "../domain/problem.ts";
import {
  TARGET_IDS,
  targetCalled,
  TARGETS,
  type Target,
  type TargetId,
} from "../domain/targets.ts";
import { merge } from "./answers.ts";
import { ask, type AskDeps, type FlowButton } from "./ask.ts";
import type { Ctx, Flow, FlowCtx } from "./context.ts";
import { NO_BUTTONS, reply } from "./reply.ts";
import { isGone, isNotModified } from "./telegram-errors.ts";
import { toast } from "./toast.ts";
import { flowButtons, flowWords, generalWords, question } from "./words/words.ts";

/** What the flow hands on: the content of a draft that is ready to be previewed. */
export interface LaunchFlowDeps extends AskDeps {
  /** Makes the draft and shows its preview card. May run twice for the same update; makes one draft all the same. */
  readonly openDraft: (ctx: Ctx, content: DraftContent) => Promise<void>;
  /** The target is known: its path may be warmed. */
  readonly chosen: (target: TargetId) => void;
}

/**
 * The guided flow: target, name, ticker, picture, description and first buy where the target takes them, then the
 * preview. It ends there: the preview card lives in the database, not in the conversation.
 *
 * A conversation is replayed from its log at every update, so nothing here may depend on the time, on chance or on the
 * outside world except through `flow.external`. No secret ever passes through it.
 */
export function createLaunchFlow(deps: LaunchFlowDeps) {
  return async function launchFlow(
    flow: Flow,
    ctx: FlowCtx,
    start: { readonly target: TargetId | null },
  ): Promise<void> {
    let target = start.target ?? (await askTarget(flow, ctx));
    for (;;) {
      if (target === null) return leave(ctx);
      const chosen: TargetId = target;
      await flow.external(() => deps.chosen(chosen));
      const filled = await askFields(deps, flow, ctx, chosen);
      if (filled === "stop") return leave(ctx);
      if (filled !== "back") {
        await reply(ctx, flowWords.done, NO_BUTTONS);
        await flow.external((outer) => deps.openDraft(outer, filled));
        return;
      }
      target = await askTarget(flow, ctx);
    }
  };
}

const leave = (ctx: FlowCtx): Promise<void> => reply(ctx, flowWords.left.launch, NO_BUTTONS);

/** Ten buttons, two in a row; the name of a target may be typed as well. Null: cancelled. */
async function askTarget(flow: Flow, ctx: FlowCtx): Promise<TargetId | null> {
  const buttons = TARGET_IDS.map((id) => ({
    text: TARGETS[id].label,
    callback_data: `f:target:${id}`,
  }));
  const rows = Array.from({ length: Math.ceil(buttons.length / 2) }, (_, row) =>
    buttons.slice(row * 2, row * 2 + 2),
  );
  const asked = await ctx.reply(flowWords.chooseTarget.html, {
    parse_mode: "HTML",
    reply_markup: {
      inline_keyboard: [...rows, [{ text: flowButtons.stop, callback_data: "f:target:cancel" }]],
    },
  });
  const choice = await flow.form.build<TargetId | "cancel", null>({
    validate: (answer) => {
      const value = readTarget(
        answer.callbackQuery?.data?.replace(/^f:target:/, "") ?? answer.message?.text ?? "",
      );
      return value ? { ok: true, value } : { ok: false, error: null };
    },
    action: async (answer) => {
      await toast(answer);
    },
    otherwise: async (answer) => {
      if (answer.callbackQuery) await toast(answer, generalWords.oldButton);
      else await answer.reply(flowWords.tapATarget.html, { parse_mode: "HTML" });
    },
  });
  const { chat, message_id: id } = asked;
  if (choice === "cancel") {
    await ctx.api.editMessageReplyMarkup(chat.id, id).catch(unlessGone);
    return null;
  }
  const told = flowWords.chosen(TARGETS[choice]).html;
  await ctx.api.editMessageText(chat.id, id, told, { parse_mode: "HTML" }).catch(unlessGone);
  return choice;
}

/** A target's id or label as people type them, or the wish to leave. */
function readTarget(typed: string): TargetId | "cancel" | undefined {
  const word = typed.trim().toLowerCase();
  if (word === "cancel" || word === flowButtons.stop.toLowerCase()) return "cancel";
  return targetCalled(word);
}

/** People delete messages; a question that is gone needs no tidying. Everything else must rise: the plugin hangs on
 * errors that were caught (its issue 155). */
function unlessGone(error: unknown): void {
  if (!isGone(error) && !isNotModified(error)) throw error;
}

function fieldsOf(target: Target): readonly Field[] {
  return [
    "name",
    "ticker",
    "picture",
    ...(target.description ? (["description"] as const) : []),
    ...(target.buy ? (["buy"] as const) : []),
  ];
}

/** Which fields may be left out. */
function canSkip(field: Field, target: Target): boolean {
  if (field === "description") return !target.description?.required;
  return field === "picture" || field === "buy";
}

async function askFields(
  deps: LaunchFlowDeps,
  flow: Flow,
  ctx: FlowCtx,
  targetId: TargetId,
): Promise<DraftContent | "back" | "stop"> {
  const target = TARGETS[targetId];
  let content = emptyDraft(targetId);
  /** In the order of the answers, so that Back undoes the last one. */
  let answered: readonly Field[] = [];
  for (;;) {
    const field = fieldsOf(target).find((one) => !answered.includes(one));
    if (field === undefined) return content;
    const buttons: FlowButton[] = [
      "back",
      ...(canSkip(field, target) ? ["skip" as const] : []),
      "stop",
    ];
    const answer = await ask(deps, flow, ctx, {
      field,
      words: question(field, content),
      buttons,
      content,
    });
    if ("change" in answer) {
      const { change } = answer;
      content = merge(content, change);
      const given = fieldsOf(target).filter((one) => one in change);
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
