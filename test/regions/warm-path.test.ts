import type { Socket } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { createWires } from "../../src/http/pool.ts";
import { silentLog } from "../../src/kit/log.ts";
import { createPinger } from "../../src/regions/pinger.ts";
import { aClock } from "../support/a-clock.ts";
import { aTcpServer, httpAnswer } from "../support/a-tcp-server.ts";

it("keeps a second connection warm, so that a launch beside a ping finds one", async () => {
  const rides: { readonly path: string; readonly socket: Socket }[] = [];
  const server = await aTcpServer((socket, { path }) => {
    rides.push({ path, socket });
    socket.write(httpAnswer(200, "ok", "text/plain"));
  });
  const base = `${server.base}/deploy`;
  const wires = createWires();
  const pinger = createPinger({
    wires,
    regions: new Map([["europe", base]]),
    clock: aClock(),
    log: silentLog,
  });
  onTestFinished(async () => {
    pinger.stop();
    await wires.close();
  });

  // The first joins the round that began with the pinger.
  await pinger.warm("europe");
  await pinger.warm("europe");
  expect(server.connections()).toBe(2);
  const pinging = pinger.warm("europe");
  const body = Buffer.from("{}");
  await wires.to(base).send({ method: "POST", path: "/submit", body, timeoutMs: 5_000 });
  await pinging;

  const launch = rides.find(({ path }) => path === "/deploy/submit");
  const pinged = rides.slice(0, 6).map(({ socket }) => socket);
  expect(new Set(pinged).size).toBe(2);
  expect(pinged).toContain(launch?.socket);
  expect(pinger.board()).toMatchObject([{ samples: 3, failuresInARow: 0, healthy: true }]);
});
