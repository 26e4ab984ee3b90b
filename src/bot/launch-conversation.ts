import { emptyDraft, type DraftContent } from "../domain/draft.ts";
import type { Field } from "../domain/problem.ts";
import { isTarget, TARGET_IDS, TARGETS, type Target, type TargetId } from "../domain/targets.ts";
import { ask, type AskDeps, type FlowButton } from "./ask.ts";
import type { Ctx, Flow, FlowCtx } from "./context.ts";
import { flowWords, generalWords, question } from "./words/words.ts";

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
        await ctx.reply(flowWords.done.html, { reply_markup: { remove_keyboard: true } });
        await flow.external((outer) => deps.openDraft(outer, filled));
        return;
      }
      target = await askTarget(flow, ctx);
    }
  };
}

async function leave(ctx: FlowCtx): Promise<void> {
  await ctx.reply(flowWords.cancelled.html, { reply_markup: { remove_keyboard: true } });
}

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
      inline_keyboard: [...rows, [{ text: "✖️ Cancel", callback_data: "f:target:cancel" }]],
    },
  });
  const choice = await flow.form.build<TargetId | "cancel", null>({
    validate: (answer) => {
      const typed = answer.callbackQuery?.data?.replace(/^f:target:/, "") ?? answer.message?.text;
      const word = typed?.trim().toLowerCase() ?? "";
      return word === "cancel" || isTarget(word)
        ? { ok: true, value: word }
        : { ok: false, error: null };
    },
    action: async (answer) => {
      if (answer.callbackQuery) await answer.answerCallbackQuery();
    },
    otherwise: async (answer) => {
      if (answer.callbackQuery) await answer.answerCallbackQuery(generalWords.oldButton);
      else await answer.reply(flowWords.tapATarget.html, { parse_mode: "HTML" });
    },
  });
  if (choice === "cancel") {
    await ctx.api.editMessageReplyMarkup(asked.chat.id, asked.message_id);
    return null;
  }
  const told = flowWords.chosen(TARGETS[choice]).html;
  await ctx.api.editMessageText(asked.chat.id, asked.message_id, told, { parse_mode: "HTML" });
  return choice;
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
  const answered: Field[] = [];
  for (;;) {
    const field = fieldsOf(target).find((one) => !answered.includes(one));
    if (field === undefined) return content;
    const buttons: FlowButton[] = [
      "back",
      ...(canSkip(field, target) ? ["skip" as const] : []),
      "stop",
    ];
    const reply = await ask(deps, flow, ctx, {
      field,
      words: question(field, content),
      buttons,
      content,
    });
    if ("change" in reply) {
      content = { ...content, ...reply.change };
      answered.push(...fieldsOf(target).filter((one) => one in reply.change));
    } else if (reply.button === "skip") {
      answered.push(field);
    } else if (reply.button === "stop") {
      return "stop";
    } else {
      const undone = answered.pop();
      if (undone === undefined) return "back";
      content = { ...content, [undone]: null };
    }
  }
}
