import type { InlineKeyboard } from "grammy";
import { TARGETS } from "../domain/targets.ts";
import type { Draft } from "../launches/draft-store.ts";
import type { BotDeps } from "./deps.ts";
import type { Html } from "./html.ts";
import { readFacts, type FactDeps } from "./preview-facts.ts";
import { previewKeyboard, type View } from "./preview-keyboard.ts";
import { previewWords } from "./words/words.ts";

export interface Card {
  readonly text: Html;
  readonly keyboard: InlineKeyboard;
}

/**
 * Draws the preview card of a draft: everything that would be sent, what is missing, and what can be done. From now on
 * the way to where it would be sent is kept ready, and so is the request.
 */
export async function drawPreview(
  deps: FactDeps & Pick<BotDeps, "standby">,
  draft: Draft,
  view: View,
): Promise<Card> {
  const facts = await readFacts(deps, draft);
  const { provider } = TARGETS[draft.content.target];
  deps.standby.drawn(draft, facts.region?.id ?? provider);
  return {
    text: previewWords(draft.content, facts),
    keyboard: previewKeyboard(deps, draft, view, facts),
  };
}
