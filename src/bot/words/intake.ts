import type {
  CredentialInfo,
  CredentialKind,
  CredentialSlot,
  ProviderName,
} from "../../domain/credential.ts";
import { capital, formHints, providerNames, slotNames } from "./names.ts";

interface KeyWords {
  /** What the bot, or whoever else has the key, can do with it. */
  readonly powers: string;
  /** Where people get it. Never an extension, never browser storage. */
  readonly source: string;
}

const DEPLOY_WALLETS = "In the J7Tracker app, under Deploy Settings, Wallets.";

const keys: Readonly<Record<CredentialKind, KeyWords>> = {
  "session-jwt": {
    powers: "It lets me launch from your J7Tracker account until it expires.",
    source: "Sign in to the J7Tracker app and copy the session token there.",
  },
  "solana-key": {
    powers:
      "J7Tracker encrypted it and pays your launches on Solana from it. I pass it on and cannot open it.",
    source: DEPLOY_WALLETS,
  },
  "evm-key": {
    powers:
      "J7Tracker encrypted it and pays your launches on EVM chains from it. I pass it on and cannot open it.",
    source: DEPLOY_WALLETS,
  },
  "bundle-wallets": {
    powers: "J7Tracker buys from these wallets in the block of a launch that uses them.",
    source: DEPLOY_WALLETS,
  },
  "sniper-wallets": {
    powers: "J7Tracker buys from these wallets right after a launch that uses them.",
    source: DEPLOY_WALLETS,
  },
  "auto-sell-wallets": {
    powers: "J7Tracker sells from these wallets after a launch that uses them.",
    source: DEPLOY_WALLETS,
  },
  "vanity-mint": {
    powers: "A launch that uses it gets this key's address as its mint.",
    source: "From J7Tracker, as it gave it to you.",
  },
  "sign-in-wallet": {
    powers:
      "It signs you in at Blowfish and controls the fees of what it launches. It needs no funds.",
    source:
      "Your wallet app exports it. A fresh wallet is best; in the chat, under /keys, I can also make one for you.",
  },
  "api-key": {
    powers: "It lets me launch from your swarms.world account.",
    source: "It is made at https://swarms.world/platform/api-keys.",
  },
  "wallet-key": {
    powers:
      "It can spend everything this wallet holds, and it is sent to swarms.world with each launch.",
    source:
      "Your wallet app exports it. Use a fresh wallet that holds at least 0.04 SOL and little more.",
  },
};

/** Words of the intake page. Plain text: the page escapes it. */
export const intakeWords = {
  /** What stands on the page before it knows what is asked for. */
  page: {
    language: "en",
    title: "Enter a key",
    app: "Launchgram",
    loading: "One moment…",
    powers: "What it can do",
    source: "Where to find it",
    form: "What it looks like",
    show: "Show",
    hide: "Hide",
    store: "Store it encrypted",
    storing: "Storing…",
    promise:
      "It goes straight to this bot, which encrypts it. Nobody can read it back, here or in the chat.",
    noScript: "This page needs JavaScript, of its own only. Without it, send the key by message.",
    offline:
      "This page could not reach the bot, or got no answer. If the chat does not say that your key was stored, please try again.",
    noPass: "Open this page by the button under my question in the chat.",
    tooLarge: "That is far too long for a key. Please check what you copied.",
    empty: "Please put the key in first.",
  },
  label: (provider: ProviderName, { kind }: CredentialSlot) =>
    `${capital(slotNames[kind])} for ${providerNames[provider]}`,
  about: ({ kind }: CredentialSlot): KeyWords => keys[kind],
  form: ({ form }: CredentialSlot) => `${capital(formHints[form])}.`,
  stored: (info: CredentialInfo) =>
    `Stored. Its fingerprint ends in ${info.fingerprint.slice(-4)}. You can close this window; the chat goes on.`,
  tooMany: "Too many tries. Please wait a moment, or ask for the key again in the chat.",
  later: "That did not work just now, and nothing was stored. Please try again in a moment.",
} as const;
