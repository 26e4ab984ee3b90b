import type { MiddlewareFn } from "grammy";
import type { CallbackQuery } from "grammy/types";
import { isInline, type CardPlace } from "../launches/draft-store.ts";
import { readDraftData, readFollowData, readLaunchData, readVoteData } from "./callback-data.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import { toast } from "./toast.ts";
import { generalWords } from "./words/words.ts";

type Deps = Pick<BotDeps, "drafts" | "notices">;

/**
 * Outside of private chats, lets the buttons of a draft or a launch through only where its card stands, or another message
 * about it: posted through inline mode, or in a group. Any client can send any data with any message, and what is tapped
 * must be what the card above it says.
 */
export function theirOwnCard(deps: Deps): MiddlewareFn<Ctx> {
  return async (ctx, next) => {
    const { callbackQuery: query } = ctx;
    const { data = "" } = query ?? {};
    if (!query || !/^[dlvw]:/.test(data)) return next();
    const places = await placesOf(deps, data);
    if (places.some((card) => isAt(card, query))) return next();
    return toast(ctx, generalWords.oldButton);
  };
}

async function placesOf(deps: Deps, data: string): Promise<readonly CardPlace[]> {
  const draft = readDraftData(data) ?? readVoteData(data);
  if (draft) {
    const card = (await deps.drafts.get(draft.draftId))?.card;
    return card ? [card] : [];
  }
  const launchId = readLaunchData(data)?.launchId ?? readFollowData(data);
  return launchId === null ? [] : deps.notices.placesOf(launchId);
}

function isAt(card: CardPlace, { message, inline_message_id: inlineId }: CallbackQuery): boolean {
  if (isInline(card)) return card.inlineId === inlineId;
  return card.chatId === message?.chat.id && card.messageId === message.message_id;
}
