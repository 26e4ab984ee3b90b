import { once } from "node:events";
import { connect } from "node:net";
import { Worker } from "node:worker_threads";

const BACKLOG = 1;

/** Listens, and then stands still, so that nobody accepts what comes in. */
const STANDING = `
  const { workerData, parentPort } = require("node:worker_threads");
  const { port, backlog, hold } = workerData;
  require("node:net").createServer().listen({ port, backlog, host: "127.0.0.1" }, () => {
    parentPort.postMessage("listening");
    Atomics.wait(new Int32Array(hold), 0, 0);
  });
`;

/** Makes a port on which connecting takes for ever: whoever knocks gets no answer at all. @returns Frees the port. */
export async function fillTheDoor(port: number): Promise<() => Promise<void>> {
  const hold = new SharedArrayBuffer(4);
  const worker = new Worker(STANDING, { eval: true, workerData: { port, backlog: BACKLOG, hold } });
  await once(worker, "message");
  // The kernel takes one more than it is told. After these it answers nobody.
  const waiting = Array.from({ length: BACKLOG + 1 }, () => connect({ port, host: "127.0.0.1" }));
  for (const socket of waiting) socket.on("error", () => undefined);
  await Promise.all(waiting.map((socket) => once(socket, "connect")));
  return async () => {
    for (const socket of waiting) socket.destroy();
    await worker.terminate();
  };
}
