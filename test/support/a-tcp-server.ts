import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { onTestFinished } from "vitest";
import type { Certificate } from "./a-certificate.ts";

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly head: string;
  readonly body: string;
}

/** One connection as the server holds it: its socket, decrypted where there is TLS. */
export interface Line {
  readonly socket: Socket;
  /** What arrived of a request that is not whole so far. */
  readonly unread: () => Buffer;
  /** Ends it with RST. */
  readonly reset: () => void;
}

/** What a server does below HTTP. What is left out is done as usual. */
export interface Conduct {
  /** A connection came in and nothing of it was read or decrypted. Serve it, do not, or only when this resolves. */
  readonly accept?: (raw: Socket) => "taken" | Promise<void> | undefined;
  /** A connection can be used: it came in or, with TLS, its handshake is done. */
  readonly ready?: (line: Line) => void;
  /** More of a request came in that is not whole so far. */
  readonly piece?: (line: Line) => void;
  /** A whole request came in. */
  readonly whole?: (line: Line, request: Received, number: number) => void;
}

export interface TcpServer {
  readonly base: string;
  readonly port: number;
  /** Whole requests, as they arrived. */
  readonly received: readonly Received[];
  /** How many connections were opened so far. */
  readonly connections: () => number;
  /** What arrived, connection by connection, of requests that never became whole. */
  unfinished(): readonly Buffer[];
  /** The connections that are open on the server's side. */
  lines(): readonly Line[];
  /** Resolves when this many whole requests have arrived. */
  arrived(count: number): Promise<void>;
  /** Resolves when this is so; looked at whenever something comes in. */
  until(fact: () => boolean): Promise<void>;
  /** From now on. */
  behave(conduct: Conduct): void;
  /** The certificate that is shown from now on; for a server with TLS. */
  show(certificate: Certificate): void;
  /** Ends every connection and resolves when the other side has ended them too. */
  hangUp(): Promise<void>;
  /** Breaks all connections off and listens no more. */
  close(): Promise<void>;
  /** Listens on the same port again. */
  reopen(): Promise<void>;
}

/** An answer in HTTP/1.1, to be written to a socket. */
export function httpAnswer(status: number, body: string, type = "application/json"): string {
  const length = Buffer.byteLength(body);
  return `HTTP/1.1 ${status} X\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\n\r\n${body}`;
}

/** A server that counts what it really gets and may misbehave below HTTP. Ends with the test. */
export async function aTcpServer(
  answer: (socket: Socket, request: Received, number: number) => void,
): Promise<TcpServer> {
  const server = await startTcpServer({
    whole: (line, request, number) => answer(line.socket, request, number),
  });
  onTestFinished(() => server.close());
  return server;
}

/** The same, over TLS where it has a certificate, and with a conduct of any kind. Belongs to the caller. */
export async function startTcpServer(
  first: Conduct,
  certificate?: Certificate,
): Promise<TcpServer> {
  const received: Received[] = [];
  const open = new Map<Socket, Line>();
  const unfinished = new Map<Line, Buffer>();
  const waiting = new Set<() => void>();
  let conduct = first;
  let connections = 0;
  let port = 0;

  function serve(socket: Socket, raw: Socket): void {
    let unread: Buffer = Buffer.alloc(0);
    const line: Line = { socket, unread: () => unread, reset: () => void raw.resetAndDestroy() };
    open.set(raw, line);
    socket.on("error", () => undefined);
    conduct.ready?.(line);
    socket.on("data", (chunk) => {
      unread = Buffer.concat([unread, chunk]);
      for (let next = cut(unread); next; next = cut(unread)) {
        unread = next.rest;
        received.push(next.request);
        conduct.whole?.(line, next.request, received.length);
      }
      if (unread.length > 0) conduct.piece?.(line);
      unfinished.set(line, unread);
      for (const look of waiting) look();
    });
  }

  const tls = certificate && createTlsServer(certificate);
  tls?.on("tlsClientError", () => undefined);
  const server = createServer((raw) => {
    connections++;
    raw.on("error", () => undefined);
    raw.on("close", () => open.delete(raw));
    open.set(raw, {
      socket: raw,
      unread: () => Buffer.alloc(0),
      reset: () => void raw.resetAndDestroy(),
    });
    for (const look of waiting) look();
    const entry = conduct.accept?.(raw);
    if (entry === undefined) admit(raw);
    else if (entry !== "taken") void entry.then(() => admit(raw));
  });
  /** Below TLS, where alone a connection can be reset. */
  const byPort = new Map<number | undefined, Socket>();
  function admit(raw: Socket): void {
    if (!tls) {
      serve(raw, raw);
      return;
    }
    byPort.set(raw.remotePort, raw);
    tls.emit("connection", raw);
  }
  tls?.on("secureConnection", (socket) => {
    serve(socket, byPort.get(socket.remotePort) ?? socket);
  });

  function until(fact: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!fact()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  }

  async function listen(): Promise<void> {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    port = (server.address() as AddressInfo).port;
  }
  await listen();

  return {
    base: `${tls ? "https" : "http"}://127.0.0.1:${port}`,
    port,
    received,
    connections: () => connections,
    unfinished: () => [...unfinished.values()].filter((piece) => piece.length > 0),
    lines: () => [...open.values()],
    arrived: (count) => until(() => received.length >= count),
    until,
    behave: (next) => void (conduct = next),
    show: (next) => tls?.setSecureContext(next),
    async hangUp() {
      await Promise.all(
        [...open].map(async ([raw, line]) => {
          const closed = once(raw, "close");
          line.socket.end();
          await closed;
        }),
      );
    },
    async close() {
      for (const raw of open.keys()) raw.destroy();
      if (!server.listening) return;
      server.close();
      await once(server, "close");
    },
    reopen: listen,
  };
}

/** Takes the first whole request off what arrived. */
function cut(bytes: Buffer): { readonly request: Received; readonly rest: Buffer } | null {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const head = bytes.toString("latin1", 0, end);
  const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
  const until = end + 4 + length;
  if (bytes.length < until) return null;
  const [method = "", path = ""] = head.split(" ", 2);
  const body = bytes.toString("latin1", end + 4, until);
  return { request: { method, path, head, body }, rest: bytes.subarray(until) };
}
