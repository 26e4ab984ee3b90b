import { buildConnector, Client } from "undici";
import { systemClock, type Clock } from "../kit/clock.ts";
import { exchange } from "./exchange.ts";
import { pickLane, type Lane } from "./lanes.ts";
import type { Wire, WireRequest, Wires } from "./wire.ts";

export interface WiresOptions {
  readonly clock?: Clock;
  readonly connectTimeoutMs?: number;
  /** Connections to one origin; what comes on top waits, and is `unsent` if its time runs out waiting. */
  readonly connections?: number;
}

/** A connection of our own; the client connects when it is first used, and again after a close. */
interface OwnLane extends Lane {
  readonly client: Client;
}

/** Must outlast any interval between pings. A shorter `Keep-Alive` hint of the server wins over it. */
const IDLE_MS = 600_000;
const MAX_ANSWER_BYTES = 256 * 1024;
/** Node's own 250 ms gives up on a far address before it could have answered. */
const ADDRESS_MS = 2_000;

/**
 * All outgoing HTTP connections, kept per origin and reused for as long as the other side allows.
 *
 * Each connection is a client of its own with one request at a time, so that which one a request rides on is ours to
 * say (see {@link pickLane}). HTTP/1.1 only, no redirects, no retries, no cookies, answers of at most 256 KiB.
 */
export function createWires(options: WiresOptions = {}): Wires {
  const { clock = systemClock, connectTimeoutMs = 10_000, connections = 8 } = options;
  const origins = new Map<string, OwnLane[]>();
  let answers = 0;

  const connect = buildConnector({
    allowH2: false,
    timeout: connectTimeoutMs,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: ADDRESS_MS,
  });

  function open(origin: string): Client {
    return new Client(origin, {
      connect,
      pipelining: 1,
      keepAliveTimeout: IDLE_MS,
      keepAliveMaxTimeout: IDLE_MS,
      maxResponseSize: MAX_ANSWER_BYTES,
      // The deadline of the whole request stands in for both.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  function laneFor(origin: string, method: WireRequest["method"]): OwnLane {
    const lanes = origins.get(origin) ?? [];
    origins.set(origin, lanes);
    const picked = pickLane(lanes, method, connections);
    if (picked) return picked;
    const lane: OwnLane = { client: open(origin), load: 0, answered: 0 };
    lanes.push(lane);
    return lane;
  }

  return {
    to(base): Wire {
      const { origin, pathname } = new URL(base);
      const root = pathname.replace(/\/+$/, "");
      return {
        base: origin + root,
        async send(request) {
          const lane = laneFor(origin, request.method);
          lane.load++;
          try {
            const answer = await exchange(lane.client, root + request.path, request, clock);
            lane.answered = ++answers;
            return answer;
          } finally {
            lane.load--;
          }
        },
      };
    },
    async close() {
      await Promise.all([...origins.values()].flat().map((lane) => lane.client.close()));
    },
  };
}
