import { once } from "node:events";
import { createServer } from "node:net";

/** Below those that systems give away by themselves: 32768 and up on Linux, 49152 and up elsewhere. */
const [FIRST, LAST] = [20_000, 32_000] as const;

/** A loopback port that nobody listens on, and that no connection or `listen(0)` of others takes meanwhile. */
export async function aFreePort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    const server = createServer();
    const listening = once(server, "listening").then(
      () => true,
      () => false,
    );
    server.listen(port, "127.0.0.1");
    if (!(await listening)) continue;
    server.close();
    await once(server, "close");
    return port;
  }
}
