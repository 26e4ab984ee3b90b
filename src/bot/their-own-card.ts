import type { MiddlewareFn } from "grammy";
import { isInline } from "../launches/draft-store.ts";
import { readDraftData, readLaunchData } from "./callback-data.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import { toast } from "./toast.ts";
import { generalWords } from "./words/words.ts";

/**
 * On messages that were posted through inline mode, lets the buttons of a draft or a launch through only where its card
 * stands. Any client can send any data with any message, and what is tapped must be what the card above it says.
 */
export function theirOwnCard(deps: Pick<BotDeps, "drafts" | "notices">): MiddlewareFn<Ctx> {
  return async (ctx, next) => {
    const { data = "", inline_message_id: inlineId } = ctx.callbackQuery ?? {};
    if (!/^[dl]:/.test(data)) return next();
    const draft = readDraftData(data);
    const launch = readLaunchData(data);
    const card = draft
      ? ((await deps.drafts.get(draft.draftId))?.card ?? null)
      : launch && (await deps.notices.cardOf(launch.launchId));
    if (isInline(card) && card.inlineId === inlineId) return next();
    return toast(ctx, generalWords.oldButton);
  };
}
