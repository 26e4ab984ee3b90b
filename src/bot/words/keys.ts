import type { CredentialInfo, CredentialSlot, ProviderName } from "../../domain/credential.ts";
import type { Reason } from "../../domain/errors.ts";
import type { LooksLike } from "../../domain/problem.ts";
import { h, lines, type Html } from "../html.ts";
import { capital, formHints, looksLikeNames, providerNames, slotNames } from "./names.ts";
import { reasonWords } from "./reasons.ts";
import { formatAgo, formatInstant, formatSpan } from "./times.ts";

/** Where people get each provider's keys, in one line each. Never an extension, never browser storage. */
const sources: Readonly<Record<ProviderName, Html>> = {
  j7tracker: h`Sign in to the J7Tracker app for the session token; the encrypted keys are under Deploy Settings, Wallets.`,
  blowfish: h`Blowfish knows you by a wallet that signs in. It needs no funds, and I can make one for you.`,
  swarms: h`The API key is made at https://swarms.world/platform/api-keys. The wallet needs at least 0.04 SOL; use a fresh one that holds little more, since its key is sent to swarms.world with each launch.`,
};

const MESSAGE_RISK = h`I delete your message at once and store the key encrypted, but it passes through Telegram and may stay in your phone's notifications.`;

const LEAKED = h`It stood in a chat, so treat it as leaked and replace it. Keys go in by /keys, after I ask.`;

