import { base58 } from "@scure/base";
import type { CredentialKind } from "../../domain/credential.ts";
import type { LaunchRequest } from "../../domain/launch.ts";
import { decimal } from "../../domain/money.ts";
import { OPTION_CREDENTIALS } from "../../domain/options.ts";
import { TARGETS } from "../../domain/targets.ts";
import { checkRequest } from "../check-request.ts";
import { exactNumber, fillBody, openJson } from "../open-body.ts";
import type { WirePicture, Written } from "../provider.ts";
import { checkWallets, checkWord, type Opened } from "../secrets.ts";
import { optionFields } from "./options.ts";

/** Which field of the body carries which secret; the session goes into a header. */
const FIELDS = {
  "solana-key": "api_key",
  "evm-key": "api_key",
  "bundle-wallets": "bundle_wallets",
  "sniper-wallets": "sniper_wallets",
  "auto-sell-wallets": "auto_sell_wallets",
  "vanity-mint": "vanity_mint_keypair",
} as const satisfies Partial<Record<CredentialKind, string>>;

const isField = (kind: CredentialKind): kind is keyof typeof FIELDS => kind in FIELDS;

/**
 * A deploy, checked.
 *
 * @throws {InputError} for whatever the contract refuses.
 * @see NOTES.md, "Fields"
 */
export function writeSubmit(request: LaunchRequest, picture: WirePicture | null): Written {
  const fields = submitFields(request, picture);
  const needs = kindsFor(request);
  const secrets = needs.filter(isField).map((kind) => FIELDS[kind]);
  const contentType = "text/plain;charset=UTF-8";
  return { request, contentType, body: openJson(fields, secrets), needs };
}

/** The fields that are no secrets. */
function submitFields(
  request: LaunchRequest,
  picture: WirePicture | null,
): Record<string, unknown> {
  const target = checkRequest(request, picture);
  const { buy: unit } = target;
  if (unit === null) throw new Error("every j7tracker target takes a buy");
  const { buy, links, options, name, ticker } = request;
  return {
    type: "create_token",
    // Marks a deploy that does not come from the provider's own app; mandatory for bots.
    external: true,
    mode: target.id,
    name,
    ticker,
    website: links.website,
    twitter: links.twitter,
    telegram: links.telegram,
    buy_amount: buy === null ? undefined : exactNumber(decimal(buy, unit)),
    image_url: picture === null ? undefined : imageUrl(picture),
    ...optionFields(options, unit),
  };
}

function imageUrl(picture: WirePicture): string {
  return picture.form === "link"
    ? picture.url
    : `data:${picture.mime};base64,${picture.bytes.toString("base64")}`;
}

/** The secrets this request needs, and no other: the session, the key of the target's chain, and what options carry. */
function kindsFor(request: LaunchRequest): readonly CredentialKind[] {
  const carried = Object.entries(OPTION_CREDENTIALS)
    .filter(([key]) => request.options[key as keyof typeof OPTION_CREDENTIALS] === true)
    .map(([, kind]) => kind);
  return [...TARGETS[request.target].credentials, ...carried];
}

/**
 * Puts the secrets into the body.
 *
 * @returns A body to be wiped after the call.
 * @throws {InputError} `secret-form` for a secret that would break the body or its lists.
 */
export function fillSubmit({ body }: Written, opened: Partial<Opened<CredentialKind>>): Buffer {
  const secrets: Record<string, Buffer> = {};
  const key = opened["solana-key"] ?? opened["evm-key"];
  if (key) {
    checkWord(key, "sealed-key");
    secrets["api_key"] = key.expose();
  }
  const bundle = opened["bundle-wallets"];
  if (bundle) {
    checkWallets(bundle, "wallet-amounts");
    secrets["bundle_wallets"] = bundle.expose();
  }
  const sniper = opened["sniper-wallets"];
  if (sniper) {
    checkWallets(sniper, "wallet-amount-delays");
    secrets["sniper_wallets"] = sniper.expose();
  }
  const autoSell = opened["auto-sell-wallets"];
  if (autoSell) secrets["auto_sell_wallets"] = autoSell.expose();
  const mint = opened["vanity-mint"];
  // base58 comes as a string: the one copy of this key that cannot be wiped.
  const mintText = mint && Buffer.from(base58.encode(mint.expose()));
  if (mintText) secrets["vanity_mint_keypair"] = mintText;
  try {
    return fillBody(body, secrets);
  } finally {
    mintText?.fill(0);
  }
}
