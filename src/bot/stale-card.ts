import { isInline, type Draft } from "../launches/draft-store.ts";
import type { Ctx } from "./context.ts";
import type { DraftCards } from "./draft-card.ts";
import { toast } from "./toast.ts";
import { generalWords } from "./words/words.ts";

/** A tap on a card that says what is no longer so. The draft's own card is drawn anew; an older one has a newer below. */
export async function redrawStale(
  deps: { readonly cards: DraftCards },
  ctx: Ctx,
  draft: Draft,
  said = generalWords.staleCard,
): Promise<void> {
  await toast(ctx, said);
  if (!isTappedOn(ctx, draft.card)) return;
  await deps.cards.refresh(ctx.api, draft, "main");
}

function isTappedOn({ callbackQuery: query }: Ctx, card: Draft["card"]): boolean {
  if (isInline(card)) return query?.inline_message_id === card.inlineId;
  return query?.message?.message_id === card?.messageId;
}
