import { z } from "zod";
import type { Clock } from "../../../kit/clock.ts";
import { json } from "../reply.ts";
import type { SimToken } from "../sim.ts";
import { fieldComplaint, readObject } from "./fields.ts";
import type { LaunchQueue } from "./launch-queue.ts";
import type { SignedInRoute } from "./sign-in.ts";

const launchSchema = z.strictObject({
  name: z.string().min(1).max(255),
  ticker: z
    .string()
    .min(2)
    .max(10)
    .regex(/^[A-Z0-9]+$/, "Ticker must be upper-case letters and digits"),
  description: z.string().max(1000).optional(),
  imageUrl: z
    .url({ protocol: /^https?$/ })
    .max(255)
    .optional(),
});

/** Every body field of this provider that may be shown. */
export const SHOWN_FIELDS: ReadonlySet<string> = new Set([
  ...Object.keys(launchSchema.shape),
  "wallet",
]);

export interface TokenRoutes {
  readonly launch: SignedInRoute;
  readonly status: SignedInRoute;
  readonly list: SignedInRoute;
  readonly token: SignedInRoute;
  readonly claims: SignedInRoute;
  readonly claim: SignedInRoute;
}

export function tokenRoutes(clock: Clock, queue: LaunchQueue): TokenRoutes {
  const ownTokens = (wallet: string) => queue.tokens.filter((token) => token.owner === wallet);

  return {
    launch({ body, receivedId }, wallet) {
      const parsed = launchSchema.safeParse(readObject(body));
      if (!parsed.success) return fieldComplaint(detailsOf(parsed.error));
      const { name, ticker } = parsed.data;
      const taken = json(409, { error: `Ticker ${ticker} already exists` });
      return {
        work(twist) {
          if (twist?.kind === "rate-limit") return tooMany(clock.now());
          if (twist?.kind === "ticker-taken" || queue.isTaken(ticker)) return taken;
          const eventId = queue.add({ wallet, name, ticker, receivedId }, twist);
          return json(200, { success: true, message: "Launch queued", eventId });
        },
      };
    },
    status({ param: eventId }, wallet) {
      if (eventId === "") return json(400, { error: "Event ID is required" });
      const launch = queue.get(eventId);
      // Whether a stranger may read an event is not documented; here nobody can.
      if (launch?.wallet !== wallet) return json(404, { error: "Launch not found" });
      const { status, processedAt } = launch;
      return {
        work: () =>
          json(200, { status, processedAt: processedAt === null ? null : isoTime(processedAt) }),
      };
    },
    list: (_visit, wallet) => ({
      work: () => json(200, { tokens: ownTokens(wallet).toReversed().map(tokenRow) }),
    }),
    token({ param: mint }, wallet) {
      const token = ownTokens(wallet).find((own) => own.mint === mint);
      if (!token) return json(404, { error: "Token not found" });
      return { work: () => json(200, tokenRow(token)) };
    },
    claims: (_visit, wallet) => ({
      work: () =>
        json(200, { success: true, tokens: ownTokens(wallet).toReversed().map(claimRow) }),
    }),
    claim({ param: mint }, wallet) {
      if (!ownTokens(wallet).some((own) => own.mint === mint)) {
        return json(404, { error: "Token not found for this agent" });
      }
      // Nobody trades in the sandbox, so there is never a fee to build a transaction for.
      return json(400, { error: "Failed to create claim transactions" });
    },
  };
}

/** 429 is not documented for the launch route; an older page lists it. */
function tooMany(now: number) {
  const resetTime = isoTime(new Date(now).setUTCHours(24, 0, 0, 0));
  return json(429, { error: "Rate limit exceeded", resetTime });
}

function detailsOf(error: z.ZodError) {
  return error.issues.map((issue) => ({
    field: issue.code === "unrecognized_keys" ? (issue.keys[0] ?? "") : issue.path.join("."),
    message: issue.message,
  }));
}

function tokenRow(token: SimToken) {
  return {
    poolAddress: token.pool,
    tokenMint: token.mint,
    ticker: token.ticker,
    tokenName: token.name,
    isClaimed: false,
    claimedAt: null,
    claimedToAddress: null,
    deployedAt: isoTime(token.createdAt),
  };
}

function claimRow(token: SimToken) {
  return {
    poolAddress: token.pool,
    tokenMint: token.mint,
    ticker: token.ticker,
    tokenName: token.name,
    createdAt: isoTime(token.createdAt),
    dbcClaimableFees: 0,
    dbcTotalFees: 0,
    dbcClaimedFees: 0,
    lpClaimableFees: 0,
    lpTotalFees: 0,
    lpClaimedFees: 0,
    isMigrated: false,
    feeError: null,
  };
}

const isoTime = (at: number): string => new Date(at).toISOString();
