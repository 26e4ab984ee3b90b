import type { NoticeWishes } from "../../domain/notice-wishes.ts";
import { h, lines, type Html } from "../html.ts";

const ABOUT = {
  told: "How your launches elsewhere end",
  follow: "How launches end that you follow",
  digest: "What is still unclear, once a day",
} as const;

const hour = (of: number): string => `${String(of).padStart(2, "0")}:00`;
const mark = (on: boolean): string => (on ? "☑︎" : "☐");

/** `09:24`, as a clock shows it that is so many minutes ahead of UTC. */
const clockAt = (now: number, ahead: number): string =>
  new Date(now + ahead * 60_000).toISOString().slice(11, 16);

/** The page of what a person is told in private. */
export const wishWords = {
  page: ({ quiet, digest, digestHour, clockAhead }: NoticeWishes, now: number): Html =>
    lines(
      h`<b>🔔 What I tell you here</b>`,
      h`Your own cards in this chat always go on, and ring when an end comes late. The rest is as you like it.`,
      "",
      digest &&
        h`What is unclear: ${digestHour === null ? "at the time of day at which it became so" : `at ${hour(digestHour)}`}, in one message.`,
      quiet === null
        ? h`Quiet hours: none.`
        : h`Quiet hours: ${hour(quiet.from)}–${hour(quiet.until)}. What is ticked below waits until they are over.`,
      clockAhead === null
        ? h`I do not know your time of day, and take it for ${clockAt(now, 0)} (UTC).`
        : h`Your clock says ${clockAt(now, clockAhead)}. I do not know of summer time: set it anew when it changes.`,
    ),
  kind: (which: keyof typeof ABOUT, on: boolean): string => `${mark(on)} ${ABOUT[which]}`,
  quiet: (on: boolean): string => `${mark(on)} Quiet hours`,
  from: (of: number): string => `From ${hour(of)}`,
  until: (of: number): string => `Until ${hour(of)}`,
  digestHour: (of: number | null): string =>
    of === null ? "🕘 Pick an hour for what is unclear" : `🕘 What is unclear: ${hour(of)}`,
  clock: "🕰 Set your clock",
  pick: {
    from: h`From when shall I be quiet?`,
    until: h`Until when?`,
    hour: h`When shall I tell you once a day what is still unclear?`,
    clock: h`What time is it where you are? Tap the nearest.`,
  },
  hour,
  clockAt,
  anyHour: "At the time it became unclear",
  back: "◀️ Back",
  limits: "⚖️ Your spend limits",
  open: "🔔 What I tell you",
  taken: "Set.",
  wholeDay: "Quiet hours have to end at another hour than they begin.",
};
