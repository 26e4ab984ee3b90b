import { z } from "zod";
import { refuse } from "./errors.ts";
import type { CredentialKind } from "./credential.ts";
import type { TargetId } from "./targets.ts";

/** Basis points: 10000 are the whole. */
const WHOLE_BPS = 10_000;

const bps = z.int().min(0).max(WHOLE_BPS);
const amount = z.string().regex(/^\d+$/);

/** One share of pump's creator fees; `bps` over all entries must be exactly 10000. */
const feeShareSchema = z.strictObject({
  to: z.enum(["wallet", "github", "twitter", "charity"]),
  /** Wallet address, user name without @, or the charity's config key. */
  who: z.string().min(1),
  bps: bps.min(1),
});
export type FeeShare = z.infer<typeof feeShareSchema>;

/** A claimer of bags' fees. `provider` names where the user name lives; the documented sample is `twitter`. */
const feeClaimerSchema = z.strictObject({
  username: z.string().min(1),
  bps: bps.min(1),
  provider: z.string().min(1).optional(),
});

/**
 * Every option of every provider, in our words, as stored with a draft. An option that is not set is not sent.
 *
 * Amounts are decimal text of base units, since JSON has no bigint. The four options that carry keys are switches here:
 * the keys themselves lie in the vault (see {@link OPTION_CREDENTIALS}).
 */
export const optionsSchema = z.strictObject({
  referral: z.string().min(1).optional(),
  privateDescription: z.boolean().optional(),
  sellPanel: z.boolean().optional(),
  imageType: z.enum(["letter", "ascii", "sol_ascii", "url"]).optional(),
  multiDeploy: z.int().min(1).max(10).optional(),
  multiDeployBuy: amount.optional(),
  anonymousWallets: z.boolean().optional(),
  vanityMint: z.boolean().optional(),
  vanityPool: z.enum(["pump", "bonk", "usd1"]).optional(),
  mayhem: z.boolean().optional(),
  noCreatorFees: z.boolean().optional(),
  agent: z.boolean().optional(),
  buybackBps: bps.optional(),
  agentBuyback: z.boolean().optional(),
  feeShares: z.array(feeShareSchema).min(1).optional(),
  bagsCreatorBps: bps.optional(),
  bagsClaimers: z.array(feeClaimerSchema).min(1).optional(),
  bagsConfig: z.uuid().optional(),
  bonkers: z.boolean().optional(),
  gwei: z.number().positive().max(10_000).optional(),
  bnbCurrency: z.enum(["bnb", "usd1"]).optional(),
  bundle: z.boolean().optional(),
  sniper: z.boolean().optional(),
  autoSell: z.boolean().optional(),
  feeSelection: z.enum(["market", "frenzy"]).optional(),
  quoteMint: z.enum(["SOL", "USDC"]).optional(),
});
export type LaunchOptions = Readonly<z.infer<typeof optionsSchema>>;
export type OptionKey = keyof LaunchOptions;

/** How an option is shown and changed: a switch, a row of choices, or a typed value. */
export type OptionKind =
  | { readonly kind: "switch" }
  | { readonly kind: "choice"; readonly values: readonly string[] }
  | { readonly kind: "text" | "whole" | "decimal" | "amount" | "uuid" | "shares" | "claimers" };

export interface OptionSpec {
  readonly key: OptionKey;
  readonly targets: readonly TargetId[];
  readonly how: OptionKind;
  /** Simple ones are shown at once, the others behind `More`. */
  readonly level: "simple" | "more";
}

const SOLANA_J7 = ["pump", "bonk", "usd1", "bags"] as const;
const EVM_J7 = ["bnb", "nadfun", "clanker", "stroid"] as const;
const J7 = [...SOLANA_J7, ...EVM_J7] as const;
const toggle = { kind: "switch" } as const;

