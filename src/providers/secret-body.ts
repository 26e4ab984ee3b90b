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

/**
 * Writes a JSON object whose secret values never become strings, since a string cannot be wiped.
 *
 * @param secrets Values as UTF-8 bytes; escaped here.
 * @returns A body of its own; wipe it after the call.
 */
export function jsonBody(
  fields: Readonly<Record<string, unknown>>,
  secrets: Readonly<Record<string, Buffer>>,
): Buffer {
  const open = JSON.stringify(fields).slice(0, -1);
  const parts: Buffer[] = [Buffer.from(open)];
  const copies: Buffer[] = [];
  let comma = open === "{" ? "" : ",";
  for (const [name, value] of Object.entries(secrets)) {
    const escaped = escapeJson(value);
    copies.push(escaped);
    parts.push(Buffer.from(`${comma}${JSON.stringify(name)}:"`), escaped, Buffer.from('"'));
    comma = ",";
  }
  const body = Buffer.concat([...parts, Buffer.from("}")]);
  for (const copy of copies) copy.fill(0);
  return body;
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
