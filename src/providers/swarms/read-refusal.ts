import { z } from "zod";
import type { CallError, FieldComplaint } from "../../domain/errors.ts";
import type { WireAnswer } from "../../http/wire.ts";
import { nextUtcMidnight } from "../../kit/utc.ts";
import { readError, readJson, refusedCall, said, unclearCall, unknownAnswer } from "../answers.ts";
import { leavesItOpen } from "../error-words.ts";
import { ownUrl } from "./own-url.ts";

const refusal = z.looseObject({
  error: z.string().catch(""),
  message: z.string().catch(""),
  details: z.unknown().optional(),
  existingId: z.unknown().optional(),
  trustworthiness: z.unknown().optional(),
  contentQuality: z.unknown().optional(),
  how_to_get_key: z.unknown().optional(),
  resetTime: z.unknown().optional(),
});
type Refusal = z.infer<typeof refusal>;

const CONTENT = /content (validation|check|quality|policy|moderation)|moderation/i;

const fieldErrors = z.looseObject({ fieldErrors: z.record(z.string(), z.array(z.string())) });

/**
 * Reads an answer that is not 200, of any route.
 *
 * 400 and 401 are clean refusals. 500 is not: it may be a fault of the database after the token was made.
 *
 * @param now For a daily limit that does not say when it ends.
 */
export function readRefusal(answer: WireAnswer, now: number): CallError {
  if (answer.status === 429 && answer.contentType === "text/html") {
    // The shield in front of the site, not the daily limit. See NOTES.md, "Answers".
    return refusedCall("bot-shield", null);
  }
  const parsed = refusal.safeParse(readJson(answer));
  if (!parsed.success) return unknownAnswer(answer);
  const body = parsed.data;
  const words = readError(answer)?.said ?? null;
  switch (answer.status) {
    case 400:
      return badRequest(body, words);
    case 401: {
      const helpUrl = ownUrl(body.how_to_get_key);
      return refusedCall("key-refused", words, helpUrl === null ? {} : { helpUrl });
    }
    case 403:
      return refusedCall("content-refused", words);
    case 429: {
      const reset = typeof body.resetTime === "string" ? Date.parse(body.resetTime) : NaN;
      return refusedCall("daily-limit", words, {
        resetAt: Number.isNaN(reset) ? nextUtcMidnight(now) : reset,
      });
    }
    default:
      return unknownAnswer(answer);
  }
}

/** The provider tells its kinds of 400 apart by the headline in `error` and by fields only one kind has. */
function badRequest(body: Refusal, words: string | null): CallError {
  const has = (value: unknown) => value !== undefined && value !== null;
  if (has(body.existingId)) return refusedCall("name-taken", words);
  if (has(body.trustworthiness) || has(body.contentQuality) || CONTENT.test(body.error)) {
    return refusedCall("content-refused", words);
  }
  if (/^insufficient sol/i.test(body.error)) return refusedCall("funds-missing", words);
  if (/^tokenization failed/i.test(body.error)) {
    return tokenizationFailed(body, words);
  }
  const headline = `${body.error} ${body.message}`;
  if (/private[ _]?key/i.test(headline)) return refusedCall("key-refused", words);
  const fields = complaints(body.details);
  if (fields.length > 0) return refusedCall("fields-refused", words, { fields });
  return refusedCall(/validation/i.test(body.error) ? "fields-refused" : "refused", words);
}

/** Documented as a refusal, but it comes from the chain: where the text leaves the end open, so do we. */
function tokenizationFailed(body: Refusal, words: string | null): CallError {
  const text = `${body.message} ${typeof body.details === "string" ? body.details : ""}`;
  return leavesItOpen(text)
    ? unclearCall("server-error", said(text) ?? words)
    : refusedCall("tokenization-failed", said(text) ?? words);
}

function complaints(details: unknown): readonly FieldComplaint[] {
  const parsed = fieldErrors.safeParse(details);
  return Object.entries(parsed.data?.fieldErrors ?? {})
    .slice(0, 10)
    .map(([field, texts]) => ({
      field: said(field, 40) ?? "?",
      said: said(texts.join("; ")) ?? "",
    }));
}
