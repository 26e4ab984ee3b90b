import type { ProviderName } from "../../domain/credential.ts";
import type { Reason } from "../../domain/errors.ts";
import { cut } from "../../domain/text.ts";
import { formatInstant } from "./times.ts";
import { h, lines, type Html } from "../html.ts";
import { providerNames } from "./names.ts";
import { pausedWords } from "./pauses.ts";
import { problemWords } from "./problems.ts";

/** Whose reason it is, and what the token is called. */
export interface ReasonAbout {
  readonly provider: ProviderName;
  readonly name: string;
  readonly ticker: string;
  /** How many characters of what was said, and how many complaints about fields, there is room for. */
  readonly room: { readonly said: number; readonly fields: number };
}

/** Why a launch did not simply succeed, for its owner. The provider's own words follow in italics where it had any. */
export function reasonWords(reason: Reason, about: ReasonAbout): Html {
  const { room } = about;
  const fields = (reason.fields ?? [])
    .slice(0, room.fields)
    .map((one) => h`• ${cut(one.field, 40)}: ${cut(one.said, room.said)}`);
  return lines(
    sentence(reason, about),
    ...fields,
    reason.said !== null &&
      h`<i>${providerNames[about.provider]}: ${cut(reason.said, room.said)}</i>`,
    reason.lastStatus !== undefined && h`<i>Last status: ${reason.lastStatus}</i>`,
    reason.helpUrl !== undefined && h`Get a new key: ${reason.helpUrl}`,
  );
}

function sentence(reason: Reason, { provider, name, ticker }: ReasonAbout): Html {
  const who = providerNames[provider];
  switch (reason.code) {
    case "session-refused":
      return h`${who} did not accept your session. Sign in there again and store a fresh token.`;
    case "session-ended":
      return h`${who} says that my session with it had ended, and launched nothing. Try again: I sign in anew.`;
    case "key-refused":
      return h`${who} did not accept your key. Please replace it.`;
    case "ticker-taken":
      return h`The ticker ${ticker} is already taken at ${who}. Pick another one.`;
    case "name-taken":
      return h`You already have something named ${name} at ${who}. Pick another name.`;
    case "fields-refused":
      return h`${who} found something wrong with what was sent.`;
    case "content-refused":
      return h`${who} refused the content of this token.`;
    case "funds-missing":
      return h`The wallet does not hold enough for this launch. Add funds and try again.`;
    case "tokenization-failed":
      return h`${who} could not create the token. Check your wallet before you try again: the cost may have been taken.`;
    case "daily-limit":
      return reason.resetAt === undefined
        ? h`Today's limit at ${who} is used up. It starts anew at midnight UTC.`
        : h`Today's limit at ${who} is used up. It starts anew ${formatInstant(reason.resetAt)}.`;
    case "bot-shield":
      return h`${who}'s bot shield stopped the request before it got through. Try again in a few minutes.`;
    case "provider-failed":
      return h`${who} could not launch it, and nothing was created. You can try again.`;
    case "refused":
      return h`${who} refused it. If its words leave a doubt, look in your wallet before you try again.`;
    case "not-sendable":
      return reason.problem ? problemWords(reason.problem) : h`It could not be sent as it was.`;
    case "paused":
      return pausedWords(reason.problem);
    case "unreachable":
      return h`${who} could not be reached. Nothing was sent.`;
    case "vault":
      return h`Your stored key would not open, so nothing was sent. Delete it in /keys and add it again.`;
    case "no-answer":
      return h`The request was sent, but no answer came back.`;
    case "gateway-timeout":
      return h`${who} gave up waiting for the chain. The token may still appear.`;
    case "server-error":
      return h`${who} answered with an error of its own. The token may exist all the same.`;
    case "unreadable-answer":
      return h`${who} answered with something nobody can read.`;
    case "interrupted":
      return h`The bot was interrupted while sending, so the answer is lost.`;
    case "poll-deadline":
      return h`${who} took it, but has not said for five minutes how it ended. I go on asking.`;
    case "restored":
      return h`This bot was restored from a copy of its database. What became of this launch after the copy was made I cannot know: it may have been sent.`;
  }
}
