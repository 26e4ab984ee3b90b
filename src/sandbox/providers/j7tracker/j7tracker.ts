import { Hono } from "hono";
import { createExchange } from "../exchange.ts";
import type { TwistKind } from "../fault.ts";
import { json, plainText } from "../reply.ts";
import { serve, type App, type Env, type Served } from "../serve.ts";
import { simOf, type ProviderSim, type SimDeps } from "../sim.ts";
import { searchCharities } from "./charities.ts";
import { SHOWN_FIELDS } from "./create-token.ts";
import { createDeploys, failure } from "./deploys.ts";
import { DEFAULT_DISTANCES, NA_EAST } from "./regions.ts";
import { submitRoute } from "./submit.ts";

export const J7TRACKER_TWISTS = [
  "create-error",
  "insufficient-funds",
  "session-expired",
  "null-addresses",
] as const satisfies readonly TwistKind[];

export interface J7trackerOptions {
  /** How long a deploy takes, 900 ms when not given. From 30 s on the answer is a 504 and the token comes later. */
  readonly deployMs?: number;
  /** Region id to the time an answer travels from there, in ms; the documented five when not given. */
  readonly distances?: Readonly<Record<string, number>>;
}

export interface J7trackerSim extends ProviderSim {
  /** Region id to base URL, each ending in `/deploy` like the real ones. */
  readonly urls: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

/** Plays j7tracker: a server for each region, and one state behind them all. */
export async function startJ7tracker(
  deps: SimDeps,
  options: J7trackerOptions,
): Promise<J7trackerSim> {
  const servers: Served[] = [];
  const exchange = createExchange(
    {
      provider: "j7tracker",
      twists: J7TRACKER_TWISTS,
      shownFields: SHOWN_FIELDS,
      failure,
    },
    {
      clock: deps.clock,
      log: deps.log,
      onReset: () => {
        for (const server of servers) server.dropIdle();
      },
    },
  );
  const deploys = createDeploys(deps, exchange.log, options.deployMs ?? 900);
  const submit = submitRoute(deps.clock, deploys);

  const urls = new Map<string, string>();
  for (const [region, distanceMs] of Object.entries(options.distances ?? DEFAULT_DISTANCES)) {
    const place = { region, distanceMs };
    const app: App = new Hono<Env>();
    app.onError((error) => exchange.broken(error));
    app.get(
      "/deploy/ping",
      exchange.on("ping", [], () => plainText(200, "ok"), place),
    );
    app.post("/deploy/submit", exchange.on("launch", J7TRACKER_TWISTS, submit, place));
    if (region === NA_EAST) {
      app.get("/utils/charity/search", exchange.on("charity", [], searchCharities, place));
    }
    app.all(
      "*",
      exchange.stray(() => json(404, { error: "not found" }), place),
    );
    const server = await serve(app, deps.host, () => exchange.faults.takeReset(region));
    servers.push(server);
    urls.set(region, `${server.origin}/deploy`);
  }

  return {
    ...simOf("j7tracker", exchange),
    urls,
    tokens: deploys.tokens,
    get received() {
      return exchange.log.list();
    },
    async close() {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}
