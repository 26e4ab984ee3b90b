import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { once } from "node:events";
import { setTimeout as after } from "node:timers/promises";

/**
 * A path of its own length to a port of this machine: what is sent takes half a round trip each way, and a connection
 * begins with a whole one. So handshakes cost what they cost far away; slow start and what TCP does besides are not played.
 */
export async function startDelayProxy(
  port: number,
  host: string,
  roundTripMs: number,
): Promise<{ readonly port: number }> {
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    const far = connect({ port, host, noDelay: true, allowHalfOpen: true });
    const opensAt = performance.now() + roundTripMs;
    carry(near, far, () => Math.max(0, opensAt - performance.now()) + roundTripMs / 2);
    carry(far, near, () => roundTripMs / 2);
  });
  await once(server.listen(0, host), "listening");
  return { port: (server.address() as AddressInfo).port };
}

/** In order, each piece as late as it came early. */
function carry(from: Socket, to: Socket, delayMs: () => number): void {
  let turn: Promise<unknown> = Promise.resolve();
  const later = (work: () => void) => {
    const due = performance.now() + delayMs();
    turn = turn.then(() => after(Math.max(0, due - performance.now()))).then(work);
  };
  from.on("data", (piece: Buffer) => later(() => to.writable && to.write(piece)));
  from.on("end", () => later(() => to.end()));
  from.on("error", () => to.destroy());
  from.on("close", () => later(() => to.destroy()));
}
