import { scrub } from "../../kit/scrub.ts";

const SECRET_FIELD =
  /^(authorization|cookie|jwt|token|signature|session_?id|password|seed|mnemonic|.*(api|private|secret)[-_]?key|.*_wallets|.*keypair)$/i;
const DOTS = "••••••";
const LONGEST = 600;
const DATA_URL = /^data:([\w.+/-]+);base64,(.*)$/s;

/**
 * A copy of a wire value that may be shown: fields that carry secrets become dots, whatever looks like a key is hidden,
 * bytes and pictures become their size. It works on names and looks, so it errs towards hiding.
 */
export function mask(value: unknown): unknown {
  if (typeof value === "string") return maskString(value);
  if (value instanceof Uint8Array) return `(${size(value.length)})`;
  if (Array.isArray(value)) return value.map(mask);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, maskField(name, inner)]),
  );
}

/** Text in one line of its own, such as a path with its query. */
export function maskText(text: string): string {
  return scrub(text).replace(/([?&](?:[\w-]*key|token|jwt|signature)=)[^&]+/gi, `$1${DOTS}`);
}

function maskField(name: string, value: unknown): unknown {
  if (!SECRET_FIELD.test(name)) return mask(value);
  if (value === "" || value === null || value === undefined) return value;
  // A `token` may also be what was made, with a name and a mint of its own.
  return typeof value === "object" ? mask(value) : DOTS;
}

function maskString(text: string): string {
  const picture = DATA_URL.exec(text);
  if (picture) {
    const bytes = Math.floor(((picture[2] ?? "").length * 3) / 4);
    return `(${picture[1] ?? "data"}, ${size(bytes)})`;
  }
  const parsed = parseJson(text);
  if (parsed !== null) return JSON.stringify(mask(parsed));
  const clean = scrub(text);
  return clean.length > LONGEST
    ? `${clean.slice(0, LONGEST)}… (${clean.length} characters)`
    : clean;
}

/** JSON inside a string hides its fields from the masking above. */
function parseJson(text: string): object | null {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" ? parsed : null;
  } catch {
    return null;
  }
}

function size(bytes: number): string {
  return bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} KB`;
}
