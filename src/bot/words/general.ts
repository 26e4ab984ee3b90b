import { cut } from "../../domain/text.ts";
import { h, lines, type Html } from "../html.ts";

const COMMANDS = [
  ["launch", "Launch a token: step by step, or all in one line"],
  ["l", "Short for launch"],
  ["presets", "What you launch with again and again"],
  ["status", "What is open right now"],
  ["history", "All your launches"],
  ["keys", "Your keys: add, test, delete"],
  ["regions", "Which region is nearest"],
  ["settings", "Your spend limits, and what I tell you"],
  ["pause", "Stop all launches of yours"],
  ["resume", "Let them go on"],
  ["security", "What is stored, and every use of it"],
  ["forget", "Wipe what is kept of you"],
  ["cancel", "Leave what you are doing"],
  ["help", "How it works"],
  ["about", "Who runs this bot"],
] as const;

/** As Telegram's command menu wants them. */
export const commandMenu = COMMANDS.map(([command, description]) => ({ command, description }));

/** What is of use in a group. */
export const groupMenu = [
  { command: "launch", description: "Launch a token here" },
  { command: "settings", description: "This group's rules" },
];

/** The same for a group's admins, who set its rules. */
export const groupAdminMenu = [
  ...groupMenu,
  { command: "limit", description: "Cap what this group's launches spend" },
];

export const generalWords = {
  welcome: (name: string, ready: boolean): Html =>
    lines(
      h`Hello ${name}. I launch tokens from this chat: pump.fun, letsbonk, Bags, Four.Meme, Blowfish, swarms.world and more.`,
      "",
      ready
        ? h`You are ready: send /launch.`
        : h`Start with /launch. I ask for what is missing, and your keys are sealed the moment you send them.`,
    ),
  sandboxNote: h`<i>This is the sandbox: nothing leaves this machine, no token is real.</i>`,
  help: lines(
    h`<b>Launching</b>`,
    h`/launch asks for one thing at a time, shows a preview, and sends only after you tap Launch. A second tap never launches twice.`,
    h`Or say it all at once, in any order: <code>/l pump MOSS "Moss Coin" 0.5 https://moss.example</code>. The same works below a picture, as a reply to a message or a picture, and when you edit what you sent.`,
    h`In any other chat, type my name and the same line: you post a card there that only you can launch.`,
    "",
    h`<b>What the card says</b>`,
    h`<b>Live</b>: it exists, the address is on the card.`,
    h`<b>Not launched</b>: the provider refused; the card says why and what helps.`,
    h`<b>Unclear</b>: the answer was lost. I never send it again by myself; you look, and tell me.`,
    "",
    h`<b>Being told</b>`,
    h`Follow, on an open launch's card in a group, has me tell you here how it ends. A group's admins can have what is live announced. Quiet hours and the rest: /settings.`,
    "",
    h`<b>Keys</b>`,
    h`/keys shows what is stored. Keys are encrypted, never shown again, and used only for your own launches.`,
    "",
    ...COMMANDS.map(([command, description]) => h`/${command} ${description.toLowerCase()}`),
  ),
  about: (about: { version: string; commit: string | null; sandbox: boolean; operator: string }) =>
    lines(
      h`<b>Launchgram</b> ${about.version}${about.commit === null ? "" : ` (${about.commit})`}`,
      about.sandbox ? generalWords.sandboxNote : h`Run by: ${about.operator}`,
      "",
      h`This bot never asks for a seed phrase, never asks for a key outside /keys, and never writes to you first about money.`,
    ),
  shortDescription: "Launches tokens from chat: once, watched to the end, your keys sealed.",
  closed: (id: number): Html =>
    h`This bot is private. If its operator is to let you in, tell them your number: <code>${id}</code>`,
  privateOnly: h`Let us do this in our private chat.`,
  /** In private: the flow could not go on in its group. */
  shutOut: (title: string): Html =>
    h`I cannot write in ${title === "" ? "that group" : h`<b>${cut(title, 64)}</b>`} any more, so I set aside the launch you were putting together there. Nothing was sent.`,
  openPrivate: "Open the private chat",
  unknown: h`I did not understand that. /launch starts a launch, /help explains.`,
  oldButton: "That button is no longer in use.",
  staleCard: "This card has changed since. Please look at it once more.",
  notYours: "Only the person who started this can use these buttons.",
  wentWrong: h`Something went wrong on my side, and it is logged. Nothing was sent twice. Please try again.`,
  /**
   * By what the database refused for. A toast or a message, so at most 200 characters and no markup. What failed while it
   * was written may turn out to be there after all.
   */
  notTaken: {
    full: "My disk is full, so I did not take that, and it launched nothing. Please tell the operator, and try again later.",
    "read-only":
      "My database can only be read just now, so I did not take that, and it launched nothing. Please tell the operator, and try again later.",
    failed:
      "My database failed just now, so I cannot say whether I took that. Look at the card before you try again: one card never launches twice. Please tell the operator.",
  },
  telegramFailed: h`Telegram failed for a moment, so my answer got lost. Please try again.`,
  slow: h`That took too long and was stopped. Please try again.`,
  nothingOpen: h`Nothing is open. /history shows what was.`,
  openLaunches: (count: number): Html => h`<b>Open launches: ${count}</b>`,
  noHistory: h`No launches yet. /launch starts the first.`,
  noneOfThese: h`None of these.`,
  historyTitle: h`<b>Your launches</b>, newest first`,
  noSuchLaunch: h`I find no launch of yours with that number.`,
};
