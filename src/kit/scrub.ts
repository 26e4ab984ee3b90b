/** Fields whose value is a secret wherever they turn up, also inside JSON that was quoted once more. */
const SECRET_FIELDS =
  "api_key|private_key|privateKey|session_id|bundle_wallets|sniper_wallets|auto_sell_wallets|vanity_mint_keypair|authorization|jwt|token|signature";

const RULES: readonly (readonly [RegExp, string])[] = [
  // No word boundary before it: in a file URL the token follows "/bot".
  [/(?<!\d)\d{6,12}:[A-Za-z0-9_-]{30,}/g, "[bot token]"],
  [/eyJ[\w-]{5,}\.[\w-]{3,}\.[\w-]{3,}/g, "[jwt]"],
  [/(?<![1-9A-HJ-NP-Za-km-z])[1-9A-HJ-NP-Za-km-z]{80,90}(?![1-9A-HJ-NP-Za-km-z])/g, "[key]"],
  [/\[(?:\s*\d{1,3}\s*,){31,63}\s*\d{1,3}\s*\]/g, "[key bytes]"],
  [/0x[0-9a-fA-F]{64}(?![0-9a-fA-F])/g, "[key]"],
  [new RegExp(`(\\\\*"(?:${SECRET_FIELDS})\\\\*"\\s*:\\s*\\\\*")[^"\\\\]+`, "gi"), "$1[hidden]"],
  [/(Bearer\s+)[^\s"\\]+/gi, "$1[hidden]"],
];

/** Hides what looks like a key, a JWT or a bot token. Last line of defence at the log's sink; keeps JSON lines JSON. */
export function scrub(text: string): string {
  return RULES.reduce((clean, [pattern, mark]) => clean.replace(pattern, mark), text);
}
