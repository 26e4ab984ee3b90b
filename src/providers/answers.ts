import { z } from "zod";
import { isAddress } from "../domain/chains.ts";
import { CallError, type Reason, type ReasonCode } from "../domain/errors.ts";
import { cut } from "../domain/text.ts";
import type { WireAnswer } from "../http/wire.ts";
import { scrub } from "../kit/scrub.ts";

/** Longest piece of a provider's words that is kept and shown. */
const MAX_SAID = 300;

/** Deeper than any provider's answer. Whoever walks through thousands of levels runs out of stack. */
const MAX_DEPTH = 100;

/** A mint or a pool in Solana's own form. */
export const solanaAddress = z
  .string()
  .trim()
  .refine((text) => isAddress("solana", text));

/** A provider's words, fit to be kept and shown: scrubbed, on one line, cut. Null where it said nothing. */
export function said(words: unknown, max = MAX_SAID): string | null {
  if (typeof words !== "string") return null;
  return cut(scrub(words), max) || null;
}

/** The body as JSON, whatever the content type claims; undefined when it is not JSON, or nested without end. */
export function readJson(answer: WireAnswer): unknown {
  try {
    const body: unknown = JSON.parse(answer.text);
    return isDeeper(body, MAX_DEPTH) ? undefined : body;
  } catch {
    return undefined;
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

const errorBody = z.looseObject({ error: z.string().optional(), message: z.string().optional() });

/**
 * What an error body says, in the two fields all three providers use.
 *
 * @returns `said` joins both, since one is often a headline and the other the point; null when the body is no JSON object.
 */
export function readError(
  answer: WireAnswer,
): { readonly error: string; readonly said: string | null } | null {
  const parsed = errorBody.safeParse(readJson(answer));
  if (!parsed.success) return null;
  const { error = "", message = "" } = parsed.data;
  return { error, said: said([...new Set([error, message])].filter(Boolean).join(": ")) };
}

type Extras = Omit<Reason, "code" | "said">;

export function refusedCall(code: ReasonCode, words: string | null, extras?: Extras): CallError {
  return new CallError("refused", { code, said: words, ...extras });
}

export function unclearCall(code: ReasonCode, words: string | null, extras?: Extras): CallError {
  return new CallError("unclear", { code, said: words, ...extras });
}

/**
 * The fate of an answer that no rule of the provider covers. A 4xx that speaks JSON comes from the application, which
 * refuses before it works; anything else may come from a proxy in front of work that goes on.
 */
export function unknownAnswer(answer: WireAnswer): CallError {
  const words = readError(answer);
  const { status } = answer;
  if (status >= 400 && status < 500 && status !== 408 && words !== null) {
    return refusedCall("refused", words.said);
  }
  if (status === 504 || status === 408) return unclearCall("gateway-timeout", words?.said ?? null);
  if (status >= 500) return unclearCall("server-error", words?.said ?? null);
  return unclearCall("unreadable-answer", words?.said ?? null);
}

/** Shorter runs are amounts and delays between keys, and could stand in any text. */
const MIN_SECRET = 12;

/**
 * Overwrites with stars whatever an answer repeats of what was secret in the request. {@link said} knows keys by their
 * looks; the form of an encrypted key is documented nowhere, so it must be known by its bytes.
 */
export function withoutSecrets(answer: WireAnswer, secrets: readonly Buffer[]): WireAnswer {
  const parts = secrets.flatMap(keysIn);
  const body = readJson(answer);
  // JSON has many spellings of one text (`\/`, `\u002f`), so what is masked is the text that was meant.
  const text =
    body === undefined ? masked(answer.text, parts) : JSON.stringify(maskedIn(body, parts));
  return { ...answer, text };
}

/** Names too: an answer about fields is keyed by what was sent. */
function maskedIn(value: unknown, parts: readonly Buffer[]): unknown {
  if (typeof value === "string") return masked(value, parts);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => maskedIn(item, parts));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [masked(name, parts), maskedIn(item, parts)]),
  );
}

/** Looks in the text as it came, since one key may be part of another, or overlap with it. */
function masked(text: string, parts: readonly Buffer[]): string {
  const bytes = Buffer.from(text);
  const hidden = Buffer.from(bytes);
  for (const part of parts) {
    for (let at = bytes.indexOf(part); at >= 0; at = bytes.indexOf(part, at + 1)) {
      hidden.fill("*", at, at + part.length);
    }
  }
  return hidden.toString("utf8");
}

const BETWEEN_KEYS = Buffer.from(',:"{}[] ');

/** The secret itself or, of a list of keys with amounts in whatever form, each key. Views, no copies. */
function keysIn(secret: Buffer): readonly Buffer[] {
  const keys: Buffer[] = [];
  let start = 0;
  for (let at = 0; at <= secret.length; at++) {
    const byte = secret[at];
    if (byte !== undefined && !BETWEEN_KEYS.includes(byte)) continue;
    if (at - start >= MIN_SECRET) keys.push(secret.subarray(start, at));
    start = at + 1;
  }
  return keys;
}
