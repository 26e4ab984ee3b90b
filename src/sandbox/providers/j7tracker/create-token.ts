import { z } from "zod";

const SOLANA_MODES = ["pump", "bonk", "usd1", "bags"] as const;
const EVM_MODES = ["bnb", "nadfun", "clanker", "stroid"] as const;

/** Fields that only some platforms take. */
const FIELDS_OF_MODES: readonly (readonly [readonly string[], readonly string[]])[] = [
  [
    ["pump"],
    [
      "mayhem_mode",
      "cashback_mode",
      "no_creator_fees",
      "agent_mode",
      "buyback_bps",
      "agent_buyback",
      "auto_buyback_cfees",
      "pump_fee_shareholders",
    ],
  ],
  [["bags"], ["bags_creator_share", "bags_fee_claimers", "bags_config_type"]],
  [["bonk", "usd1"], ["bonkers_mode"]],
  [EVM_MODES, ["gwei"]],
  [["bnb"], ["bnb_currency"]],
];

const bps = z.int().min(0).max(10_000);
const word = z.string().min(1);

const shareholderSchema = z
  .strictObject({
    type: z.literal("charity").optional(),
    address: word.optional(),
    charity_address: word.optional(),
    charity_config: word.optional(),
    github_username: word.optional(),
    twitter_username: word.optional(),
    share_bps: bps.min(1),
  })
  .superRefine((holder, context) => {
    const named = Object.keys(holder).filter((key) => key !== "type" && key !== "share_bps");
    if (named.length !== 1) context.addIssue("exactly one identity is needed");
    const charity = named.some((name) => name.startsWith("charity_"));
    if (charity && holder.type === undefined) context.addIssue("a charity needs its type");
    if (holder.type !== undefined && !charity && named[0] !== "address") {
      context.addIssue("only an address can be a charity");
    }
  });

/** An http(s) URL, or picture data. Of other prefixes nothing is documented. */
const picture = z
  .string()
  .refine(
    (text) =>
      /^data:image\/[a-z0-9.+-]+;base64,[A-Za-z0-9+/]+=*$/.test(text) ||
      (/^https?:\/\//.test(text) && URL.canParse(text)),
    "neither an image URL nor image data",
  );

const amount = String.raw`\d+(?:\.\d+)?`;
const listOf = (item: string) => new RegExp(`^${item}(?:,${item})*$`);

/**
 * The documented body of `create_token`. Stricter than the live server may be: an unknown field is a typing error here.
 *
 * The key's kind is told by the prefix that the contract's examples use (`ENC-SOL-`, `ENC-EVM-`); a key with neither
 * passes everywhere, since the real form is not documented.
 */
export const createTokenSchema = z
  .strictObject({
    type: z.literal("create_token"),
    external: z.literal(true),
    session_id: word.optional(),
    api_key: z
      .string()
      .regex(/^[^\s,]+$/, "not one word")
      .refine((key) => !looksRaw(key), "a raw private key is never taken"),
    mode: z.enum([...SOLANA_MODES, ...EVM_MODES]),
    username: z.string().optional(),
    name: z.string().optional(),
    ticker: z.string().optional(),
    website: z.string().optional(),
    twitter: z.string().optional(),
    telegram: z.string().optional(),
    buy_amount: z.number().min(0).optional(),
    image_url: picture.optional(),
    image_type: z.string().nullable().optional(),
    sell_panel_enabled: z.boolean().optional(),
    private_desc: z.boolean().optional(),
    ref: z.string().optional(),
    multi_deploy: z.int().optional(),
    multi_deploy_buy_amount: z.number().min(0).optional(),
    anon_wallets: z.boolean().optional(),
    vanity_mint_keypair: z
      .string()
      .regex(/^[1-9A-HJ-NP-Za-km-z]+$/, "not base58")
      .optional(),
    use_vanity_pool: z.enum(["pump", "bonk", "usd1"]).optional(),
    mayhem_mode: z.boolean().optional(),
    cashback_mode: z.boolean().optional(),
    no_creator_fees: z.boolean().optional(),
    agent_mode: z.boolean().optional(),
    buyback_bps: z.number().min(0).max(10_000).optional(),
    agent_buyback: z.boolean().optional(),
    auto_buyback_cfees: z.boolean().optional(),
    pump_fee_shareholders: z.array(shareholderSchema).min(1).optional(),
    bundle: z.boolean().optional(),
    bundle_wallets: z
      .string()
      .regex(listOf(`[^,:\\s]+:${amount}`), "not a list of key:amount")
      .optional(),
    sniper_wallets: z
      .string()
      .regex(listOf(`[^,:\\s]+:${amount}:\\d+`), "not a list of key:amount:delay")
      .optional(),
    auto_sell: z.boolean().optional(),
    auto_sell_wallets: z.string().optional(),
    bags_creator_share: bps.optional(),
    bags_fee_claimers: z
      .array(z.strictObject({ username: word, bps: bps.min(1), provider: z.string().optional() }))
      .optional(),
    bags_config_type: z.uuid().optional(),
    bonkers_mode: z.boolean().optional(),
    gwei: z.number().positive().optional(),
    bnb_currency: z.string().optional(),
  })
  .superRefine((body, context) => {
    for (const [modes, fields] of FIELDS_OF_MODES) {
      if (modes.includes(body.mode)) continue;
      for (const field of fields) {
        if (field in body) context.addIssue(`${field} is not for mode ${body.mode}`);
      }
    }
    const shares = body.pump_fee_shareholders?.map((holder) => holder.share_bps);
    if (shares && sum(shares) !== 10_000) {
      context.addIssue("pump_fee_shareholders must total 10000");
    }
    if (body.bags_fee_claimers || body.bags_creator_share !== undefined) {
      const claimed = sum(body.bags_fee_claimers?.map((claimer) => claimer.bps) ?? []);
      if (claimed + (body.bags_creator_share ?? 0) !== 10_000) {
        context.addIssue("bags_creator_share and bags_fee_claimers must total 10000");
      }
    }
    if (body.bundle && body.bundle_wallets === undefined) {
      context.addIssue("bundle needs bundle_wallets");
    }
    if (body.api_key.startsWith(isEvmMode(body.mode) ? "ENC-SOL-" : "ENC-EVM-")) {
      context.addIssue("api_key is of the other kind");
    }
  });
export type CreateToken = z.infer<typeof createTokenSchema>;

/** Fields of the body that may be shown: everything but the session and what carries keys. */
export const SHOWN_FIELDS: ReadonlySet<string> = new Set([
  ...Object.keys(createTokenSchema.shape).filter(
    (field) =>
      !["session_id", "api_key", "vanity_mint_keypair"].includes(field) &&
      !field.endsWith("_wallets"),
  ),
  "anon_wallets",
  ...Object.keys(shareholderSchema.shape),
  "bps",
  "provider",
]);

export function isEvmMode(mode: CreateToken["mode"]): boolean {
  return (EVM_MODES as readonly string[]).includes(mode);
}

/** What is wrong with a body, in one line that quotes no value. */
export function complaint(error: z.ZodError): string {
  const issue = error.issues[0];
  const where = issue?.path.join(".") ?? "";
  return where === "" ? (issue?.message ?? "bad request") : `${where}: ${issue?.message ?? ""}`;
}

function looksRaw(key: string): boolean {
  return (
    /^[1-9A-HJ-NP-Za-km-z]{86,88}$/.test(key) ||
    key.startsWith("[") ||
    /^(0x)?[0-9a-fA-F]{64}$/.test(key)
  );
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
