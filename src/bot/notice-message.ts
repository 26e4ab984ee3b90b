import { InlineKeyboard } from "grammy";
import { OPEN, type Launch } from "../domain/launch.ts";
import type { Providers } from "../providers/provider.ts";
import { followData, launchData } from "./callback-data.ts";
import type { Html } from "./html.ts";
import { isShared, placeOf, type DueNotice, type Unclear } from "./notice-store.ts";
import { announcementKeyboard, statusKeyboard, tokenKeyboard } from "./status-keyboard.ts";
import { SECONDS_SHOWN_MS } from "./words/times.ts";
import {
  buttonWords,
  digestWords,
  historyWords,
  noticeWords,
  reminderWords,
  statusWords,
} from "./words/words.ts";

/** What a notice says right now, with its buttons. */
export interface NoticeMessage {
  readonly text: Html;
  readonly keyboard: InlineKeyboard;
}

export function drawNotice(due: DueNotice, providers: Providers, now: number): NoticeMessage {
  const { notice, launch } = due;
  switch (notice.kind) {
    case "announcement":
      return { text: noticeWords.announced(launch), keyboard: announcementKeyboard(launch) };
    case "follow":
      return { text: noticeWords.followed(launch), keyboard: tokenKeyboard(launch) };
    case "card":
    case "final":
    case "told":
    case "reminder":
      return { text: statusWords(launch, now), keyboard: cardKeyboard(due, providers) };
  }
}

/** More launches than this are counted in a digest. */
const MOST_LISTED = 10;

/** What is unclear, in one message: a single launch with the buttons of its card, several as a list that opens each. */
export function drawReminder(
  unclear: readonly Unclear[],
  providers: Providers,
  now: number,
): NoticeMessage {
  const [first, ...others] = unclear;
  if (first && others.length === 0) {
    const { launch, since } = first;
    const keyboard = statusKeyboard(launch, providers[launch.provider]);
    return { text: reminderWords(launch, since, now), keyboard };
  }
  const listed = unclear.slice(0, MOST_LISTED);
  const keyboard = new InlineKeyboard();
  for (const { launch } of listed) {
    keyboard.text(historyWords.button(launch), launchData(launch.id, "card")).row();
  }
  return { text: digestWords(listed, unclear.length, now), keyboard };
}

/** Where others read it as well, they can follow what is open. */
function cardKeyboard({ notice, launch }: DueNotice, providers: Providers): InlineKeyboard {
  const keyboard = statusKeyboard(launch, providers[launch.provider]);
  const place = placeOf(notice);
  const isRead = place === null ? notice.chatId < 0 : isShared(place);
  return isRead ? followable(keyboard, launch) : keyboard;
}

/** Adds `Follow` below the buttons of a launch that is open. */
export function followable(keyboard: InlineKeyboard, launch: Launch): InlineKeyboard {
  if (!OPEN.includes(launch.status)) return keyboard;
  const rows = keyboard.inline_keyboard.filter((row) => row.length > 0);
  return InlineKeyboard.from(rows).row().text(buttonWords.follow, followData(launch.id));
}

/** While it is open the card counts seconds, later minutes; edits share Telegram's limits with messages. */
const REFRESH_MS = { sending: 3_000, accepted: 5_000 } as const;
const REFRESH_MINUTES_MS = 30_000;
/** A card that was posted somewhere may stand in a group, where 20 edits a minute are too many. */
const REFRESH_POSTED_MS = 6_000;

/** When a notice that was shown has something new to say although its launch did not move; null: never. */
export function nextShowing({ notice, launch }: DueNotice, now: number): number | null {
  const { status, sentAt, acceptedAt } = launch;
  if (notice.kind !== "card" || (status !== "sending" && status !== "accepted")) return null;
  const waited = now - (acceptedAt ?? sentAt ?? now);
  const often = notice.inlineId === null ? REFRESH_MS[status] : REFRESH_POSTED_MS;
  return now + (waited < SECONDS_SHOWN_MS ? often : REFRESH_MINUTES_MS);
}
