import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import { ConfigError } from "../domain/errors.ts";
import { systemClock, type Clock } from "../kit/clock.ts";

/** What can be served: a Hono app. */
export type App = Pick<Hono, "fetch">;

export interface WebServer {
  /** Where it can be opened on this machine: `http://127.0.0.1:8787`. */
  readonly url: string;
  /** Takes no more connections, lets answers in progress end for a short while, then cuts them. */
  close(): Promise<void>;
}

export interface ServeOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly clock?: Clock;
  /** How long {@link WebServer.close} waits for answers in progress. */
  readonly graceMs?: number;
}

const REQUEST_MS = 30_000;
const HEADERS_MS = 10_000;
const GRACE_MS = 2_000;

/** What stops a server from listening, and the setting that cures it. */
const CURES: Readonly<Record<string, readonly [setting: string, problem: string]>> = {
  EADDRINUSE: ["PORT", "another program is using this port"],
  EACCES: ["PORT", "this user may not listen on this port"],
  EADDRNOTAVAIL: ["HOST", "is not an address of this machine"],
  ENOTFOUND: ["HOST", "is not a name this machine can look up"],
};

/** Serves an app over HTTP. @throws {ConfigError} naming `HOST` or `PORT` when it cannot listen there. */
export async function serveWeb(app: App, options: ServeOptions): Promise<WebServer> {
  const { host, port, clock = systemClock, graceMs = GRACE_MS } = options;
  const listener = getRequestListener((request, env) => app.fetch(request, env));
  const server = createServer(
    { requestTimeout: REQUEST_MS, headersTimeout: HEADERS_MS, maxHeaderSize: 16 * 1024 },
    (incoming, outgoing) => {
      outgoing.once("close", () => {
        // A browser keeps its connection open after the answer; the server's own close() looks for such ones only once.
        if (!server.listening) setImmediate(() => server.closeIdleConnections());
      });
      void listener(incoming, outgoing);
    },
  );
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    throw explain(error);
  }
  return { url: urlOf(server), close: () => close(server, clock, graceMs) };
}

function explain(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const cure = CURES[code];
  return cure ? new ConfigError(...cure) : error;
}

function urlOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  // A server on all addresses is opened on this one.
  const here = address === "0.0.0.0" || address === "::" ? "127.0.0.1" : address;
  return `http://${family === "IPv6" && here !== "127.0.0.1" ? `[${here}]` : here}:${port}`;
}

async function close(server: Server, clock: Clock, graceMs: number): Promise<void> {
  const closed = once(server, "close");
  server.close();
  const callOff = clock.after(graceMs, () => server.closeAllConnections());
  await closed;
  callOff();
}
