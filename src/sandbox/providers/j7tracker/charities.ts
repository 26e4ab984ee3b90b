import { z } from "zod";
import type { Ready, Visit } from "../exchange.ts";
import { json, type Reply } from "../reply.ts";

const querySchema = z.strictObject({
  term: z.string().min(2).max(64),
  limit: z.coerce.number().int().min(1).default(10),
});

/** Charities that do not exist, for the search helper. */
const CHARITIES = [
  { name: "Example Relief", city: "Springfield", state: "OR", country: "US" },
  { name: "Example Reef Watch", city: "Cairns", state: null, country: "AU" },
  { name: "Sample Shelter", city: "Utrecht", state: null, country: "NL" },
].map((charity, index) => ({
  id: `ch_${index + 1}`,
  slug: charity.name.toLowerCase().replaceAll(" ", "-"),
  logo: null,
  taxId: null,
  website: null,
  ...charity,
}));

/** `GET /utils/charity/search`; the code of its refusal is not documented. */
export function searchCharities(visit: Visit): Reply | Ready {
  const query = querySchema.safeParse(Object.fromEntries(visit.query));
  if (!query.success) return json(400, { error: "term must have 2 to 64 characters" });
  const { term, limit } = query.data;
  const found = CHARITIES.filter(({ name }) => name.toLowerCase().includes(term.toLowerCase()));
  return { work: () => json(200, { response: found.slice(0, limit) }) };
}
