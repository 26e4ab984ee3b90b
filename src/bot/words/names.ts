import { CHAINS, type ChainId } from "../../domain/chains.ts";
import type { CredentialKind, ProviderName, SecretForm } from "../../domain/credential.ts";
import type { OptionKey } from "../../domain/options.ts";
import type { LineField } from "../../domain/one-line/line.ts";
import type { Field, LooksLike } from "../../domain/problem.ts";
import { TARGETS, type TargetId } from "../../domain/targets.ts";

export const providerNames: Readonly<Record<ProviderName, string>> = {
  j7tracker: "J7Tracker",
  blowfish: "Blowfish",
  swarms: "swarms.world",
};

export const chainName = (chain: ChainId): string => CHAINS[chain].label;

export const fieldNames: Readonly<Record<Field, string>> = {
  name: "Name",
  ticker: "Ticker",
  description: "Description",
  picture: "Picture",
  buy: "First buy",
  website: "Website",
  twitter: "X link",
  telegram: "Telegram link",
  option: "Option",
};

/** What a line can say. */
export const lineFieldNames: Readonly<Record<LineField, string>> = {
  ...fieldNames,
  target: "Target",
  preset: "Preset",
};

/** A value of a line as it is said to the person who typed it. */
export function lineValue(field: LineField, value: string): string {
  if (field === "target") return TARGETS[value as TargetId].label;
  if (field === "ticker") return `$${value}`;
  if (field === "preset") return `@${value}`;
  return value;
}

/** As they stand inside a sentence; {@link capital} begins one. */
export const slotNames: Readonly<Record<CredentialKind, string>> = {
  "session-jwt": "session token",
  "solana-key": "encrypted Solana key",
  "evm-key": "encrypted EVM key",
  "bundle-wallets": "bundle wallets",
  "sniper-wallets": "sniper wallets",
  "auto-sell-wallets": "auto-sell settings",
  "vanity-mint": "vanity mint key",
  "sign-in-wallet": "sign-in wallet",
  "api-key": "API key",
  "wallet-key": "wallet key",
};

const SEVERAL: readonly CredentialKind[] = [
  "bundle-wallets",
  "sniper-wallets",
  "auto-sell-wallets",
];

/** The verb after {@link slotNames}. */
export const slotIs = (kind: CredentialKind): string => (SEVERAL.includes(kind) ? "are" : "is");

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What a good one looks like, for the question and for the answer to a wrong one. */
export const formHints: Readonly<Record<SecretForm, string>> = {
  jwt: "a session token: three parts with dots between them, starting with eyJ",
  "sealed-key": "the key that the provider encrypted for you, in one piece, not a raw private key",
  "api-key": "an API key, one word without spaces",
  ed25519:
    "a Solana wallet key: 64 bytes as base58 (Phantom's export), as base64, or as [12,34,…] from a key file",
  "wallet-amounts": "wallets as encryptedKey:amount, with commas between them",
  "wallet-amount-delays": "wallets as encryptedKey:amount:delayMs, with commas between them",
  opaque: "one line of text",
};

export const looksLikeNames: Readonly<Record<LooksLike, string>> = {
  jwt: "a session token (JWT)",
  "sealed-key": "an encrypted key",
  "api-key": "an API key",
  ed25519: "a raw Solana wallet key",
  "wallet-amounts": "a list of wallets with amounts",
  "wallet-amount-delays": "a list of wallets with amounts and delays",
  opaque: "some other text",
  "seed-phrase": "a seed phrase",
  "evm-private-key": "a raw EVM private key",
  address: "a public address",
  text: "ordinary text",
  empty: "nothing at all",
};

interface OptionWords {
  readonly label: string;
  /** What it does and how to type it. */
  readonly hint: string;
}

export const optionWords: Readonly<Record<OptionKey, OptionWords>> = {
  mayhem: { label: "Mayhem mode", hint: "Pump's Mayhem path (Token2022)." },
  noCreatorFees: { label: "No creator fees", hint: "The creator takes no fees (cashback mode)." },
  agent: { label: "Agent mode", hint: "Agent and buyback routing." },
  buybackBps: { label: "Buyback share", hint: "In basis points, 0 to 10000 (10000 is all)." },
  agentBuyback: {
    label: "Buyback from fees",
    hint: "Buys back out of creator fees; J7Tracker then forces agent mode and a full buyback.",
  },
  feeShares: {
    label: "Fee split",
    hint: "One share a line: wallet, github, twitter or charity, then who, then basis points. Together exactly 10000.\nwallet 9xQe…sFin 6000\ntwitter someone 4000",
  },
  bagsCreatorBps: {
    label: "Creator share",
    hint: "Your share in basis points, 0 to 10000. Together with all claimers exactly 10000.",
  },
  bagsClaimers: {
    label: "Fee claimers",
    hint: "One claimer a line: name, then basis points, then (if you like) where the name lives.\nsomeone 6000 twitter",
  },
  bagsConfig: { label: "Config preset", hint: "The preset's UUID from the Bags settings." },
  bonkers: { label: "Bonkers mode", hint: "The letsbonk.fun-like configuration." },
  gwei: { label: "Gas price", hint: "In gwei, for instance 5." },
  bnbCurrency: { label: "Currency", hint: "What the token trades against." },
  referral: { label: "Referral code", hint: "One word." },
  privateDescription: {
    label: "No default description",
    hint: "Leaves out the text that J7Tracker adds by itself.",
  },
  sellPanel: { label: "Sell panel", hint: "Shows the sell panel in J7Tracker after the launch." },
  imageType: {
    label: "Drawn picture",
    hint: "How J7Tracker makes the picture: from a link, or drawn from letters.",
  },
  multiDeploy: {
    label: "How many tokens",
    hint: "1 to 10. Above 1, several tokens are launched at once, and each is paid for.",
  },
  multiDeployBuy: {
    label: "Buy for each",
    hint: "The first buy of each token when several are launched.",
  },
  anonymousWallets: {
    label: "Anonymous wallets",
    hint: "With several tokens: launch them from anonymous wallets.",
  },
  vanityMint: { label: "Own mint key", hint: "Uses the vanity mint key from /keys." },
  vanityPool: { label: "Vanity pool", hint: "Takes the mint from J7Tracker's pool." },
  bundle: {
    label: "Bundle buys",
    hint: "The bundle wallets from /keys buy in the same block. Widely seen as manipulation, and may be unlawful where you live.",
  },
  sniper: {
    label: "Sniper buys",
    hint: "The sniper wallets from /keys buy right after. Always sent through NA East. Widely seen as manipulation, and may be unlawful where you live.",
  },
  autoSell: { label: "Auto-sell", hint: "Sells by the auto-sell settings from /keys." },
  feeSelection: {
    label: "Fee",
    hint: "Market, or frenzy: double curve fees and a place on the Frenzy board. It can never be changed.",
  },
  quoteMint: { label: "Trades against", hint: "SOL or USDC." },
};
