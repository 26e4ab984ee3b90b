import type { Launch } from "../../domain/launch.ts";
import { cut } from "../../domain/text.ts";
import { h, lines, type Html } from "../html.ts";
import { tokenWords } from "./inline.ts";

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
  yours: "It is your own: I tell you in our private chat how it ends.",
  notServed: "This bot is private and does not serve you, so you cannot follow its launches.",
};

const YOU_FOLLOWED = h`You asked me to tell you how this ends.`;

/** What the owner said of an unclear launch is not what we saw. */
const onWhoseWord = ({ resolvedBy }: Launch): Html | null =>
  resolvedBy === "owner" ? h`By the word of who launched it; I did not see it myself.` : null;
