import type { Launch } from "../../domain/launch.ts";
import { cut } from "../../domain/text.ts";
import { h, lines, type Html } from "../html.ts";

/** These stand where a card was, perhaps under its picture. */
const MAX_NAME = 255;

export const roundTrips = (count: number): string =>
  count === 1 ? "1 round trip" : `${count} round trips`;

/** Labels of the buttons on preview and status cards. */
export const buttonWords = {
  launch: "🚀 Launch",
  edit: "✏️ Edit",
  options: "⚙️ Options",
  more: "More options",
  otherTarget: "🎯 Other target",
  cancel: "✖️ Cancel",
  back: "◀️ Back",
  fix: (what: string) => `Fix: ${what}`,
  addKey: (what: string) => `🔑 Add ${what}`,
  makeWallet: "🔑 Make a wallet for me",
  limits: "⚖️ Your spend limits",
  mine: "🔒 For me alone",
  removePicture: "Launch without a picture",
  fullSize: (more: number) => `🖼 Full size (+${roundTrips(more)})`,
  lighterPicture: "🖼 Lighter picture",
  clear: (what: string) => `Clear ${what.toLowerCase()}`,
  ready: (label: string) => `✓ ${label}`,
  notReady: (label: string) => `${label} (something missing)`,
  chosen: (label: string) => `● ${label}`,
  on: (label: string) => `☑︎ ${label}`,
  off: (label: string) => `☐ ${label}`,
  copyMint: "Copy address",
  another: "🚀 Launch another like this",
  checkAgain: "🔄 Check again",
  itIsLive: "It is live",
  itIsNot: "It did not happen",
  launchAnyway: "Launch again anyway",
  sureAgain: "Yes, I take the risk",
  notSure: "No, leave it",
  tryAgain: "🔁 Try again",
  otherTicker: "✏️ Pick another ticker",
  otherName: "✏️ Pick another name",
  renewKey: "🔑 Renew the key",
  stop: "✖️ Do not send",
  follow: "🔔 Follow",
};

export const draftWords = {
  cancelled: (name: string): Html =>
    h`✖️ <b>${cut(name, MAX_NAME)}</b>: cancelled. Nothing was launched.`,
  expired: (name: string): Html =>
    h`⌛ <b>${cut(name, MAX_NAME)}</b>: this draft waited half an hour and is closed. Nothing was launched.`,
  noName: "Your draft",
  alreadyLaunched: "That was already confirmed. The card shows how it goes.",
  launching: "On its way",
  /** The card, drawn anew, has the numbers. */
  /** To who tapped, at most 200 characters. */
  aside: "🔒",
  shownAlone:
    "🔒 I show it to you alone, in this chat. Nothing there? Tap once more for our private chat.",
  held: {
    paused: "Launching is paused, so nothing was sent.",
    "too-many-launches": "Too many launches in a short time. Nothing was sent.",
    "over-limit": "That is over your spend limit. Nothing was sent.",
  },
  firstIsLive: "The first one turned out to be live, so this was not sent. See /history.",
  shortOfFunds: h`That wallet holds less than the launch costs.`,
  reserved: (amount: string): Html =>
    h`${amount} may be gone already: launches of yours are still open or unclear. See /status.`,
  tickerUsed: (when: string): Html => h`You launched this ticker here ${when}.`,
  tokenEnds: (span: string): Html => h`Your session token runs out in ${span}.`,
  keyRefused: (key: string, when: string): Html =>
    h`Your ${key} was refused ${when}. Renew it in /keys first.`,
  limitUsed: (provider: string, when: string): Html =>
    h`Today's limit at ${provider} is used up. It starts anew ${when}.`,
};

export const launchWords = {
  /** Stands where the card was, in the same chat. */
  moved: ({ request }: Launch): Html =>
    h`<b>${cut(request.name, MAX_NAME)}</b> $${cut(request.ticker, 40)}: its card goes on below.`,
  upToDate: "The card is up to date now.",
  nothingNew: "Nothing new yet.",
  cannotLook: "This provider offers no way to look. Check your wallet or its own page.",
  tooLate: "Too late: it was already sent.",
  settled: "That is settled already.",
  sure: lines(
    h`<b>Launch it a second time?</b>`,
    h`If the first one did go through, you will have paid twice and there will be two tokens. Look first if you can.`,
  ),
  draftWaits: h`The draft for that is still open, on its card further up. Nothing is sent before you tap Launch there.`,
  repeated: h`You launched it a second time already. /history shows both.`,
  newDraft: h`A new draft with the same content. Nothing is sent before you tap Launch.`,
};
