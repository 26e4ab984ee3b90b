import { cut } from "../../domain/text.ts";
import { scrub } from "../../kit/scrub.ts";

/** Header values that are shown; of all others only the length is kept. */
const SHOWN_HEADERS = new Set([
  "accept",
  "accept-encoding",
  "connection",
  "content-length",
  "content-type",
  "host",
  "keep-alive",
  "transfer-encoding",
  "user-agent",
]);

/** Longer text is a picture or a mistake; either way its length says enough. */
const MAX_SHOWN = 1000;

export const hidden = (text: string): string => `[secret, ${text.length} characters]`;

/** Header names are kept; values only of harmless ones. `Authorization` keeps its scheme. */
export function maskHeaders(headers: Headers): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => {
      if (SHOWN_HEADERS.has(name)) return [name, scrub(value)];
      const token = name === "authorization" ? /^(Bearer) +(.+)$/i.exec(value) : null;
      return [name, token ? `${token[1] ?? ""} ${hidden(token[2] ?? "")}` : hidden(value)];
    }),
  );
}

/**
 * Copies a parsed body with everything hidden whose field is not on the list, at every depth: a secret that was put into
 * a misspelt field is a secret still. What is shown passes the log's scrubber, for keys that strayed into a name.
 */
export function maskBody(value: unknown, shown: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => maskBody(item, shown));
  if (value instanceof File) return `[file, ${shownText(value.type)}, ${value.size} bytes]`;
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        shownText(key),
        shown.has(key) ? maskBody(inner, shown) : maskWhole(inner),
      ]),
    );
  }
  return typeof value === "string" ? shownText(value) : value;
}

/** A path as it may be shown: its query can carry anything. */
export const maskPath = (path: string): string => cut(scrub(path), 300);

function maskWhole(value: unknown): unknown {
  if (typeof value === "string") return hidden(value);
  return value === null ? null : `[secret, ${typeof value}]`;
}

function shownText(text: string): string {
  if (text.startsWith("data:")) return `[data URL, ${text.length} characters]`;
  return text.length > MAX_SHOWN ? `[text, ${text.length} characters]` : scrub(text);
}
