import { z } from "zod";
import { isAddress, type ChainId } from "../../domain/chains.ts";
import type { CallError } from "../../domain/errors.ts";
import type { WireAnswer } from "../../http/wire.ts";
import { readError, readJson, refusedCall, said, unclearCall, unknownAnswer } from "../answers.ts";
import { lacksFunds, leavesItOpen } from "../error-words.ts";
import type { Receipt } from "../provider.ts";

/** What was asked for, as far as the answer depends on it. */
export interface Asked {
  readonly chain: ChainId;
  /** Whether more than one token was asked for. */
  readonly several: boolean;
}

const success = z.looseObject({
  type: z.literal("token_create_success"),
  mint_address: z.string().trim(),
});
const failure = z.looseObject({ type: z.literal("token_create_error"), error: z.string() });
const timeout = z.looseObject({ last_status: z.unknown().optional() });

/**
 * Turns a deploy answer into a receipt.
 *
 * The body's `type` decides, not the HTTP status: the provider's own samples never look at it. What we do not recognise
 * is `unclear`, since a 504 after 30 s can follow a deploy that went through, and so is an error that speaks of a
 * transaction nobody saw confirmed.
 *
 * @returns A `live` receipt. `mint` is the address in the chain's own form.
 * @throws {CallError} `refused` on `token_create_error` and 4xx, 401 as `session-refused`; otherwise `unclear`.
 * @see NOTES.md, "Answers"
 */
export function readSubmit(answer: WireAnswer, { chain, several }: Asked): Receipt {
  const body = readJson(answer);
  const mint = success.safeParse(body).data?.mint_address;
  if (mint !== undefined && isAddress(chain, mint)) {
    return { kind: "live", mint, pool: null, listingUrl: null };
  }
  if (answer.status === 504) throw gatewayTimeout(answer, body);
  const words = readError(answer);
  if (answer.status === 401) throw refusedCall("session-refused", words?.said ?? null);
  const refusal = failure.safeParse(body);
  if (refusal.success) throw deployError(refusal.data.error, several);
  if (answer.status === 400) throw refusedCall("refused", words?.said ?? null);
  throw unknownAnswer(answer);
}

/** Of several tokens some may exist when one failed. */
function deployError(text: string, several: boolean): CallError {
  if (several || leavesItOpen(text)) return unclearCall("server-error", said(text));
  return refusedCall(lacksFunds(text) ? "funds-missing" : "refused", said(text));
}

/** `last_status` is there only when partial messages had arrived; its type is not documented. */
function gatewayTimeout(answer: WireAnswer, body: unknown): CallError {
  const status = timeout.safeParse(body).data?.last_status;
  const text = typeof status === "string" ? status : JSON.stringify(status ?? null);
  const lastStatus = text === "null" ? null : said(text, 80);
  return unclearCall(
    "gateway-timeout",
    readError(answer)?.said ?? null,
    lastStatus === null ? {} : { lastStatus },
  );
}