/** Which target takes which option. Sources: the providers' NOTES.md. */
export const OPTIONS: readonly OptionSpec[] = [
  { key: "mayhem", targets: ["pump"], how: toggle, level: "simple" },
  { key: "noCreatorFees", targets: ["pump"], how: toggle, level: "simple" },
  { key: "bonkers", targets: ["bonk", "usd1"], how: toggle, level: "simple" },
  { key: "bagsCreatorBps", targets: ["bags"], how: { kind: "whole" }, level: "simple" },
  { key: "bagsClaimers", targets: ["bags"], how: { kind: "claimers" }, level: "simple" },
  { key: "gwei", targets: ["bnb", "nadfun", "clanker"], how: { kind: "decimal" }, level: "simple" },
  {
    key: "bnbCurrency",
    targets: ["bnb"],
    how: { kind: "choice", values: ["bnb", "usd1"] },
    level: "simple",
  },
  {
    key: "feeSelection",
    targets: ["swarms"],
    how: { kind: "choice", values: ["market", "frenzy"] },
    level: "simple",
  },
  {
    key: "quoteMint",
    targets: ["swarms"],
    how: { kind: "choice", values: ["SOL", "USDC"] },
    level: "simple",
  },
  { key: "privateDescription", targets: J7, how: toggle, level: "simple" },
  { key: "agent", targets: ["pump"], how: toggle, level: "more" },
  { key: "buybackBps", targets: ["pump"], how: { kind: "whole" }, level: "more" },
  { key: "agentBuyback", targets: ["pump"], how: toggle, level: "more" },
  { key: "feeShares", targets: ["pump"], how: { kind: "shares" }, level: "more" },
  { key: "bagsConfig", targets: ["bags"], how: { kind: "uuid" }, level: "more" },
  { key: "referral", targets: J7, how: { kind: "text" }, level: "more" },
  { key: "sellPanel", targets: J7, how: toggle, level: "more" },
  {
    key: "imageType",
    targets: J7,
    how: { kind: "choice", values: ["letter", "ascii", "sol_ascii", "url"] },
    level: "more",
  },
  { key: "multiDeploy", targets: J7, how: { kind: "whole" }, level: "more" },
  { key: "multiDeployBuy", targets: J7, how: { kind: "amount" }, level: "more" },
  { key: "anonymousWallets", targets: J7, how: toggle, level: "more" },
  { key: "vanityMint", targets: SOLANA_J7, how: toggle, level: "more" },
  {
    key: "vanityPool",
    targets: ["pump", "bonk", "usd1"],
    how: { kind: "choice", values: ["pump", "bonk", "usd1"] },
    level: "more",
  },
  { key: "bundle", targets: J7, how: toggle, level: "more" },
  { key: "sniper", targets: J7, how: toggle, level: "more" },
  { key: "autoSell", targets: SOLANA_J7, how: toggle, level: "more" },
];

/** Options whose value is a secret, and the slot it is kept in. */
export const OPTION_CREDENTIALS = {
  bundle: "bundle-wallets",
  sniper: "sniper-wallets",
  autoSell: "auto-sell-wallets",
  vanityMint: "vanity-mint",
} as const satisfies Partial<Record<OptionKey, CredentialKind>>;

export function optionsOf(target: TargetId): readonly OptionSpec[] {
  return OPTIONS.filter((spec) => spec.targets.includes(target));
}

/** Leaves out what the target does not take, so that one draft can move between targets. */
export function optionsFor(target: TargetId, options: LaunchOptions): LaunchOptions {
  const taken = new Set<string>(optionsOf(target).map((spec) => spec.key));
  return Object.fromEntries(Object.entries(options).filter(([key]) => taken.has(key)));
}

/** Leaves out amounts, whose digits mean another sum in another chain's unit: 0.01 BNB would become ten million SOL. */
export function withoutAmounts(options: LaunchOptions): LaunchOptions {
  const amounts = new Set<string>(
    OPTIONS.filter(({ how }) => how.kind === "amount").map(({ key }) => key),
  );
  return Object.fromEntries(Object.entries(options).filter(([key]) => !amounts.has(key)));
}

/**
 * Checks what ties options together; single values are checked when they are set.
 *
 * @throws {InputError} `shares-total` or `option-needs`.
 */
export function checkOptions(options: LaunchOptions): void {
  if (options.feeShares) {
    const got = options.feeShares.reduce((sum, share) => sum + share.bps, 0);
    if (got !== WHOLE_BPS) refuse({ code: "shares-total", option: "feeShares", got });
  }
  const { bagsCreatorBps, bagsClaimers = [] } = options;
  if (bagsCreatorBps !== undefined || bagsClaimers.length > 0) {
    const got = bagsClaimers.reduce((sum, claimer) => sum + claimer.bps, bagsCreatorBps ?? 0);
    if (got !== WHOLE_BPS) refuse({ code: "shares-total", option: "bagsClaimers", got });
  }
  if (options.multiDeployBuy !== undefined && (options.multiDeploy ?? 1) < 2) {
    refuse({ code: "option-needs", option: "multiDeployBuy", needs: "multiDeploy" });
  }
  if (options.anonymousWallets && (options.multiDeploy ?? 1) < 2) {
    refuse({ code: "option-needs", option: "anonymousWallets", needs: "multiDeploy" });
  }
}
