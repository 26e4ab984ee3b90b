/** One request over the wire, to a path below a fixed base. */
export interface WireRequest {
  readonly method: "GET" | "POST";
  /** Below the base, with its leading slash and, where needed, its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** Whole time allowed, from the call to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Told when a connection took the last byte: from then on it is the other side's turn. */
  readonly sent?: (() => void) | undefined;
}

export interface WireAnswer {
  readonly status: number;
  /** Lower case, without parameters: `application/json`; empty when there is none. */
  readonly contentType: string;
  /** At most 256 KiB; a longer answer is a `CallError` `unclear`. */
  readonly text: string;
}

/**
 * A way to one base URL, for instance one region of one provider. Follows no redirect and repeats nothing.
 *
 * `send` @throws {CallError} `unsent` when provably no byte of the request left (name lookup, refused or timed-out
 * connect, TLS failure); `unclear` for everything else that gives no whole answer.
 */
export interface Wire {
  readonly base: string;
  send(request: WireRequest): Promise<WireAnswer>;
}

/** A ping that was answered: on an open connection, so that `ms` is a round trip without handshakes. */
export interface Pong {
  readonly ms: number;
  readonly answer: WireAnswer;
}

/** What an open connection is asked, to keep it and to measure it. */
export interface Ping {
  /** Asked for with GET, below the base; costs the other side nothing and needs no login. */
  readonly path: string;
  /** The longest time between pings of one connection; less where the other side closes sooner. */
  readonly everyMs: number;
  /** How long the next ping may take. */
  readonly deadlineMs: () => number;
}

/** What is kept ready at an origin for launches to come. */
export interface Readiness {
  /** Open and free connections, besides those in use. 0: one is opened for each round of pings and let go after it. */
  readonly spares: number;
  /** Null: nothing may be asked. Connections are opened and left alone; with no spares, one is, once. */
  readonly ping: Ping | null;
  /** Told of each ping, and (null) of each connection that could not be made or gave no answer in time. */
  readonly heard: (pong: Pong | null) => void;
}

/** The connections of one origin at this moment. */
export interface Warmth {
  /** Open and free. */
  readonly warm: number;
  readonly inUse: number;
  /** Launches so far that found no open connection. */
  readonly coldLaunches: number;
  /** When the other side last closed one, ms since the epoch; null: never so far. */
  readonly lastCloseAt: number | null;
  /** How long it lets a connection rest, as far as known. */
  readonly idleLimitMs: number | null;
}

/** The one place where outgoing HTTP connections live. */
export interface Wires {
  /** The way to a base URL; the same base gives the same connections. */
  to(base: string): Wire;
  close(): Promise<void>;
}

/** The same, seen by whoever keeps connections ready. */
export interface WarmWires extends Wires {
  /** From now on, instead of what was kept there before; null: nothing is kept any more. */
  keep(base: string, readiness: Readiness | null): void;
  warmth(base: string): Warmth;
}
