import type { InlineKeyboard } from "grammy";
import type { Providers } from "../providers/provider.ts";
import type { Html } from "./html.ts";
import { nextReminder, type DueNotice } from "./notice-store.ts";
import { statusKeyboard } from "./status-keyboard.ts";
import { SECONDS_SHOWN_MS } from "./words/times.ts";
import { reminderWords, statusWords } from "./words/words.ts";

/** What a notice says right now, with the buttons of a status card. */
export interface NoticeMessage {
  readonly text: Html;
  readonly keyboard: InlineKeyboard;
}

export function drawNotice(
  { notice, launch, since }: DueNotice,
  providers: Providers,
  now: number,
): NoticeMessage {
  const keyboard = statusKeyboard(launch, providers[launch.provider]);
  const text =
    notice.kind === "reminder" ? reminderWords(launch, since, now) : statusWords(launch, now);
  return { text, keyboard };
}

/** While it is open the card counts seconds, later minutes; edits share Telegram's limits with messages. */
const REFRESH_MS = { sending: 3_000, accepted: 5_000 } as const;
const REFRESH_MINUTES_MS = 30_000;
/** A card that was posted somewhere may stand in a group, where 20 edits a minute are too many. */
const REFRESH_POSTED_MS = 6_000;

/** When a notice that was shown has something new to say although its launch did not move; null: never. */
export function nextShowing({ notice, launch, since }: DueNotice, now: number): number | null {
  if (notice.kind === "reminder") return nextReminder(since, now);
  const { status, sentAt, acceptedAt } = launch;
  if (notice.kind === "final" || (status !== "sending" && status !== "accepted")) return null;
  const waited = now - (acceptedAt ?? sentAt ?? now);
  const often = notice.inlineId === null ? REFRESH_MS[status] : REFRESH_POSTED_MS;
  return now + (waited < SECONDS_SHOWN_MS ? often : REFRESH_MINUTES_MS);
}
