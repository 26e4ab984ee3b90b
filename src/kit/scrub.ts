const HIDDEN = "[hidden]";
const MAX_DEPTH = 24;

/** Ends of field names whose value is a secret wherever they turn up, in the spellings of JSON, headers and settings. */
const FIELDS =
  "api[_-]?key|private[_-]?key|secret[_-]?key|access[_-]?key|vault[_-]?key|session[_-]?id|" +
  "(?:bundle|sniper|auto[_-]?sell)[_-]?wallets|vanity[_-]?mint(?:[_-]?keypair)?|" +
  "authorization|cookie|password|mnemonic|init[_-]?data|secret|jwt|token|signature";
/** Those that are no ordinary words, so that "token: taken" in a provider's sentence stays readable. */
const PLAIN_FIELDS = "api[_-]?key|private[_-]?key|session[_-]?id|authorization|password|mnemonic";

const SECRET_FIELD = new RegExp(`(?:${FIELDS})$`, "i");
const BASE58 = "1-9A-HJ-NP-Za-km-z";
const AFTER_FIELD = String.raw`\\*["'\`]?\s*[:=]\s*`;

/**
 * What is hidden in plain text, in this order. No upper bounds and no word boundaries, since an escape sequence or a path
 * may touch the secret: in a file URL the bot token follows "/bot", in quoted JSON a key may follow "\n" or "\u0007".
 */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*-----|$)/g, "[private key]"],
  [/(?<!\d)\d{6,}(?::|%3A)[A-Za-z0-9_-]{30,}/gi, "[bot token]"],
  // From the first "eyJ" of a word, so that a word of many takes no time by its square.
  [/(?<=(?:^|[^\w-])(?:(?!eyJ)[\w-])*)eyJ[\w-]{5,}\.[\w-]{3,}\.[\w-]{3,}(?:\.[\w-]+)*/g, "[jwt]"],
  // A quoted value, up to the quote of its own level: an escaped quote inside it has more backslashes before it.
  [
    new RegExp(
      String.raw`((?:${FIELDS})${AFTER_FIELD}(\\*)(["'\`]))(?:(?!(?<!\\)(?:\2\2\\\\)*\2\3)[\s\S])*`,
      "gi",
    ),
    `$1${HIDDEN}`,
  ],
  // A list or an object, in text that is not JSON as a whole: where it ends is a guess, so all that follows goes.
  [
    new RegExp(
      String.raw`((?:${FIELDS})${AFTER_FIELD})(?!\[hidden\])(?:\[[\d\s,]*\]|[[{][\s\S]*)`,
      "gi",
    ),
    `$1${HIDDEN}`,
  ],
  [new RegExp(String.raw`((?:${FIELDS})=)(?!\[hidden\])[^\s&;,"'\\]+`, "gi"), `$1${HIDDEN}`],
  [/(Bearer\s+)(?!\[)[^\s"'\\]+/gi, `$1${HIDDEN}`],
  [
    new RegExp(String.raw`((?:${PLAIN_FIELDS})\s*:\s*(?:\w+ )?)(?![[{])[^\s,;"'\\]+`, "gi"),
    `$1${HIDDEN}`,
  ],
  [/(\w:\/\/[^\s/:@"'\\]*:)[^\s/@"'\\]+(?=@)/g, `$1${HIDDEN}`],
  [new RegExp(`[${BASE58}]{80,}`, "g"), "[key]"],
  [/(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43,}={1,2}/g, "[key]"],
  [/0x[0-9a-f]{64,}/gi, "[key]"],
  [/(?<![0-9a-f])[0-9a-f]{128,}/gi, "[key]"],
  [/\d{1,3}(?:(?:\s|\\+[nrt])*,(?:\s|\\+[nrt])*\d{1,3}){31,}/g, "key bytes"],
  [/<Buffer [0-9a-f ]+/g, "<Buffer "],
  [/("Buffer\\*",\\*"data\\*":)\[[\d,]*\]?/g, `$1${HIDDEN}`],
];

/** Too short and too plain for any rule; most names and ids in a log are. */
const PLAIN_WORD = /^[\w-]{0,42}$/;

export interface Scrubber {
  /** Cleans free text, and JSON inside it however often it was quoted. */
  readonly text: (text: string) => string;
  /** Cleans one line of a JSON log. What comes out is always one line of JSON again. */
  readonly line: (line: string) => string;
}

/**
 * Hides what looks like a secret, and every value in `known` (the settings that are secrets) whatever it looks like.
 *
 * JSON is taken apart and put together again, so that no mark can break its quoting; only what is not whole JSON is
 * cleaned by patterns. When in doubt it hides too much. A bare 64-digit hex number stays: it is how pictures are named.
 */
export function createScrubber(known: readonly string[] = []): Scrubber {
  // A short value would blot out ordinary words.
  const spelled = [...new Set(known.filter((value) => value.length >= 6).flatMap(spellings))].sort(
    (a, b) => b.length - a.length,
  );

  function text(dirty: string, depth = 0): string {
    const bare = spelled.reduce((clean, value) => clean.replaceAll(value, HIDDEN), dirty);
    const inner = /^\s*[[{"]/.test(bare) ? parse(bare) : undefined;
    if (inner !== undefined && depth < MAX_DEPTH) {
      const clean = JSON.stringify(walk(inner, depth + 1));
      return clean === written(inner) ? bare : clean;
    }
    if (PLAIN_WORD.test(bare)) return bare;
    return RULES.reduce((clean, [pattern, mark]) => clean.replace(pattern, mark), bare);
  }

  function walk(value: unknown, depth: number): unknown {
    if (typeof value === "string") return text(value, depth);
    if (typeof value !== "object" || value === null) return value;
    if (depth >= MAX_DEPTH || isBytes(Object.values(value))) return HIDDEN;
    if (Array.isArray(value)) return value.map((item) => walk(item, depth + 1));
    return Object.fromEntries(
      Object.entries(value).map(([key, item]: [string, unknown]) => [
        text(key, depth),
        isSecretField(key, item) ? HIDDEN : walk(item, depth + 1),
      ]),
    );
  }

  return {
    text: (dirty) => text(dirty),
    line(dirty) {
      const whole = parse(dirty);
      const clean = whole === undefined ? { msg: text(dirty) } : walk(whole, 0);
      return `${JSON.stringify(clean)}\n`;
    },
  };
}

/** {@link Scrubber.text} of a scrubber that knows no settings: for what providers say, before anybody reads it. */
export const scrub = createScrubber().text;

/** Numbers, switches and empty text are no keys; hiding them would only make a log harder to read. */
function isSecretField(name: string, value: unknown): boolean {
  const holds =
    typeof value === "string" ? value !== "" : typeof value === "object" && value !== null;
  return holds && SECRET_FIELD.test(name);
}

/** A key as JSON shows bytes: a list or an index-to-byte object, 32 bytes or more; or what a Buffer makes of itself. */
function isBytes(values: readonly unknown[]): boolean {
  const [type, data] = values;
  if (type === "Buffer" && Array.isArray(data)) return true;
  return (
    values.length >= 32 &&
    values.every((byte) => typeof byte === "number" && byte >= 0 && byte <= 255)
  );
}

/** A value as it stands in text: as it is, inside JSON quoted up to three times, inside a URL. */
function spellings(value: string): string[] {
  const quote = (text: string) => JSON.stringify(text).slice(1, -1);
  const once = quote(value);
  return [value, once, quote(once), quote(quote(once)), encodeURIComponent(value)];
}

/** Null for what is nested so deep that it can be read but not written. */
function written(value: unknown): string | null {
  try {
    return JSON.stringify(value);
  } catch {
    return null;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
