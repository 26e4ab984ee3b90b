import { z } from "zod";
import type { Clock } from "../../../kit/clock.ts";
import type { Route } from "../exchange.ts";
import { readBase58 } from "../mint.ts";
import { json } from "../reply.ts";
import type { UserRoute } from "./account.ts";
import type { Listing, Marketplace } from "./marketplace.ts";

export interface ProductRoutes {
  readonly products: UserRoute;
  readonly tokenized: UserRoute;
  readonly fees: UserRoute;
  readonly claimFees: Route;
}

const listQuery = z.strictObject({
  type: z.enum(["all", "agent", "prompt", "tool", "bundle"]).default("all"),
});

const tokenizedQuery = z.strictObject({
  type: z.enum(["all", "agent", "prompt"]).default("all"),
  page: z.coerce.number().int().min(1).default(1),
  // The page size that goes without saying is not documented.
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

const claimSchema = z.strictObject({ ca: z.string(), privateKey: z.string() });

/** Reads. Every product of the sandbox is an agent, since launches make nothing else. */
export function productRoutes(market: Marketplace, clock: Clock): ProductRoutes {
  const agents = (userId: string, type: string) =>
    type === "all" || type === "agent" ? market.listings(userId) : [];

  return {
    products({ query }, userId) {
      const asked = listQuery.safeParse(Object.fromEntries(query));
      if (!asked.success) return json(400, { error: "Invalid type" });
      const found = agents(userId, asked.data.type);
      const body = {
        user_id: userId,
        total: found.length,
        counts: { agents: found.length, prompts: 0, tools: 0, bundles: 0 },
        products: found.map(productRow),
      };
      return { work: () => json(200, body) };
    },

    tokenized({ query }, userId) {
      const asked = tokenizedQuery.safeParse(Object.fromEntries(query));
      if (!asked.success) return json(400, { error: "Invalid type, page or limit" });
      const { type, page, limit } = asked.data;
      const found = agents(userId, type);
      const body = {
        data: found.slice((page - 1) * limit, page * limit).map(tokenizedRow),
        counts: { agents: found.length, prompts: 0, total: found.length },
        pagination: {
          page,
          limit,
          total: found.length,
          total_pages: Math.ceil(found.length / limit),
        },
      };
      return { work: () => json(200, body) };
    },

    fees({ query }, userId) {
      const wanted = selector(query);
      if (!wanted) return json(400, { error: "One of url, id, ticker or product is needed" });
      const listing = market.listings(userId).find(wanted);
      if (!listing) return json(404, { error: "No tokenized product found" });
      const body = {
        name: listing.name,
        uuid: listing.id,
        // Nobody trades in the sandbox.
        claimedFees: 0,
        unclaimedFees: 0,
        totalFees: 0,
        timestamp: new Date(clock.now()).toISOString(),
      };
      return { work: () => json(200, body) };
    },

    claimFees({ body }) {
      const asked = claimSchema.safeParse(body.kind === "json" ? body.value : null);
      if (!asked.success) return json(400, { error: "ca and privateKey are required" });
      if (!readBase58(asked.data.ca, 32)) return json(400, { error: "Invalid token address" });
      if (!readBase58(asked.data.privateKey, 64))
        return json(400, { error: "Invalid private key" });
      const fees = { unclaimedSol: 0, claimedSol: 0, totalSol: 0 };
      return {
        work: () => json(200, { success: true, signature: null, amountClaimedSol: null, fees }),
      };
    },
  };
}

/** The first selector given, in the documented order; null when there is none or the URL names no product. */
function selector(query: URLSearchParams): ((listing: Listing) => boolean) | null {
  const url = query.get("url");
  if (url !== null) {
    const id = /[0-9a-f-]{36}$/.exec(url)?.[0];
    return id === undefined ? null : (listing) => listing.id === id;
  }
  const id = query.get("id");
  if (id !== null) return (listing) => listing.id === id;
  const ticker = query.get("ticker")?.toUpperCase();
  if (ticker !== undefined) return (listing) => listing.token.ticker === ticker;
  const product = query.get("product");
  return product === null ? null : (listing) => listing.name === product;
}

function productRow({ id, name, description, url, token }: Listing) {
  // Microseconds and an offset, as the provider's own sample has it.
  const created_at = new Date(token.createdAt).toISOString().replace("Z", "000+00:00");
  return { id, type: "agent", name, description, created_at, url };
}

function tokenizedRow({ id, name, url, token }: Listing) {
  return { id, name, type: "agent", token_address: token.mint, listing_url: url };
}
