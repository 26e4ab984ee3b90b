import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import type { Metrics } from "../kit/metrics.ts";
import { readReadiness, type Check } from "./readiness.ts";
import { securityHeaders } from "./security-headers.ts";

/** A picture as it is served. */
export interface HostedFile {
  readonly mime: string;
  readonly bytes: Buffer;
}

export interface WebDeps {
  /** What `/readyz` asks, by the name it shows: database, telegram, pinger. */
  readonly checks: Readonly<Record<string, Check>>;
  readonly metrics: Pick<Metrics, "read">;
  readonly images: { byHostedName(name: string): Promise<HostedFile | null> };
  readonly clock: Clock;
  readonly log: Log;
  /** Largest request body of any route, 1 MiB unless told. The sandbox takes photos and needs more. */
  readonly maxBodyBytes?: number;
}

/**
 * The HTTP side's own routes. Further pages are mounted on it with `route()` and get the same headers, size limit and
 * error answers. Tells a stranger nothing but whether it works; `/metrics` holds counts only.
 */
export function createWeb(deps: WebDeps): Hono {
  const { checks, metrics, images, clock, log, maxBodyBytes = 1024 * 1024 } = deps;
  const web = new Hono();

  web.use(securityHeaders);
  web.use(bodyLimit({ maxSize: maxBodyBytes, onError: (c) => c.text("too large\n", 413) }));

  web.get("/healthz", (c) => c.text("ok\n"));

  web.get("/readyz", async (c) => {
    const readiness = await readReadiness(checks, clock);
    return c.json(readiness, readiness.ready ? 200 : 503);
  });

  web.get("/metrics", (c) =>
    c.body(metrics.read(), 200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" }),
  );

  web.get("/i/:name", async (c) => {
    const file = await images.byHostedName(c.req.param("name"));
    if (file === null) return c.notFound();
    return c.body(new Uint8Array(file.bytes), 200, {
      "content-type": file.mime,
      // The name is the hash of the content, which therefore never changes.
      "cache-control": "public, max-age=31536000, immutable",
      "content-security-policy": "default-src 'none'; sandbox",
      "cross-origin-resource-policy": "cross-origin",
    });
  });

  web.notFound((c) => c.text("not found\n", 404));
  web.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    log.error({ error }, "a web route failed");
    return c.text("something went wrong here\n", 500);
  });
  return web;
}
