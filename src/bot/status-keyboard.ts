import { InlineKeyboard } from "grammy";
import { CHAINS } from "../domain/chains.ts";
import type { Launch } from "../domain/launch.ts";
import { TARGETS } from "../domain/targets.ts";
import type { Provider } from "../providers/provider.ts";
import type { ActionOf } from "./button-actions.ts";
import { launchData } from "./callback-data.ts";
import { buttonWords, inlineWords } from "./words/words.ts";

/** The buttons of a status card: only those that do something in this state. */
export function statusKeyboard(launch: Launch, provider: Provider): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  const add = (label: string, action: ActionOf<"l">) =>
    keyboard.text(label, launchData(launch.id, action));
  switch (launch.status) {
    case "queued":
      add(buttonWords.stop, "stop");
      break;
    case "sending":
      break;
    case "accepted":
      if (launch.needsSignIn) add(buttonWords.renewKey, "key").row();
      add(buttonWords.checkAgain, "check");
      break;
    case "live":
      return announcementKeyboard(launch);
    case "failed":
      failedButtons(launch, add);
      break;
    case "unclear":
      if (provider.find !== undefined || (launch.eventId !== null && provider.poll !== undefined)) {
        add(buttonWords.checkAgain, "check").row();
      }
      add(buttonWords.itIsLive, "live");
      add(buttonWords.itIsNot, "not").row();
      add(buttonWords.launchAnyway, "anyway").danger();
      break;
    case "cancelled":
    case "expired":
      add(buttonWords.tryAgain, "again");
      break;
  }
  return keyboard;
}

/** A live launch's links and, for its owner, another one like it. */
export function announcementKeyboard(launch: Launch): InlineKeyboard {
  return tokenKeyboard(launch).row().text(buttonWords.another, launchData(launch.id, "again"));
}

/** A live launch's links, for anybody. Of any other there is nothing to see. */
export function tokenKeyboard(launch: Launch): InlineKeyboard {
  if (launch.status !== "live") return new InlineKeyboard();
  const keyboard = launchLinks(launch);
  if (launch.mint === null) return keyboard;
  const share = { query: shareQuery(launch), ...ANY_CHAT };
  return keyboard.row().switchInlineChosen(inlineWords.share, share);
}

const ANY_CHAT = { allow_user_chats: true, allow_group_chats: true, allow_channel_chats: true };

/** What is typed behind the bot's name to show a live launch to others. */
const shareQuery = ({ id }: Launch): string => `share ${id}`;

/** Where a token can be looked at. */
export function launchLinks({ mint, listingUrl, request }: Launch): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  const { chain, listing } = TARGETS[request.target];
  const { explorer } = CHAINS[chain];
  if (mint !== null) keyboard.copyText(buttonWords.copyMint, mint).row();
  if (listingUrl !== null) keyboard.url(TARGETS[request.target].label, listingUrl);
  if (mint !== null && listing) keyboard.url(listing.label, listing.url(mint));
  if (mint !== null && explorer) keyboard.url(explorer.label, explorer.url(mint));
  return keyboard;
}

function failedButtons(
  launch: Launch,
  add: (label: string, action: ActionOf<"l">) => InlineKeyboard,
): void {
  switch (launch.reason?.code) {
    case "ticker-taken":
      add(buttonWords.otherTicker, "ticker").primary();
      return;
    case "name-taken":
      add(buttonWords.otherName, "name").primary();
      return;
    case "session-refused":
    case "key-refused":
      add(buttonWords.renewKey, "key").primary().row();
      add(buttonWords.tryAgain, "again");
      return;
    default:
      add(buttonWords.tryAgain, "again");
  }
}
