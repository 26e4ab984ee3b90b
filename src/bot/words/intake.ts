import type {
  CredentialInfo,
  CredentialKind,
  CredentialSlot,
  ProviderName,
} from "../../domain/credential.ts";
import { plain } from "../html.ts";
import { keySources } from "./keys.ts";
import { capital, formHints, providerNames, slotNames } from "./names.ts";

/** What the bot, or whoever has the key, can do with it. */
const powers: Readonly<Record<CredentialKind, string>> = {
  "session-jwt": "It lets me launch from your J7Tracker account until it expires.",
  "solana-key":
    "J7Tracker encrypted it and pays your launches on Solana from it. I pass it on and cannot open it.",
  "evm-key":
    "J7Tracker encrypted it and pays your launches on EVM chains from it. I pass it on and cannot open it.",
  "bundle-wallets": "J7Tracker buys from these wallets in the block of a launch that uses them.",
  "sniper-wallets": "J7Tracker buys from these wallets right after a launch that uses them.",
  "auto-sell-wallets": "J7Tracker sells from these wallets after a launch that uses them.",
  "vanity-mint": "A launch that uses it gets this key's address as its mint.",
  "sign-in-wallet":
    "It signs you in at Blowfish and controls the fees of what it launches. It needs no funds.",
  "api-key": "It lets me launch from your swarms.world account.",
  "wallet-key":
    "It can spend everything this wallet holds, and goes to swarms.world with each launch.",
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
      "This page could not reach the bot. Your key was not stored as far as I can tell; the chat says so if it was. Please try again.",
    noPass: "Open this page by the button under my question in the chat.",
    tooLarge: "That is far too long for a key. Please check what you copied.",
    empty: "Please put the key in first.",
  },
  label: (provider: ProviderName, { kind }: CredentialSlot) =>
    `${capital(slotNames[kind])} for ${providerNames[provider]}`,
  powers: ({ kind }: CredentialSlot) => powers[kind],
  source: (provider: ProviderName) => plain(keySources[provider]),
  form: ({ form }: CredentialSlot) => `${capital(formHints[form])}.`,
  stored: (info: CredentialInfo) =>
    `Stored. Its fingerprint ends in ${info.fingerprint.slice(-4)}. You can close this window; the chat goes on.`,
  tooMany: "Too many tries. Please ask for the key again in the chat.",
  later: "That did not work just now, and nothing was stored. Please try again in a moment.",
} as const;
