import type { buildConnector } from "undici";
import type { Clock } from "../kit/clock.ts";
import { createIdleLimit } from "./idle-limit.ts";
import { createKeeper } from "./keeper.ts";
import { createLane, type Lane } from "./lane.ts";
import { pickLane } from "./lanes.ts";
import type { Readiness, Warmth, WireAnswer, WireRequest } from "./wire.ts";

/** One origin: its connections, who keeps them, and what was learnt of it. */
export interface Origin {
  readonly name: string;
  /** @param path From the origin's root. */
  send(path: string, request: WireRequest): Promise<WireAnswer>;
  keep(readiness: Readiness | null): void;
  warmth(): Warmth;
  /** Waits for what is under way. */
  close(): Promise<void>;
}

export interface OriginDeps {
  readonly name: string;
  readonly connect: buildConnector.connector;
  readonly connections: number;
  readonly clock: Clock;
  readonly nowMs: () => number;
  readonly random: () => number;
}

/** A launch is written in the turn in which it starts; a handshake before that would be in its way. */
const afterTheWrite = setImmediate;

export function createOrigin(deps: OriginDeps): Origin {
  const { name, connect, connections, clock } = deps;
  const lanes = new Set<Lane>();
  const limit = createIdleLimit(clock);
  let numbers = 0;
  let lastCloseAt: number | null = null;
  let coldLaunches = 0;

  const keeper = createKeeper({
    ...deps,
    lanes,
    limit,
    create,
    ping: (lane, path, timeoutMs) => over(lane, path, { method: "GET", path, timeoutMs }, "ping"),
  });

  function create(): Lane {
    const lane: Lane = createLane({
      origin: name,
      connect,
      clock,
      next: () => (numbers += 1),
      launchStarts: () => void afterTheWrite(() => keeper.fill()),
      closed(restMs) {
        lastCloseAt = clock.now();
        if (restMs !== null) learn(() => limit.closed(restMs));
        keeper.closed(lane);
      },
    });
    return lane;
  }

  function learn(hear: () => void): void {
    const before = limit.knownMs();
    hear();
    if (limit.knownMs() !== before) keeper.respread();
  }

  async function over(
    lane: Lane,
    path: string,
    request: WireRequest,
    kind?: "ping",
  ): Promise<WireAnswer> {
    try {
      const { answer, keepAliveMs } = await lane.send(path, request, kind);
      if (keepAliveMs !== null) learn(() => limit.hinted(keepAliveMs));
      return answer;
    } finally {
      keeper.settled(lane);
    }
  }

  return {
    name,
    async send(path, request) {
      const picked = pickLane([...lanes], request.method, connections);
      const lane = picked ?? create();
      if (request.method === "POST" && !lane.isOpen) coldLaunches += 1;
      lanes.add(lane);
      return over(lane, path, request);
    },
    keep: (readiness) => keeper.want(readiness),
    warmth() {
      const all = [...lanes];
      return {
        warm: all.filter((lane) => lane.isOpen && lane.load === 0).length,
        inUse: all.filter((lane) => lane.launches > 0).length,
        coldLaunches,
        lastCloseAt,
        idleLimitMs: limit.knownMs(),
      };
    },
    async close() {
      keeper.want(null);
      await Promise.all([...lanes].map((lane) => lane.close()));
    },
  };
}
