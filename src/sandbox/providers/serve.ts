import { once } from "node:events";
import { createServer } from "node:http";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";

export interface Env {
  readonly Bindings: HttpBindings;
}
export type App = Hono<Env>;

/** What is asked of an app; any Hono app has it. */
export interface Fetching {
  fetch(request: Request, env: HttpBindings): Response | Promise<Response>;
}

export interface Served {
  /** `http://127.0.0.1:40123`, without a path. */
  readonly origin: string;
  /** Ends connections on which no call is running, so that the next call must open one. */
  dropIdle(): void;
  /** Stops listening and cuts every open connection. */
  close(): Promise<void>;
}

/**
 * Serves an app on a free port of this machine.
 *
 * @param resets Asked for each new connection: whether to reset it before a byte was read.
 * @throws {RangeError} for a host that is not loopback: the sandbox never leaves the machine.
 */
export async function serve(app: Fetching, host: string, resets: () => boolean): Promise<Served> {
  if (!/^(127(\.\d{1,3}){3}|localhost)$/.test(host)) {
    throw new RangeError("the sandbox is served on loopback only");
  }
  const fetch = (request: Request, env: HttpBindings) => app.fetch(request, env);
  // The bot runs in this process too; its Request and Response stay what they are.
  const listener = getRequestListener(fetch as Parameters<typeof getRequestListener>[0], {
    overrideGlobalObjects: false,
  });
  // As usual for a front server; Node's own 5 s would end a connection between two pings.
  const server = createServer({ keepAliveTimeout: 75_000 }, (incoming, outgoing) => {
    void listener(incoming, outgoing);
  });
  server.on("connection", (socket) => {
    if (resets()) socket.resetAndDestroy();
  });
  server.listen(0, host);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("no TCP port");

  return {
    origin: `http://${host}:${address.port}`,
    dropIdle: () => server.closeIdleConnections(),
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
