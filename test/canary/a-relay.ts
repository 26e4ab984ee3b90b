import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A place between the program and a server: hands everything on and keeps what the program sent. */
export interface Relay {
  /** The server's URL, with the relay's port in it. */
  readonly url: string;
  readonly port: number;
  /** All that came from the program, connection by connection. */
  sent(): Buffer;
  close(): Promise<void>;
}

export async function aRelay(to: string): Promise<Relay> {
  const target = new URL(to);
  const connections: Buffer[][] = [];
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const chunks: Buffer[] = [];
    connections.push(chunks);
    const far = connect(Number(target.port), target.hostname);
    near.on("data", (chunk: Buffer) => chunks.push(chunk));
    near.pipe(far).pipe(near);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      // A reset stays a reset.
      one.on("error", () => other.resetAndDestroy());
      one.on("close", () => {
        open.delete(one);
        other.destroySoon();
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const near = new URL(to);
  near.port = String(port);
  return {
    url: near.href.replace(/\/$/, ""),
    port,
    sent: () => Buffer.concat(connections.flat()),
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
