import type { Context } from "grammy";
import { unlessOldQuery } from "./telegram-errors.ts";

/**
 * Some buttons lead to questions, and those are asked in private only. Tapped on a card that stands elsewhere, such a
 * button opens the private chat with a /start that carries the same data; what the row says of its owner decides there as
 * well. A link is easily sent to somebody, so it never carries what launches, settles or stops anything.
 */
export const isElsewhere = ({ callbackQuery }: Context): boolean =>
  callbackQuery !== undefined && callbackQuery.message?.chat.type !== "private";

/** Answers the tap with the way to the private chat. */
export async function goPrivate(ctx: Context, data: string): Promise<void> {
  const url = `https://t.me/${ctx.me.username}?start=${data.replaceAll(":", "_")}`;
  await ctx.answerCallbackQuery({ url }).catch(unlessOldQuery);
}

/** The data that a /start carries: only the first marks part it, since an argument may hold the same letter. */
export function dataOfLink(payload: string, marks: number): string {
  const parts = payload.split("_");
  const rest = parts.splice(marks).join("_");
  return [...parts, ...(rest === "" ? [] : [rest])].join(":");
}
