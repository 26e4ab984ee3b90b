import { startRelay, whyNoPackets } from "./packet-relay.ts";

/** A way of this length between a program and a far end, both on this machine. Can be told to another process. */
export interface Path {
  readonly roundTripMs: number;
  /** Where the far end listens. */
  readonly address: string;
  /**
   * The network namespaces at its two ends, where packets take it. Null: both ends share the machine's, and the far end
   * delays what it carries (see `delay-proxy.ts`), so that handshakes cost what they should and large bodies do not.
   */
  readonly ends: { readonly near: string; readonly far: string } | null;
}

/** From one process to another, and no further. */
export const NO_PATH: Path = { roundTripMs: 0, address: "127.0.0.1", ends: null };

/** Does this over a path of this length: one that packets take, where the machine allows that. */
export async function overPath<Result>(
  roundTripMs: number,
  work: (path: Path) => Promise<Result>,
): Promise<Result> {
  if (whyNoPackets() !== undefined) return work({ ...NO_PATH, roundTripMs });
  const relay = await startRelay(roundTripMs);
  const { near, far, farAddress: address } = relay;
  try {
    return await work({ roundTripMs, address, ends: { near, far } });
  } finally {
    relay.close();
  }
}
