import { formatInstant } from "./times.ts";
import { TARGETS } from "../../domain/targets.ts";
import type { Problem } from "../../domain/problem.ts";
import { cut } from "../../domain/text.ts";
import { h, type Html } from "../html.ts";
import { governanceWords } from "./governance.ts";
import { limitWords, standingWords } from "./limits.ts";
import { fieldNames, formHints, looksLikeNames, optionWords, slotIs, slotNames } from "./names.ts";
import type { OptionKey } from "../../domain/options.ts";

const optionLabel = (option: string): string => optionWords[option as OptionKey].label;

/** One sentence or two: what is wrong, and what would be right. */
export function problemWords(problem: Problem): Html {
  switch (problem.code) {
    case "text-expected":
      return h`Please send the ${fieldNames[problem.field].toLowerCase()} as a text message.`;
    case "empty":
      return h`${fieldNames[problem.field]} is still missing.`;
    case "too-short":
      return h`${fieldNames[problem.field]} needs at least ${problem.min} characters.`;
    case "too-long":
      return h`${fieldNames[problem.field]} is too long: ${problem.got} characters, at most ${problem.max} fit.`;
    case "control-characters":
      return h`${fieldNames[problem.field]} holds invisible characters that can turn or hide text. Please type it instead of pasting it.`;
    case "ticker-emoji":
      return h`A ticker cannot hold emoji. Letters and digits only, please.`;
    case "ticker-alphabet":
      return problem.allowed === "latin"
        ? h`A ticker here takes only A to Z and 0 to 9, so “${cut(problem.found, 40)}” does not fit.`
        : h`A ticker takes only letters and digits, so “${cut(problem.found, 40)}” does not fit.`;
    case "required":
      return h`${TARGETS[problem.target].label} needs a ${fieldNames[problem.field].toLowerCase()}.`;
    case "amount-empty":
      return h`Please send an amount in ${problem.unit}, for instance 0.5.`;
    case "amount-negative":
      return h`An amount cannot be below zero.`;
    case "amount-unreadable":
      return h`That is no amount I can read. Please send digits only, for instance 0.5 (${problem.unit}).`;
    case "amount-ambiguous":
      return h`“${cut(problem.typed, 40)}” can mean a thousand or one. Please write it with a dot or without the comma.`;
    case "amount-too-large":
      return h`That is more than a million ${problem.unit}, which looks like a slip. Please send a smaller amount.`;
    case "amount-too-fine":
      return h`${problem.unit} has only ${problem.decimals} decimal places.`;
    case "link-unreadable":
      return h`That is no link I can read. Please send one like https://example.com.`;
    case "link-not-https":
      return h`Only links that start with https:// are taken.`;
    case "link-credentials":
      return h`The link holds a user name or password. Please send it without.`;
    case "link-wrong-site":
      return h`That should be a link to ${problem.site}, or a name with @.`;
    case "picture-expected":
      return h`Please send a photo, an image file, or an https link to a picture.`;
    case "file-not-given":
      return h`Telegram did not hand that file to me. Please send it once more.`;
    case "picture-too-large":
      return h`That file is too large: at most ${problem.maxMb} MB.`;
    case "picture-unreadable":
      return h`That picture is damaged and cannot be read. Please send another.`;
    case "picture-kind":
      return h`That file is no picture I can use (it is ${problem.found}). PNG, JPEG, WebP and GIF work.`;
    case "picture-pixels":
      return h`That picture has too many pixels: at most ${problem.maxMegapixels} megapixels.`;
    case "picture-needs-link":
      return h`${TARGETS[problem.target].label} takes pictures only as a public link of at most ${problem.max} characters, and this bot has no public address to host yours. Send an https link instead, or launch without a picture.`;
    case "picture-host-down":
      return h`The place where I host pictures takes none at the moment. Try again a little later, send an https link instead, or launch without a picture.`;
    case "picture-gone":
      return h`The picture is no longer stored. Please send it again.`;
    case "option-not-here":
      return h`${TARGETS[problem.target].label} does not know the option “${optionLabel(problem.option)}”.`;
    case "option-value":
      return h`That does not fit. ${problem.expected}`;
    case "shares-total":
      return h`${optionLabel(problem.option)}: the shares must add up to exactly 10000, and they make ${problem.got}.`;
    case "option-needs":
      return h`“${optionLabel(problem.option)}” only works together with “${optionLabel(problem.needs)}”.`;
    case "credential-missing":
      return h`Your ${slotNames[problem.kind]} ${slotIs(problem.kind)} not stored yet.`;
    case "credential-expired":
      return h`Your ${slotNames[problem.kind]} expired ${formatInstant(problem.expiredAt)}.`;
    case "secret-form":
      return h`That looks like ${looksLikeNames[problem.looksLike]}. What is needed here is ${formHints[problem.expected]}.`;
    case "secret-expired":
      return h`That token expired ${formatInstant(problem.expiredAt)}. Please sign in again and send a fresh one.`;
    case "wallet-halves-differ":
      return h`The two halves of that key do not belong together, so it is damaged or mistyped. Please copy it again.`;
    case "intake-closed":
      return h`This page is no longer good: it was used, its 5 minutes are over, or something newer was asked for. Please ask for it again in the chat.`;
    case "mint-form":
      return h`That does not have the form of a token address on this chain. Please copy it again.`;
    case "mint-foreign":
      return h`The provider does not know that address as a token of yours, so I did not note it. Tap the button again with the right one.`;
    case "region-missing":
      return h`This launch must go through the region ${problem.region}, which this bot has not set up.`;
    case "paused":
    case "too-many-launches":
    case "over-limit":
      return standingWords(problem);
    case "group-circle":
    case "group-unasked":
    case "group-cooldown":
    case "group-cap":
    case "group-objection":
    case "group-late":
    case "group-approvals":
      return governanceWords(problem);
    case "limit-order":
      return limitWords.order;
    case "unknown-choice":
      return h`Please tap one of the buttons.`;
  }
}
