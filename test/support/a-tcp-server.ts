import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { onTestFinished } from "vitest";

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly head: string;
  readonly body: string;
}

export interface TcpServer {
  readonly base: string;
  readonly port: number;
  /** Whole requests, as they arrived. */
  readonly received: readonly Received[];
  /** How many connections were opened so far. */
  readonly connections: () => number;
  /** Resolves when this many whole requests have arrived. */
  arrived(count: number): Promise<void>;
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
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    sockets.add(socket);
    let unread = "";
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      unread += chunk.toString("latin1");
      for (;;) {
        const end = unread.indexOf("\r\n\r\n");
        if (end < 0) return;
        const head = unread.slice(0, end);
        const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
        if (unread.length < end + 4 + length) return;
        const [method = "", path = ""] = head.split(" ", 2);
        const request = { method, path, head, body: unread.slice(end + 4, end + 4 + length) };
        unread = unread.slice(end + 4 + length);
        received.push(request);
        answer(socket, request, received.length);
        for (const look of waiting) look();
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;

  return {
    base: `http://127.0.0.1:${port}`,
    port,
    received,
    connections: () => connections,
    arrived(count) {
      return new Promise((resolve) => {
        const look = () => {
          if (received.length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      });
    },
  };
}
