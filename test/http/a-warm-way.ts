import { setImmediate } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { createWires } from "../../src/http/pool.ts";
import type { Pong } from "../../src/http/wire.ts";
import type { Certificate } from "../support/a-certificate.ts";
import { aClock, type VirtualClock } from "../support/a-clock.ts";
import { httpAnswer, startTcpServer, type Line, type Received } from "../support/a-tcp-server.ts";

/** What a server does besides answering. */
export interface Habits {
  /** Headers of its answer to a request, the how-manieth on its connection; it hangs up after `connection: close`. */
  readonly headers?: (request: Received, count: number) => readonly string[];
  /** Ends a connection on which nothing has happened for so long. */
  readonly keepsMs?: number;
  /** It does so with RST. */
  readonly resets?: true;
  /** It leaves this request for the test to answer. */
  readonly holds?: (request: Received) => boolean;
}

export type WarmWay = Awaited<ReturnType<typeof aWarmWay>>;

const TURNS = 400;
const STEP_MS = 500;

/** A server with habits, our connections to it, kept by their keeper, and a clock that both go by. */
export async function aWarmWay(habits: Habits = {}, certificate?: Certificate) {
  const clock = aClock();
  const server = await startTcpServer(conductOf(habits, clock), certificate);
  const wires = createWires({ clock, random: () => 0.5 });
  onTestFinished(async () => {
    await server.close();
    await wires.close();
  });
  const { base } = server;
  const ridden = new Map<Line, number>();
  const heard: (Pong | null)[] = [];
  const held: Line[] = [];

  /** Everything that can happen at this moment has happened, or does not depend on us. */
  async function settle(warm: number): Promise<void> {
    for (let turn = 0; turn < TURNS; turn += 1) {
      await setImmediate();
      if (turn > 4 && wires.warmth(base).warm >= warm) return;
    }
  }

  function conductOf(with_: Habits, time: VirtualClock) {
    const counts = new WeakMap<Line, number>();
    const timers = new WeakMap<Line, () => void>();
    let numbers = 0;
    const wait = (line: Line) => {
      timers.get(line)?.();
      if (with_.keepsMs === undefined) return;
      const end = () => (with_.resets ? line.reset() : void line.socket.end());
      timers.set(line, time.after(with_.keepsMs, end));
    };
    return {
      ready(line: Line) {
        ridden.set(line, (numbers += 1));
        wait(line);
      },
      whole(line: Line, request: Received) {
        wait(line);
        const count = (counts.get(line) ?? 0) + 1;
        counts.set(line, count);
        if (request.method === "POST") launches.push(ridden.get(line) ?? 0);
        if (with_.holds?.(request)) {
          held.push(line);
          return;
        }
        const headers = with_.headers?.(request, count) ?? [];
        const answer = httpAnswer(200, "ok", "text/plain").replace(
          "\r\n\r\n",
          ["", ...headers, "", ""].join("\r\n"),
        );
        if (headers.includes("connection: close")) line.socket.end(answer);
        else line.socket.write(answer);
      },
    };
  }
  const launches: number[] = [];

  return {
    clock,
    server,
    wires,
    heard,
    held,
    settle,
    warm: () => wires.warmth(base).warm,
    /** Has so many connections kept from now on; with nothing asked over them, where nothing may be. */
    async keep(spares: number, asks = true): Promise<void> {
      wires.keep(base, {
        spares,
        ping: asks ? { path: "/ping", everyMs: 20_000, deadlineMs: () => 1_000 } : null,
        heard: (pong) => void heard.push(pong),
      });
      await settle(spares);
    },
    /** Lets time go by, in steps that leave the wire its turns; `warm` connections are waited for after each. */
    async pass(ms: number, warm: number): Promise<void> {
      for (let passed = 0; passed < ms; passed += STEP_MS) {
        await clock.advance(STEP_MS);
        await settle(warm);
      }
    },
    /** Lets time go by until the server holds a request back. */
    async untilHeld(): Promise<void> {
      while (held.length === 0) {
        await clock.advance(STEP_MS);
        await settle(0);
      }
    },
    /** Sends a launch now. @returns Whether it went over a connection that had to be opened for it. */
    async tap(): Promise<boolean> {
      const known = server.connections();
      const at = launches.length;
      await wires.to(base).send({
        method: "POST",
        path: "/submit",
        body: Buffer.from("{}"),
        timeoutMs: 30_000,
      });
      return (launches[at] ?? Infinity) > known;
    },
    answer: (line: Line) => void line.socket.write(httpAnswer(200, "ok", "text/plain")),
  };
}
