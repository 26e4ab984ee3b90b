/**
 * The body of a request that was written before its secrets are at hand: bytes, and gaps between them. It holds no secret,
 * so it may be kept in memory until somebody taps.
 */
export type OpenBody = readonly (Buffer | Gap)[];

/** Where a secret goes: into a JSON string, or as it is. */
interface Gap {
  readonly secret: string;
  readonly as: "json" | "bytes";
}

/** A JSON object whose secret values, under these names, come last and never become strings: a string cannot be wiped. */
export function openJson(
  fields: Readonly<Record<string, unknown>>,
  secrets: readonly string[],
): OpenBody {
  const open = JSON.stringify(fields).slice(0, -1);
  const gaps = secrets.flatMap((secret, at) => {
    const comma = at === 0 && open === "{" ? "" : ",";
    return [
      Buffer.from(`${comma}${JSON.stringify(secret)}:"`),
      { secret, as: "json" } as const,
      Buffer.from('"'),
    ];
  });
  return [Buffer.from(open), ...gaps, Buffer.from("}")];
}

/** Bytes in memory. */
export function sizeOf(body: OpenBody): number {
  return body.reduce((sum, part) => sum + (Buffer.isBuffer(part) ? part.length : 0), 0);
}

/**
 * The whole body. Nothing but copying of bytes, however large it is.
 *
 * @param secrets Values as UTF-8 bytes, by name; what JSON needs escaped is escaped here.
 * @returns A body of its own; wipe it after the call.
 */
export function fillBody(body: OpenBody, secrets: Readonly<Record<string, Buffer>>): Buffer {
  const copies: Buffer[] = [];
  const parts = body.map((part) => {
    if (Buffer.isBuffer(part)) return part;
    const secret = secrets[part.secret];
    if (secret === undefined) throw new Error("a body is filled with all its secrets");
    if (part.as === "bytes") return secret;
    const escaped = escapeJson(secret);
    copies.push(escaped);
    return escaped;
  });
  const whole = Buffer.concat(parts);
  for (const copy of copies) copy.fill(0);
  return whole;
}

/** A JSON number with exactly these digits: a float would turn 0.1 into something near it. */
export function exactNumber(digits: string): unknown {
  return JSON.rawJSON(digits);
}

declare global {
  // TypeScript's library does not have it yet; Node does since 21.
  interface JSON {
    rawJSON(text: string): unknown;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Escapes as JSON wants it inside a string: quote, backslash and control bytes; other bytes stay as they are. */
function escapeJson(bytes: Buffer): Buffer {
  // Six bytes are the longest escape: \u001f.
  const escaped = Buffer.alloc(bytes.length * 6);
  let length = 0;
  for (const byte of bytes) {
    if (byte === QUOTE || byte === BACKSLASH) {
      escaped[length++] = BACKSLASH;
      escaped[length++] = byte;
    } else if (byte < 0x20) {
      length += escaped.write(`\\u${byte.toString(16).padStart(4, "0")}`, length, "latin1");
    } else {
      escaped[length++] = byte;
    }
  }
  return escaped.subarray(0, length);
}
