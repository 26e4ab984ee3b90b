import { TARGET_IDS, targetCalled, TARGETS, type TargetId } from "../domain/targets.ts";
import { choose, type Chosen } from "./choose.ts";
import type { Flow, FlowCtx } from "./context.ts";
import { flowWords } from "./words/words.ts";

/** Ten buttons, two in a row; the name of a target may be typed as well. */
export function askTarget(flow: Flow, ctx: FlowCtx, origin: string): Promise<Chosen<TargetId>> {
  return choose(flow, ctx, {
    ...{ columns: 2, origin, typed: targetCalled },
    text: flowWords.chooseTarget,
    options: TARGET_IDS.map((id) => ({ label: TARGETS[id].label, data: id, value: id })),
    chosen: (id) => flowWords.chosen(TARGETS[id]),
    otherwise: flowWords.tapATarget,
  });
}
