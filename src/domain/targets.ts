import { CHAINS, type ChainId } from "./chains.ts";
import type { CredentialKind, ProviderName } from "./credential.ts";
import type { Unit } from "./money.ts";
import { LINK_FIELDS, type Field, type LinkField } from "./problem.ts";
import type { TextRule, TickerRule } from "./text.ts";

export const TARGET_IDS = [
  "pump",
  "bonk",
  "usd1",
  "bags",
  "bnb",
  "nadfun",
  "clanker",
  "stroid",
  "blowfish",
  "swarms",
] as const;
export type TargetId = (typeof TARGET_IDS)[number];

/**
 * How a picture may travel: `data` inside the request, `file` as a multipart part, `link` as a URL that the provider
 * reads. In order of preference.
 */
export type PictureForm = "data" | "file" | "link";

/** A place where a token can be launched, and everything that differs between such places. */
export interface Target {
  readonly id: TargetId;
  readonly label: string;
  readonly provider: ProviderName;
  readonly chain: ChainId;
  /** Unit of the creator's first buy; null where the provider takes none. */
  readonly buy: Unit | null;
  /** What the launch itself costs, in base units of `chain`, where the provider says so; null where unknown. */
  readonly cost: bigint | null;
  readonly credentials: readonly CredentialKind[];
  readonly name: TextRule;
  readonly ticker: TickerRule;
  /** null: the provider takes no description. */
  readonly description: (TextRule & { readonly required: boolean }) | null;
  readonly picture: {
    readonly forms: readonly PictureForm[];
    readonly maxLink: number;
    /** Whether its documentation names GIF. What is not known to be taken is not sent. */
    readonly moving: boolean;
  };
  /** Links that are sent with the token. */
  readonly links: readonly LinkField[];
  /** Public page of a token, where a pattern is known; swarms answers with its own. */
  readonly listing: { readonly label: string; readonly url: (mint: string) => string } | null;
}

/**
 * j7tracker documents no length or alphabet for name and ticker. These bounds are ours: wide, one line, no emoji in a
 * ticker. What the provider refuses beyond them, it says itself.
 */
const J7_NAME: TextRule = { min: 1, max: 100 };
const J7_TICKER: TickerRule = { min: 1, max: 20, alphabet: "any" };

type J7Part = Pick<Target, "id" | "label" | "chain" | "listing">;

function j7(part: J7Part): Target {
  const chain = CHAINS[part.chain];
  return {
    ...part,
    provider: "j7tracker",
    buy: chain.unit,
    cost: null,
    credentials: ["session-jwt", chain.address === "evm" ? "evm-key" : "solana-key"],
    name: J7_NAME,
    ticker: J7_TICKER,
    description: null,
    picture: { forms: ["data", "link"], maxLink: 500, moving: false },
    links: LINK_FIELDS,
  };
}

const pumpPage = { label: "pump.fun", url: (mint: string) => `https://pump.fun/coin/${mint}` };

/** The ten targets, in the order in which people are asked. Sources: the providers' NOTES.md. */
export const TARGETS: Readonly<Record<TargetId, Target>> = {
  pump: j7({ id: "pump", label: "pump.fun", chain: "solana", listing: pumpPage }),
  bonk: j7({ id: "bonk", label: "letsbonk", chain: "solana", listing: null }),
  usd1: j7({ id: "usd1", label: "letsbonk USD1", chain: "solana", listing: null }),
  bags: j7({ id: "bags", label: "Bags", chain: "solana", listing: null }),
  bnb: j7({ id: "bnb", label: "Four.Meme", chain: "bnb", listing: null }),
  nadfun: j7({ id: "nadfun", label: "nad.fun", chain: "monad", listing: null }),
  clanker: j7({ id: "clanker", label: "Clanker", chain: "base", listing: null }),
  stroid: j7({ id: "stroid", label: "stroid", chain: "ethereum", listing: null }),
  blowfish: {
    id: "blowfish",
    label: "Blowfish",
    provider: "blowfish",
    chain: "solana",
    buy: null,
    cost: null,
    credentials: ["sign-in-wallet"],
    name: { min: 1, max: 255 },
    ticker: { min: 2, max: 10, alphabet: "latin" },
    description: { min: 1, max: 1000, lines: "many", required: false },
    picture: { forms: ["link"], maxLink: 255, moving: false },
    links: [],
    listing: null,
  },
  swarms: {
    id: "swarms",
    label: "swarms.world",
    provider: "swarms",
    chain: "solana",
    buy: null,
    // "about 0.04 SOL", checked by the provider before the launch.
    cost: 40_000_000n,
    credentials: ["api-key", "wallet-key"],
    // The maxima are not documented; ours.
    name: { min: 2, max: 100 },
    ticker: { min: 1, max: 10, alphabet: "latin" },
    description: { min: 1, max: 1000, lines: "many", required: true },
    picture: { forms: ["file", "link"], maxLink: 500, moving: true },
    links: [],
    listing: null,
  },
};

export function isTarget(text: string): text is TargetId {
  return (TARGET_IDS as readonly string[]).includes(text);
}

/** What people call the targets besides their labels, in small letters. */
const ALIASES: Readonly<Partial<Record<TargetId, readonly string[]>>> = {
  pump: ["pumpfun"],
  bnb: ["fourmeme"],
  blowfish: ["meteora", "meteora dbc"],
  swarms: ["jupiter"],
};

const BY_NAME: ReadonlyMap<string, TargetId> = new Map(
  TARGET_IDS.flatMap((id) =>
    [id, TARGETS[id].label.toLowerCase(), ...(ALIASES[id] ?? [])].map((name) => [name, id]),
  ),
);

/** The target of this id, label or alias, in any case; undefined when nothing is called so. */
export function targetCalled(typed: string): TargetId | undefined {
  return BY_NAME.get(typed.trim().toLowerCase());
}

/** What can be said about a token at this target. */
export function fieldsOf(target: Target): readonly Field[] {
  return [
    "name",
    "ticker",
    "picture",
    ...(target.description ? (["description"] as const) : []),
    ...(target.buy ? (["buy"] as const) : []),
    ...target.links,
  ];
}
