import { InlineKeyboard } from "grammy";
import { CHAINS } from "../domain/chains.ts";
import type { Launch } from "../domain/launch.ts";
import { TARGETS } from "../domain/targets.ts";
import type { Provider } from "../providers/provider.ts";
import type { ActionOf } from "./button-actions.ts";
import { launchData } from "./callback-data.ts";
import { buttonWords } from "./words/words.ts";

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
      linkButtons(keyboard, launch);
      add(buttonWords.another, "again");
      break;
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

function linkButtons(keyboard: InlineKeyboard, { mint, listingUrl, request }: Launch): void {
  const { chain, listing } = TARGETS[request.target];
  const { explorer } = CHAINS[chain];
  if (mint !== null) keyboard.copyText(buttonWords.copyMint, mint).row();
  if (listingUrl !== null) keyboard.url(TARGETS[request.target].label, listingUrl);
  if (mint !== null && listing) keyboard.url(listing.label, listing.url(mint));
  if (mint !== null && explorer) keyboard.url(explorer.label, explorer.url(mint));
  keyboard.row();
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
