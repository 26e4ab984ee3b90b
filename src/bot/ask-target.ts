import { TARGET_IDS, targetCalled, TARGETS, type TargetId } from "../domain/targets.ts";
import { choose, type Chosen } from "./choose.ts";
import type { Talk } from "./talk.ts";
import { flowWords } from "./words/words.ts";

/** Ten buttons, two in a row; the name of a target may be typed as well. */
export function askTarget(talk: Talk, origin: string): Promise<Chosen<TargetId>> {
  return choose(talk, {
    ...{ columns: 2, origin, typed: targetCalled },
    text: flowWords.chooseTarget,
    options: TARGET_IDS.map((id) => ({ label: TARGETS[id].label, data: id, value: id })),
    chosen: (id) => flowWords.chosen(TARGETS[id]),
    otherwise: flowWords.tapATarget,
  });
}
