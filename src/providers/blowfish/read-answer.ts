import { z } from "zod";
import type { CallError, FieldComplaint } from "../../domain/errors.ts";
import type { WireAnswer } from "../../http/wire.ts";
import { nextUtcMidnight } from "../../kit/utc.ts";
import {
  readError,
  readJson,
  refusedCall,
  said,
  solanaAddress,
  unclearCall,
  unknownAnswer,
} from "../answers.ts";

/** Documented life of a JWT; only one source repeats it as `expiresIn`. */
const JWT_LIFE_S = 900;

const challenge = z.looseObject({ nonce: z.string().min(1) });
const verified = z.looseObject({
  token: z.string().regex(/^[\x21-\x7e]+$/),
  expiresIn: z.number().positive().max(JWT_LIFE_S).optional(),
});
const accepted = z.looseObject({ eventId: z.uuid() });
const status = z.looseObject({ status: z.string() });
const token = z.looseObject({
  tokenMint: solanaAddress,
  // An odd pool must not hide a token.
  poolAddress: solanaAddress.nullish().catch(null),
  ticker: z.string(),
  deployedAt: z.string().nullish(),
});
const list = z.looseObject({ tokens: z.array(z.unknown()) });
const details = z.looseObject({
  details: z.array(z.looseObject({ field: z.string().optional(), message: z.string().optional() })),
});

export type Token = z.infer<typeof token>;

/** The nonce. @throws {CallError} `key-refused` when the wallet is not one, else as {@link unknownAnswer}. */
export function readChallenge(answer: WireAnswer): string {
  const parsed = challenge.safeParse(readJson(answer));
  if (answer.status === 200 && parsed.success) return parsed.data.nonce;
  if (answer.status === 400) throw refusedCall("key-refused", readError(answer)?.said ?? null);
  throw unknownAnswer(answer);
}

/**
 * The JWT and its life, or that the signature was not taken.
 *
 * @throws {CallError} `session-refused` for every other 401; else as {@link unknownAnswer}.
 */
export function readVerify(
  answer: WireAnswer,
): { readonly token: string; readonly lifeMs: number } | "signature-refused" {
  const parsed = verified.safeParse(readJson(answer));
  if (answer.status === 200 && parsed.success) {
    return {
      token: parsed.data.token,
      lifeMs: (parsed.data.expiresIn ?? JWT_LIFE_S) * 1000,
    };
  }
  const words = readError(answer);
  if (answer.status === 401 && /invalid signature/i.test(words?.error ?? "")) {
    return "signature-refused";
  }
  if (answer.status === 401) throw refusedCall("session-refused", words?.said ?? null);
  throw unknownAnswer(answer);
}

/**
 * Reads the answer to a launch. 401 is not for this reader: nothing was queued, and the client signs in again.
 *
 * @returns The event id to poll with. The launch is queued and nothing more.
 * @throws {CallError} `ticker-taken`, `fields-refused`, `daily-limit`, or as {@link unknownAnswer}.
 * @see NOTES.md, "Launch"
 */
export function readLaunch(answer: WireAnswer, now: number): string {
  const parsed = accepted.safeParse(readJson(answer));
  if (answer.status === 200 && parsed.success) return parsed.data.eventId;
  const words = readError(answer);
  if (words === null) throw unknownAnswer(answer);
  switch (answer.status) {
    case 400:
      throw fieldsRefused(answer, words.said);
    case 409:
      throw refusedCall("ticker-taken", words.said);
    case 429:
      // The seed page does not list it here; an older source does.
      throw refusedCall("daily-limit", words.said, { resetAt: nextUtcMidnight(now) });
    default:
      throw unknownAnswer(answer);
  }
}

function fieldsRefused(answer: WireAnswer, words: string | null): CallError {
  const fields: FieldComplaint[] = (details.safeParse(readJson(answer)).data?.details ?? [])
    .slice(0, 10)
    .map(({ field, message }) => ({ field: said(field, 40) ?? "?", said: said(message) ?? "" }));
  return refusedCall("fields-refused", words, fields.length > 0 ? { fields } : {});
}

/** The status word as it is; which words are final is the client's to say. @throws {CallError} */
export function readStatus(answer: WireAnswer): string {
  const parsed = status.safeParse(readJson(answer));
  if (answer.status === 200 && parsed.success) return parsed.data.status;
  throw unknownAnswer(answer);
}

/** The wallet's tokens; a row we cannot read is left out rather than hiding the others. @throws {CallError} */
export function readTokens(answer: WireAnswer): readonly Token[] {
  const parsed = list.safeParse(readJson(answer));
  if (answer.status !== 200) throw unknownAnswer(answer);
  if (!parsed.success) throw unclearCall("unreadable-answer", null);
  return parsed.data.tokens.flatMap((row) => token.safeParse(row).data ?? []);
}

/** Whether this mint is a token of the wallet that signed in. @throws {CallError} when the answer does not say. */
export function readOwned(answer: WireAnswer, mint: string): boolean {
  if (answer.status === 404) return false;
  const parsed = token.safeParse(readJson(answer));
  if (answer.status !== 200 || !parsed.success) throw unknownAnswer(answer);
  return parsed.data.tokenMint === mint;
}

const health = z.looseObject({ ok: z.literal(true) });

/** Whether the service says that it works. */
export function isHealthy(answer: WireAnswer): boolean {
  return answer.status === 200 && health.safeParse(readJson(answer)).success;
}
