import { z } from "zod";
import { CREDENTIAL_KINDS, PROVIDER_NAMES } from "../domain/credential.ts";

/** The two words that name a slot, as a row has them. The database does not know the list, so that it may grow. */
export const slotWords = z.object({
  provider: z.enum(PROVIDER_NAMES),
  kind: z.enum(CREDENTIAL_KINDS),
});
