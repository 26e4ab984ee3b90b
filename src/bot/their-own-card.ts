import type { MiddlewareFn } from "grammy";
import type { CallbackQuery } from "grammy/types";
import { isInline, type CardPlace } from "../launches/draft-store.ts";
import { readDraftData, readLaunchData, readVoteData } from "./callback-data.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import { toast } from "./toast.ts";
import { generalWords } from "./words/words.ts";

/**
 * Outside of private chats, lets the buttons of a draft or a launch through only where its card stands: on a message that
 * was posted through inline mode, or in a group. Any client can send any data with any message, and what is tapped must be what the card above it says.
 */
export function theirOwnCard(deps: Pick<BotDeps, "drafts" | "notices">): MiddlewareFn<Ctx> {
  return async (ctx, next) => {
    const { callbackQuery: query } = ctx;
    const { data = "" } = query ?? {};
    if (!query || !/^[dlv]:/.test(data)) return next();
    const draft = readDraftData(data) ?? readVoteData(data);
    const launch = readLaunchData(data);
    const card = draft
      ? ((await deps.drafts.get(draft.draftId))?.card ?? null)
      : launch && (await deps.notices.cardOf(launch.launchId));
    if (card && isAt(card, query)) return next();
    return toast(ctx, generalWords.oldButton);
  };
}

function isAt(card: CardPlace, { message, inline_message_id: inlineId }: CallbackQuery): boolean {
  if (isInline(card)) return card.inlineId === inlineId;
  return card.chatId === message?.chat.id && card.messageId === message.message_id;
}
