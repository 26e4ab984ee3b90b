import { Hono } from "hono";
import { sleep } from "../../../kit/clock.ts";
import { createExchange } from "../exchange.ts";
import type { TwistKind } from "../fault.ts";
import { json } from "../reply.ts";
import { serve, type App, type Env } from "../serve.ts";
import { simOf, type ProviderSim, type SimDeps } from "../sim.ts";
import { withAccount } from "./account.ts";
import { failure } from "./errors.ts";
import { SHOWN_FIELDS } from "./launch-body.ts";
import { launchRoutes } from "./launch-routes.ts";
import { createMarketplace } from "./marketplace.ts";
import { productRoutes } from "./product-routes.ts";

const WITH_ACCOUNT = ["session-expired"] as const satisfies readonly TwistKind[];
export const SWARMS_TWISTS = [
  ...WITH_ACCOUNT,
  "insufficient-funds",
  "tokenization-failed",
  "content-refused",
  "rate-limit",
  "bot-shield",
  "null-addresses",
] as const satisfies readonly TwistKind[];

/** The one method of each path; any other is 405. */
const METHODS = [
  ["POST", "/api/token/launch"],
  ["POST", "/api/token/launch/batch"],
  ["POST", "/api/product/claimfees"],
  ["GET", "/api/product/fees"],
  ["GET", "/api/product/list"],
  ["GET", "/api/get-tokenized-products"],
] as const;

/** The host in front refuses larger bodies. Not documented; usual for where the site runs. */
const MAX_BODY_BYTES = 4_500_000;

export interface SwarmsOptions {
  /** How long a launch takes, 1.2 s when not given. */
  readonly deployMs?: number;
  /** What each wallet holds at first, 1 SOL when not given. */
  readonly walletLamports?: bigint;
  /** Launches for each user and UTC day; the documented 500 when not given. */
  readonly dailyLimit?: number;
}

export interface SwarmsSim extends ProviderSim {
  readonly url: string;
  balanceOf(wallet: string): bigint;
  setBalance(wallet: string, lamports: bigint): void;
  close(): Promise<void>;
}

/** Plays the token routes of swarms.world. */
export async function startSwarms(deps: SimDeps, options: SwarmsOptions): Promise<SwarmsSim> {
  const { clock } = deps;
  const exchange = createExchange(
    {
      provider: "swarms",
      twists: SWARMS_TWISTS,
      shownFields: SHOWN_FIELDS,
      failure,
      maxBodyBytes: MAX_BODY_BYTES,
    },
    { clock, log: deps.log, onReset: () => server.dropIdle() },
  );
  const perDay = options.dailyLimit ?? 500;
  const market = createMarketplace(deps, exchange.log, {
    walletLamports: options.walletLamports ?? 1_000_000_000n,
  });
  const deployMs = options.deployMs ?? 1200;
  const deploy = async () => {
    if (deployMs > 0) await sleep(clock, deployMs);
  };
  const { launch, batch } = launchRoutes(market, { clock, deploy }, perDay);
  const { products, tokenized, fees, claimFees } = productRoutes(market, clock);
  const mine = (route: Parameters<typeof withAccount>[1]) => withAccount(market, route);

  const { on } = exchange;
  const app: App = new Hono<Env>();
  app.onError((error) => exchange.broken(error));
  app.post("/api/token/launch", on("launch", SWARMS_TWISTS, mine(launch)));
  app.post("/api/token/launch/batch", on("batch", SWARMS_TWISTS, mine(batch)));
  app.post("/api/product/claimfees", on("claim", [], claimFees));
  app.get("/api/product/fees", on("fees", WITH_ACCOUNT, mine(fees)));
  app.get("/api/product/list", on("products", WITH_ACCOUNT, mine(products)));
  app.get("/api/get-tokenized-products", on("tokenized", WITH_ACCOUNT, mine(tokenized)));
  for (const [allow, path] of METHODS) {
    const refusal = { ...json(405, { error: "Method not allowed" }), headers: { allow } };
    app.all(
      path,
      exchange.stray(() => refusal),
    );
  }
  app.all(
    "*",
    exchange.stray(() => json(404, { error: "Not found" })),
  );
  const server = await serve(app, deps.host, () => exchange.faults.takeReset(null));

  return {
    ...simOf("swarms", exchange),
    url: server.origin,
    get received() {
      return exchange.log.list();
    },
    get tokens() {
      return market.tokens;
    },
    balanceOf: (wallet) => market.balanceOf(wallet),
    setBalance: (wallet, lamports) => market.setBalance(wallet, lamports),
    close: () => server.close(),
  };
}