export const keysWords = {
  title: h`<b>Your keys</b>`,
  row: (slot: CredentialSlot, info: CredentialInfo | undefined, now: number): Html =>
    info === undefined
      ? h`○ ${capital(slotNames[slot.kind])}: not stored`
      : h`● ${capital(slotNames[slot.kind])}: ${storedWords(info, now)}`,
  provider: (name: ProviderName) => h`<b>${providerNames[name]}</b>`,
  page: (name: ProviderName, rows: readonly Html[]): Html =>
    lines(h`<b>${providerNames[name]}</b>`, sources[name], "", ...rows),
  prompt: (provider: ProviderName, slot: CredentialSlot, onPage: boolean): Html =>
    onPage
      ? lines(
          h`I need your <b>${slotNames[slot.kind]}</b> for ${providerNames[provider]}: ${formHints[slot.form]}.`,
          h`🔐 Best on the page below, within 5 minutes: there it never stands in a chat.`,
          h`Or send it in the next message, within 3 minutes. ${MESSAGE_RISK}`,
        )
      : lines(
          h`Send me your <b>${slotNames[slot.kind]}</b> for ${providerNames[provider]} in the next message, within 3 minutes: ${formHints[slot.form]}.`,
          MESSAGE_RISK,
        ),
  stored: (provider: ProviderName, info: CredentialInfo, deleted: boolean): Html =>
    lines(
      h`🔒 Stored: ${slotNames[info.kind]} for ${providerNames[provider]}, fingerprint <code>${info.fingerprint}</code>.`,
      info.address !== null && h`Its address: <code>${info.address}</code>`,
      deleted
        ? h`I deleted your message.`
        : h`⚠️ I could not delete your message. Please delete it yourself now.`,
    ),
  storedOnPage: (provider: ProviderName, info: CredentialInfo): Html =>
    lines(
      h`🔒 Stored from the page: ${slotNames[info.kind]} for ${providerNames[provider]}, fingerprint <code>${info.fingerprint}</code>.`,
      info.address !== null && h`Its address: <code>${info.address}</code>`,
    ),
  made: (provider: ProviderName, info: CredentialInfo): Html =>
    lines(
      h`🔒 I made a wallet for you at ${providerNames[provider]} and sealed its key. Nobody has seen it, and it needs no funds.`,
      h`Its address: <code>${info.address ?? ""}</code>`,
    ),
  sampleStored: (provider: ProviderName, info: CredentialInfo): Html =>
    lines(
      h`🧪 Stored: a made-up ${slotNames[info.kind]} for ${providerNames[provider]}, fingerprint <code>${info.fingerprint}</code>. The sandbox takes it; nobody else would.`,
      info.address !== null && h`Its address: <code>${info.address}</code>`,
    ),
  refused: (why: Html, deleted: boolean): Html =>
    lines(
      h`❌ Not stored. ${why}`,
      deleted
        ? h`I deleted your message. Send it again, or /cancel.`
        : h`⚠️ I could not delete your message; please delete it yourself. Then send it again, or /cancel.`,
    ),
  textWanted: h`Please send the key as a text message (or as a small text file). /cancel leaves.`,
  noKeyFile: h`I could not read that file as a key.`,
  late: (deleted: boolean): Html =>
    lines(
      h`⌛ That came too late: I waited 3 minutes for a key, so I did not store it.`,
      deleted
        ? h`I deleted your message all the same, in case it was one.`
        : h`⚠️ I could not delete your message. If it was a key, please delete it yourself now.`,
    ),
  intakeCancelled: h`No key is expected any more.`,
  unasked: (found: LooksLike, deleted: boolean): Html =>
    lines(
      deleted
        ? h`🛡 That looks like ${looksLikeNames[found]}, so I deleted it and kept nothing.`
        : h`🛡 That looks like ${looksLikeNames[found]}. I kept nothing of it, but could not delete the message: please do it now.`,
      LEAKED,
    ),
  /** To who wrote it in a group, in private. */
  unaskedIn: (group: string, found: LooksLike, deleted: boolean): Html =>
    lines(
      deleted
        ? h`🛡 A message of yours in “${group}” looked like ${looksLikeNames[found]}, so I deleted it and kept nothing.`
        : h`🛡 A message of yours in “${group}” looks like ${looksLikeNames[found]}. I kept nothing of it, but may not delete it there: please do it now.`,
      LEAKED,
    ),
  /** To a group, where who wrote it cannot be told in private. */
  unaskedHere: (found: LooksLike, deleted: boolean): Html =>
    deleted
      ? h`🛡 I deleted a message that looked like ${looksLikeNames[found]}: treat it as leaked and replace it.`
      : h`🛡 A message here looks like ${looksLikeNames[found]}, and I may not delete it. Please delete it, treat it as leaked and replace it.`,
  hasWallet: (info: CredentialInfo): Html =>
    h`You have one already: <code>${info.address ?? info.fingerprint}</code>. Delete it first if you want another.`,
  askDelete: (provider: ProviderName, info: CredentialInfo): Html =>
    h`Delete the ${slotNames[info.kind]} for ${providerNames[provider]} (fingerprint <code>${info.fingerprint}</code>)? It cannot be brought back.${
      info.kind === "sign-in-wallet" ? " This wallet controls the fees of what it launched." : ""
    }`,
  deleted: "Deleted.",
  testing: "Testing…",
  works: (provider: ProviderName): Html => h`✅ ${providerNames[provider]} accepts your key.`,
  testRefused: (provider: ProviderName, reason: Reason): Html =>
    h`❌ ${reasonWords(reason, {
      provider,
      name: "",
      ticker: "",
      room: { said: 300, fields: 10 },
    })}`,
  testFailed: (provider: ProviderName): Html =>
    h`I could not reach ${providerNames[provider]} just now. Try again later.`,
  buttons: {
    add: "Add",
    addAgain: "🔑 Send it now",
    onPage: "🔐 Enter it on a page",
    inBrowser: "🌐 Open it in the browser",
    /** In the sandbox alone. */
    sample: "🧪 Take a made-up one",
    replace: "Replace",
    test: "Test",
    remove: "Delete",
    make: "Make one for me",
    back: "◀️ Back",
    yes: "Yes, delete",
    cancel: "✖️ Cancel",
  },
};

function storedWords(info: CredentialInfo, now: number): Html {
  const used =
    info.lastUsedAt === null ? "never used" : `last used ${formatAgo(info.lastUsedAt, now)}`;
  return lines(
    h`<code>${info.fingerprint}</code>, since ${formatAgo(info.createdAt, now)}, ${used}`,
    info.address !== null && h`   <code>${info.address}</code>`,
    info.expiresAt !== null &&
      (info.expiresAt > now
        ? h`   good for another ${formatSpan(info.expiresAt - now)}`
        : h`   ⚠️ expired ${formatInstant(info.expiresAt)}`),
    info.refusedAt !== null && h`   ⚠️ refused ${formatAgo(info.refusedAt, now)}`,
  );
}
