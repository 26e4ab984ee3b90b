/**
 * Plays a server that ends each of its connections at a random moment: `serve-closing.ts <ClosingServed as JSON>`. Tells the
 * parent where it listens and, whenever it is asked, what it has seen.
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { tell } from "../frame/child.ts";
import { startDelayProxy } from "../path/delay-proxy.ts";
import type { Path } from "../path/path.ts";
import type { Certificate } from "./far-end.ts";
import type { Listening } from "./serve.ts";

export interface ClosingServed {
  readonly path: Path;
  readonly certificate: Certificate;
  /** A connection lives up to so long, and an answer takes up to so long. */
  readonly longestMs: number;
  readonly thinkMs: number;
}

export interface ClosingSeen {
  /** Connections that it ended while the other side had them open. */
  readonly closes: number;
  /** The path of each POST whose head came in, as often as it did. */
  readonly posts: readonly string[];
}

const { path, certificate, longestMs, thinkMs } = JSON.parse(
  process.argv[2] ?? "",
) as ClosingServed;
const posts: string[] = [];
let closes = 0;

const server = createServer(
  { key: readFileSync(certificate.key), cert: readFileSync(certificate.cert) },
  (request, response) => {
    if (request.method === "POST") posts.push(request.url ?? "");
    request.on("error", () => undefined);
    request.resume().on("end", () => {
      const thinksMs = request.method === "POST" ? thinkMs * Math.random() : 0;
      setTimeout(() => response.end("ok"), thinksMs);
    });
  },
);

/** Below TLS, where alone a connection can be reset. */
const raw = new Map<number | undefined, Socket>();
server.on("connection", (socket: Socket) => {
  raw.set(socket.remotePort, socket);
  socket.once("close", () => raw.delete(socket.remotePort));
});
const WAYS: readonly ((socket: TLSSocket) => unknown)[] = [
  (socket) => socket.end(),
  (socket) => socket.destroy(),
  (socket) => raw.get(socket.remotePort)?.resetAndDestroy(),
];
server.on("secureConnection", (socket: TLSSocket) => {
  socket.on("error", () => undefined);
  setTimeout(() => {
    if (socket.destroyed) return;
    closes += 1;
    WAYS[Math.floor(Math.random() * WAYS.length)]?.(socket);
  }, longestMs * Math.random());
});

await once(server.listen(0, path.address), "listening");
const { port } = server.address() as AddressInfo;
tell(
  (path.ends === null
    ? await startDelayProxy(port, path.address, path.roundTripMs)
    : { port }) satisfies Listening,
);
process.on("message", () => tell({ closes, posts } satisfies ClosingSeen));
process.on("disconnect", () => process.exit());
