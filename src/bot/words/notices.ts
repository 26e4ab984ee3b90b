import type { Launch } from "../../domain/launch.ts";
import { TARGETS } from "../../domain/targets.ts";
import { cut } from "../../domain/text.ts";
import { h, lines, type Html } from "../html.ts";
import type { Unclear } from "../notice-store.ts";
import { tokenWords } from "./inline.ts";
import { formatSpan } from "./times.ts";

/** What is told of launches to others than their owners, and what following them is answered with. */
export const noticeWords = {
  announced: (launch: Launch): Html =>
    lines(h`📣 <b>Live</b>, launched in this group`, tokenWords(launch), onWhoseWord(launch)),
  followed: (launch: Launch): Html => {
    const { status, request } = launch;
    if (status === "live") {
      return lines(h`🔔 <b>Live</b>`, tokenWords(launch), onWhoseWord(launch), "", YOU_FOLLOWED);
    }
    return lines(
      status === "failed" ? h`🔔 <b>Not launched</b>` : h`🔔 <b>Not sent</b>`,
      h`<b>${cut(request.name, 100)}</b> $${cut(request.ticker, 40)}`,
      "",
      YOU_FOLLOWED,
    );
  },
  /** To who tapped Follow, at most 200 characters. */
  following: "🔔 I tell you in our private chat how it ends. Tap again to stop that.",
  followingSince: h`🔔 I tell you here how it ends. To stop that, tap Follow on its card again.`,
  unfollowed: "You do not follow it any more.",
  over: "It has ended already: the card says how.",
  yours:
    "It is your own: I tell you in our private chat how it ends, unless you switched that off.",
  switchedOff: "You switched off in /settings that I tell you how launches end that you follow.",
  notServed: "This bot is private and does not serve you, so you cannot follow its launches.",
};

const YOU_FOLLOWED = h`You asked me to tell you how this ends.`;

/** What of a person's is unclear, once a day; `all`: how many there are, when only some are listed. */
export const digestWords = (listed: readonly Unclear[], all: number, now: number): Html =>
  lines(
    h`🔔 <b>Still unclear: ${all} launches</b>`,
    "",
    ...listed.map(
      ({ launch, since }) =>
        h`❓ <b>$${cut(launch.request.ticker, 40)}</b> ${cut(launch.request.name, 60)} · ${TARGETS[launch.request.target].label} · for ${formatSpan(now - since)}`,
    ),
    all > listed.length && h`…and ${all - listed.length} more: /history`,
    "",
    h`Look in your wallet or at the provider, then open one below and tell me: I close it as you say. Until then they stay open, hold what they may have spent, and are never sent again by themselves.`,
  );

/** What the owner said of an unclear launch is not what we saw. */
const onWhoseWord = ({ resolvedBy }: Launch): Html | null =>
  resolvedBy === "owner" ? h`By the word of who launched it; I did not see it myself.` : null;
