import { Composer } from "grammy";
import type { DraftContent } from "../domain/draft.ts";
import { InputError } from "../domain/errors.ts";
import { idFrom } from "../kit/ids.ts";
import type { Draft } from "../launches/draft-store.ts";
import { readOfferData, type OfferPress } from "./callback-data.ts";
import { editCard } from "./card-message.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import type { DraftCards } from "./draft-card.ts";
import { contentAt, readInlineLine } from "./inline-line.ts";
import { toast } from "./toast.ts";
import { generalWords, inlineWords } from "./words/words.ts";

type Deps = Pick<BotDeps, "drafts" | "offers" | "presets" | "pictures" | "clock"> & {
  readonly cards: DraftCards;
};

/**
 * Makes the draft of a card that was posted through inline mode: when Telegram tells what was chosen, or at the first tap,
 * whichever comes first. The second finds it made, since its id comes from the posted message; the same result posted
 * twice is two cards with a draft each.
 *
 * Whoever posted it is whoever the line was offered to: nobody else's tap makes anything.
 */
export function inlineCards(deps: Deps): Composer<Ctx> {
  const composer = new Composer<Ctx>();

  composer.on("chosen_inline_result", async (ctx) => {
    const { result_id: data, inline_message_id: inlineId } = ctx.chosenInlineResult;
    const press = readOfferData(data);
    const line = press && (await lineFor(deps, press, ctx.from.id));
    if (!press || line === null || inlineId === undefined) return;
    await open(deps, ctx, { press, line, inlineId });
  });

  composer.callbackQuery(/^i:/, async (ctx) => {
    const { data, inline_message_id: inlineId } = ctx.callbackQuery;
    const press = readOfferData(data);
    const offer = press && (await deps.offers.get(press.offerId));
    if (!press || inlineId === undefined) return toast(ctx, generalWords.oldButton);
    if (!offer) return toast(ctx, inlineWords.offerGone);
    if (offer.ownerId !== ctx.from.id) return toast(ctx, generalWords.notYours);
    await open(deps, ctx, { press, line: offer.line, inlineId });
    if (!ctx.answered) await toast(ctx);
  });

  return composer;
}

async function lineFor(deps: Deps, press: OfferPress, userId: number): Promise<string | null> {
  const offer = await deps.offers.get(press.offerId);
  return offer?.ownerId === userId ? offer.line : null;
}

interface Posted {
  readonly press: OfferPress;
  readonly line: string;
  readonly inlineId: string;
}

async function open(deps: Deps, ctx: Ctx, { press, line, inlineId }: Posted): Promise<void> {
  const ownerId = ctx.from?.id ?? 0;
  const id = await idFrom(`draft of the posted card ${inlineId}`);
  const existing = await deps.drafts.get(id);
  // Somebody else's card under a button of one's own: a client may send any data with any message.
  if (existing && existing.ownerId !== ownerId) return;
  if (existing?.state === "open") return deps.cards.refresh(ctx.api, existing, "main");
  if (existing) return;
  const read = await readInlineLine(deps, ownerId, line);
  // A preset that was deleted since.
  if (!read) return toast(ctx, inlineWords.offerGone);
  const content = await contentFor(deps, contentAt(read, press.target).content, ownerId);
  if ("problem" in content) {
    return editCard(ctx.api, { inlineId }, inlineWords.badPicture(content.problem));
  }
  const now = deps.clock.now();
  const draft: Draft = {
    ...{ id, ownerId, content, state: "open", version: 1, repeats: null },
    ...{ groupId: null, topicId: null, card: { inlineId }, createdAt: now, updatedAt: now },
  };
  await deps.drafts.add(draft);
  await deps.cards.refresh(ctx.api, draft, "main");
}

/** With our own copy of the picture, so that what the card shows is what is sent. */
async function contentFor(
  deps: Deps,
  content: DraftContent,
  ownerId: number,
): Promise<DraftContent | Pick<InputError, "problem">> {
  const { picture } = content;
  if (picture?.kind !== "link") return content;
  try {
    return { ...content, picture: await deps.pictures.lookAtLink(picture.url, ownerId) };
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}
