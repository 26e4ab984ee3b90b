import type { Socket } from "node:net";
import { Client, type buildConnector } from "undici";
import type { Clock } from "../kit/clock.ts";
import { createAhead } from "./ahead.ts";
import { exchange, type Exchanged } from "./exchange.ts";
import type { LaneState } from "./lanes.ts";
import type { WireRequest } from "./wire.ts";

/** One connection of our own, with one request at a time; what comes on top waits. */
export interface Lane extends LaneState {
  /** Launches under way or waiting on it. */
  readonly launches: number;
  /** Whole answers over the connection that is open. */
  readonly answers: number;
  /** Connects ahead of any request; a request that comes meanwhile waits for this connection. @throws When it fails. */
  open(): Promise<void>;
  send(path: string, request: WireRequest, kind?: "ping"): Promise<Exchanged>;
  /** For good; waits for what is under way. */
  close(): Promise<void>;
}

export interface LaneDeps {
  readonly origin: string;
  readonly connect: buildConnector.connector;
  readonly clock: Clock;
  /** A number that is higher each time. */
  readonly next: () => number;
  /** A launch is written before anything else is done. */
  readonly launchStarts: () => void;
  /** The other side closed its connection, after a rest of so long; null: in the middle of a request. */
  readonly closed: (restMs: number | null) => void;
}

/** Must outlast any interval between pings: when a connection ends is the keeper's choice and the other side's. */
const IDLE_MS = 600_000;
/** So much sooner than the other side said a connection is ended here. */
const HINT_MARGIN_MS = 1_000;
const MAX_ANSWER_BYTES = 256 * 1024;

/**
 * A client whose connector is ours, for three reasons: a connection can be made without a request, its end is seen at
 * once, and the bytes it took can be counted.
 */
export function createLane(deps: LaneDeps): Lane {
  const { connect, clock, next } = deps;
  const { hostname, host, protocol, port } = new URL(deps.origin);
  const target = { hostname: hostname.replace(/^\[|\]$/g, ""), host, protocol, port };
  let socket: Socket | null = null;
  let [load, launches, answers, freshness] = [0, 0, 0, 0];
  let [isOpening, isPinging] = [false, false];
  let closing: Promise<void> | null = null;
  let usedAt = 0;

  function connected(): Promise<Socket> {
    const { promise, resolve, reject } = Promise.withResolvers<Socket>();
    connect(target, (...[error, made]) => {
      if (error !== null) {
        reject(error);
        return;
      }
      socket = made;
      answers = 0;
      freshness = next();
      usedAt = clock.now();
      made.once("close", () => {
        if (socket !== made) return;
        socket = null;
        if (!closing) deps.closed(load === 0 ? clock.now() - usedAt : null);
      });
      resolve(made);
    });
    return promise;
  }

  const ahead = createAhead(connected);
  const client = new Client(deps.origin, {
    connect(_options, callback) {
      ahead.take().then(
        (made) => callback(null, made),
        (error: unknown) => callback(error instanceof Error ? error : new Error(), null),
      );
    },
    pipelining: 1,
    keepAliveTimeout: IDLE_MS,
    keepAliveMaxTimeout: IDLE_MS,
    keepAliveTimeoutThreshold: HINT_MARGIN_MS,
    maxResponseSize: MAX_ANSWER_BYTES,
    // The deadline of the whole request stands in for both.
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  return {
    get isOpen() {
      return socket !== null && !socket.destroyed;
    },
    get isOpening() {
      return isOpening;
    },
    get load() {
      return load;
    },
    get launches() {
      return launches;
    },
    get answers() {
      return answers;
    },
    get isPinging() {
      return isPinging;
    },
    get freshness() {
      return freshness;
    },
    async open() {
      if (load > 0 || isOpening || (socket !== null && !socket.destroyed)) return;
      isOpening = true;
      try {
        await ahead.make();
      } finally {
        isOpening = false;
      }
    },
    async send(path, request, kind) {
      const isLaunch = request.method === "POST";
      load += 1;
      if (isLaunch) launches += 1;
      if (kind === "ping") isPinging = true;
      try {
        const exchanged = await exchange(client, path, request, clock, {
          socket: () => socket,
          starts: () => {
            if (isLaunch) deps.launchStarts();
          },
        });
        answers += 1;
        freshness = next();
        return exchanged;
      } finally {
        load -= 1;
        if (isLaunch) launches -= 1;
        if (kind === "ping") isPinging = false;
        usedAt = clock.now();
      }
    },
    close() {
      ahead.drop();
      return (closing ??= client.close());
    },
  };
}
