/**
 * Plays a provider's region in a process of its own: `serve.ts <Served as JSON>`. Tells the parent where it listens, then of
 * each POST when its last byte was there. Hangs up when it is told to.
 */
import { readFileSync } from "node:fs";
import { createServer as createPlainServer, type RequestListener } from "node:http";
import { createServer } from "node:https";
import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { tell } from "../frame/child.ts";
import { startDelayProxy } from "../path/delay-proxy.ts";
import type { Path } from "../path/path.ts";
import type { Certificate } from "./far-end.ts";
import type { Habits } from "./habits.ts";

export interface Served {
  readonly path: Path;
  /** Null: plain HTTP. */
  readonly certificate: Certificate | null;
  readonly habits: Habits;
}

export interface Listening {
  readonly port: number;
}

/** One POST as the other side saw it. */
export interface Arrival {
  /** When its last byte was there, by the machine's own clock: what `process.hrtime` tells in every process. */
  readonly atNs: string;
  readonly bytes: number;
  /** It waited for its connection: both came in together. */
  readonly isCold: boolean;
}

const LAUNCHED = {
  type: "token_create_success",
  mint_address: "Moss1111111111111111111111111111111111111111",
};

const { path, certificate, habits } = JSON.parse(process.argv[2] ?? "") as Served;
/** What comes sooner than this after the end of its connection's handshake came with it. */
const TOGETHER_MS = Math.max(5, path.roundTripMs / 2);
const openedAt = new WeakMap<Socket, number>();
let answered = 0;

const answer: RequestListener = (request, response) => {
  const isCold = performance.now() - (openedAt.get(request.socket) ?? 0) < TOGETHER_MS;
  let bytes = 0;
  request.on("data", (chunk: Buffer) => (bytes += chunk.length));
  request.on("end", () => {
    const atNs = String(process.hrtime.bigint());
    const { hintsSeconds, endsEvery = Infinity } = habits;
    answered += 1;
    // Set by hand, so that Node adds no hint how long it keeps the connection, as most servers in front of others do not.
    response.setHeader("connection", answered % endsEvery === 0 ? "close" : "keep-alive");
    if (hintsSeconds !== undefined) response.setHeader("keep-alive", `timeout=${hintsSeconds}`);
    if (request.method === "GET") {
      response.end("ok");
      return;
    }
    response.setHeader("content-type", "application/json");
    // Who waits for several at once learns from its own answer what its connection was.
    response.end(JSON.stringify({ ...LAUNCHED, isCold }));
    tell({ atNs, bytes, isCold } satisfies Arrival);
  });
};

const server =
  certificate === null
    ? createPlainServer(answer)
    : createServer(
        { key: readFileSync(certificate.key), cert: readFileSync(certificate.cert) },
        answer,
      );
server.on(certificate === null ? "connection" : "secureConnection", (socket: Socket) => {
  openedAt.set(socket, performance.now());
});
server.keepAliveTimeout = habits.keepsMs ?? 75_000;
server.keepAliveTimeoutBuffer = 0;
await once(server.listen(0, path.address), "listening");
const { port } = server.address() as AddressInfo;
const isDelayed = path.ends === null && path.roundTripMs > 0;
const told: Listening = isDelayed
  ? await startDelayProxy(port, path.address, path.roundTripMs)
  : { port };
tell({ port: told.port } satisfies Listening);
process.on("message", () => server.closeIdleConnections());
process.on("disconnect", () => process.exit());
