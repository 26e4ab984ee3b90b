import { h, lines, type Html } from "../html.ts";

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
  removePicture: "Launch without a picture",
  clear: (what: string) => `Clear ${what.toLowerCase()}`,
  ready: (label: string) => `✓ ${label}`,
  notReady: (label: string) => `${label} (something missing)`,
  chosen: (label: string) => `● ${label}`,
  on: (label: string) => `☑︎ ${label}`,
  off: (label: string) => `☐ ${label}`,
  copyMint: "Copy address",
  copied: "Address",
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
  newLaunch: "🚀 New launch",
  show: (label: string) => label,
};

export const draftWords = {
  editTitle: h`<b>What shall change?</b>`,
  optionsTitle: h`<b>Options</b>. Tap to change.`,
  targetsTitle: h`<b>Where shall it go?</b> ✓ can go right away; for the others the card shows what is missing.`,
  cancelled: (name: string): Html => h`✖️ <b>${name}</b>: cancelled. Nothing was launched.`,
  expired: (name: string): Html =>
    h`⌛ <b>${name}</b>: this draft waited half an hour and is closed. Nothing was launched.`,
  replaced: h`<i>This card was replaced by a newer one below.</i>`,
  noName: "Your draft",
  alreadyLaunched: "That was already confirmed. The card shows how it goes.",
  launching: "On its way",
  tickerUsed: (when: string): Html => h`You launched this ticker here ${when}.`,
  tokenEnds: (span: string): Html => h`Your session token runs out in ${span}.`,
  usedToday: h`Blowfish launches once a day for each wallet, and yours already launched today (UTC).`,
};

export const launchWords = {
  moved: "The card is up to date now.",
  nothingNew: "Nothing new yet.",
  cannotLook: "This provider offers no way to look. Check your wallet or its own page.",
  tooLate: "Too late: it was already sent.",
  settled: "That is settled already.",
  sure: lines(
    h`<b>Launch it a second time?</b>`,
    h`If the first one did go through, you will have paid twice and there will be two tokens. Look first if you can.`,
  ),
  newDraft: h`A new draft with the same content. Nothing is sent before you tap Launch.`,
};
