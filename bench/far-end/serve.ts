/**
 * Plays a provider's region in a process of its own: `serve.ts <address> <key file> <certificate file> [keep alive ms]`.
 * Without a key it speaks plain HTTP. Tells the parent where it listens, then of each POST when its last byte was there.
 */
import { readFileSync } from "node:fs";
import { createServer as createPlainServer, type RequestListener } from "node:http";
import { createServer } from "node:https";
import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { tell } from "../frame/child.ts";

export interface Listening {
  readonly port: number;
}

/** One POST as the other side saw it. */
export interface Arrival {
  /** When its last byte was there, by the machine's own clock: what `process.hrtime` tells in every process. */
  readonly atNs: string;
  readonly bytes: number;
  /** Which connection it came over, and the how-manieth request it was there: 1 is a cold one. */
  readonly connection: number;
  readonly nth: number;
}

const LAUNCHED = JSON.stringify({
  type: "token_create_success",
  mint_address: "Moss1111111111111111111111111111111111111111",
});

const [address = "127.0.0.1", key = "", cert = "", keepAliveMs = "75000"] = process.argv.slice(2);
const connections = new WeakMap<Socket, { readonly number: number; requests: number }>();
let opened = 0;

const answer: RequestListener = (request, response) => {
  const known = connections.get(request.socket) ?? { number: (opened += 1), requests: 0 };
  connections.set(request.socket, known);
  known.requests += 1;
  const nth = known.requests;
  let bytes = 0;
  request.on("data", (chunk: Buffer) => (bytes += chunk.length));
  request.on("end", () => {
    const atNs = String(process.hrtime.bigint());
    // Set by hand, so that Node adds no hint how long it keeps the connection, as most servers in front of others do not.
    response.setHeader("connection", "keep-alive");
    if (request.method === "GET") {
      response.end("ok");
      return;
    }
    response.setHeader("content-type", "application/json");
    response.end(LAUNCHED);
    tell({ atNs, bytes, connection: known.number, nth } satisfies Arrival);
  });
};

const server =
  key === ""
    ? createPlainServer(answer)
    : createServer({ key: readFileSync(key), cert: readFileSync(cert) }, answer);
server.keepAliveTimeout = Number(keepAliveMs);
await once(server.listen(0, address), "listening");
tell({ port: (server.address() as AddressInfo).port } satisfies Listening);
process.on("disconnect", () => process.exit());
