import { Hono } from "hono";
import { createExchange } from "../exchange.ts";
import type { TwistKind } from "../fault.ts";
import { json, type Reply } from "../reply.ts";
import { serve, type App, type Env } from "../serve.ts";
import { simOf, type ProviderSim, type SimDeps } from "../sim.ts";
import { createLaunchQueue } from "./launch-queue.ts";
import { createSignIn, type SignInScheme } from "./sign-in.ts";
import { SHOWN_FIELDS, tokenRoutes } from "./token-routes.ts";

const SIGNED_IN = ["session-expired"] as const satisfies readonly TwistKind[];
export const BLOWFISH_TWISTS = [
  ...SIGNED_IN,
  "ticker-taken",
  "daily-limit",
  "launch-fails",
  "launch-stuck",
  "rate-limit",
] as const satisfies readonly TwistKind[];

export interface BlowfishOptions {
  /** How long the worker takes, 4 s when not given. */
  readonly workMs?: number;
  /** What the wallet signs; `prefixed` when not given. */
  readonly scheme?: SignInScheme;
  /** How long a session lasts; the documented 15 minutes when not given. */
  readonly sessionMs?: number;
  /** Whether a wallet has one launch for each UTC day; it has when not given. */
  readonly dailyLimit?: boolean;
}

export interface BlowfishSim extends ProviderSim {
  readonly url: string;
  close(): Promise<void>;
}

/** Plays the Blowfish Agent API. */
export async function startBlowfish(deps: SimDeps, options: BlowfishOptions): Promise<BlowfishSim> {
  const { clock } = deps;
  const exchange = createExchange(
    {
      provider: "blowfish",
      twists: BLOWFISH_TWISTS,
      shownFields: SHOWN_FIELDS,
      failure,
    },
    { clock, log: deps.log, onReset: () => server.dropIdle() },
  );
  const queue = createLaunchQueue(deps, exchange.log, {
    workMs: options.workMs ?? 4000,
    dailyLimit: options.dailyLimit ?? true,
  });
  const { challenge, verify, signedIn } = await createSignIn(
    deps,
    options.scheme ?? "prefixed",
    options.sessionMs ?? 15 * 60_000,
  );
  const routes = tokenRoutes(clock, queue);
  const health = () =>
    json(200, { ok: true, db: "connected", timestamp: new Date(clock.now()).toISOString() });

  const { on } = exchange;
  const tokens = "/api/v1/tokens";
  const app: App = new Hono<Env>();
  app.onError((error) => exchange.broken(error));
  app.get("/health", on("health", [], health));
  app.post("/api/auth/challenge", on("challenge", [], challenge));
  app.post("/api/auth/verify", on("verify", [], verify));
  app.post(`${tokens}/launch`, on("launch", BLOWFISH_TWISTS, signedIn(routes.launch)));
  app.get(`${tokens}/launch/status/`, on("status", SIGNED_IN, signedIn(routes.status)));
  app.get(`${tokens}/launch/status/:eventId`, on("status", SIGNED_IN, signedIn(routes.status)));
  // With the slash only, as documented.
  app.get(`${tokens}/`, on("list", SIGNED_IN, signedIn(routes.list)));
  app.get(`${tokens}/claims`, on("claims", SIGNED_IN, signedIn(routes.claims)));
  app.post(`${tokens}/claims/:mint`, on("claim", SIGNED_IN, signedIn(routes.claim)));
  app.get(`${tokens}/:mint`, on("token", SIGNED_IN, signedIn(routes.token)));
  app.all(
    "*",
    exchange.stray(() => json(404, { error: "Not found" })),
  );
  const server = await serve(app, deps.host, () => exchange.faults.takeReset(null));

  return {
    ...simOf("blowfish", exchange),
    url: server.origin,
    get received() {
      return exchange.log.list();
    },
    get tokens() {
      return queue.tokens;
    },
    close: () => server.close(),
  };
}

function failure(status: number): Reply {
  const said: Readonly<Record<number, string>> = {
    400: "Validation failed",
    401: "Invalid or expired token",
    500: "Failed to register launch",
  };
  const error = said[status] ?? "Internal server error";
  return json(status, status === 400 ? { error, details: [] } : { error });
}
