import { z } from "zod";
import type { Minted } from "../../domain/launch.ts";
import type { WireAnswer } from "../../http/wire.ts";
import { readError, readJson, solanaAddress, unclearCall } from "../answers.ts";
import { ownUrl } from "./own-url.ts";
import { readRefusal } from "./read-refusal.ts";

const success = z.looseObject({
  success: z.literal(true),
  // Null is documented for a token whose address is not known yet. An odd one must not hide that it was launched.
  token_address: solanaAddress.nullish().catch(null),
  pool_address: solanaAddress.nullish().catch(null),
  listing_url: z.string().nullish().catch(null),
});

/**
 * Reads the answer to a launch.
 *
 * @returns What is known of the token; `mint` is null while the provider does not know it, and the listing is there.
 * @throws {CallError}
 * @see NOTES.md, "Answers"
 */
export function readLaunch(answer: WireAnswer, now: number): Minted {
  if (answer.status !== 200) throw readRefusal(answer, now);
  const parsed = success.safeParse(readJson(answer));
  if (!parsed.success) throw unclearCall("unreadable-answer", readError(answer)?.said ?? null);
  const { token_address: mint, pool_address: pool, listing_url: listing } = parsed.data;
  const listingUrl = ownUrl(listing);
  if (!mint && listingUrl === null) throw unclearCall("unreadable-answer", null);
  return { mint: mint ?? null, pool: pool ?? null, listingUrl };
}
