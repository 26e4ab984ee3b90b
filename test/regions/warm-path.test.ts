import { setImmediate } from "node:timers/promises";
import type { Socket } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { createWires } from "../../src/http/pool.ts";
import { silentLog } from "../../src/kit/log.ts";
import { createPinger } from "../../src/regions/pinger.ts";
import { aClock } from "../support/a-clock.ts";
import { aTcpServer, httpAnswer } from "../support/a-tcp-server.ts";

it("has a warm connection for each of six launches that are tapped at once", async () => {
  const rides: { readonly path: string; readonly socket: Socket }[] = [];
  const server = await aTcpServer((socket, { path }) => {
    rides.push({ path, socket });
    socket.write(httpAnswer(200, "ok", "text/plain"));
  });
  const base = `${server.base}/deploy`;
  const clock = aClock();
  const wires = createWires({ clock });
  const regions = new Map([["europe", base]]);
  const pinger = createPinger({ wires, regions, others: [], clock, log: silentLog });
  onTestFinished(async () => {
    pinger.stop();
    await wires.close();
  });
  for (let card = 0; card < 6; card += 1) pinger.drawn(`card ${card}`, "europe");
  while (wires.warmth(base).warm < 7) await setImmediate();

  const body = Buffer.from("{}");
  const launch = { method: "POST", path: "/submit", body, timeoutMs: 5_000 } as const;
  await Promise.all(Array.from({ length: 6 }, () => wires.to(base).send(launch)));

  const pinged = rides.filter(({ path }) => path === "/deploy/ping").slice(0, 7);
  const launched = rides.filter(({ path }) => path === "/deploy/submit");
  const warm = new Set(pinged.map(({ socket }) => socket));
  expect(launched.every(({ socket }) => warm.has(socket))).toBe(true);
  expect(new Set(launched.map(({ socket }) => socket)).size).toBe(6);
  expect(pinger.board()).toMatchObject([{ failuresInARow: 0, healthy: true }]);
});
