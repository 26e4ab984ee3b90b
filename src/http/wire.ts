/** One request over the wire, to a path below a fixed base. */
export interface WireRequest {
  readonly method: "GET" | "POST";
  /** Below the base, with its leading slash and, where needed, its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** Whole time allowed, from the call to the last byte of the answer. */
  readonly timeoutMs: number;
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

/** The one place where outgoing HTTP connections live. */
export interface Wires {
  /** The way to a base URL; the same base gives the same connections. */
  to(base: string): Wire;
  close(): Promise<void>;
}
