import { buildConnector } from "undici";
import { systemClock, type Clock } from "../kit/clock.ts";
import { createOrigin, type Origin } from "./origin.ts";
import type { WarmWires } from "./wire.ts";

export interface WiresOptions {
  readonly clock?: Clock;
  readonly connectTimeoutMs?: number;
  /** Connections to one origin; what comes on top waits, and is `unsent` if its time runs out waiting. */
  readonly connections?: number;
  /** Ms with fractions, from a clock that never jumps. */
  readonly nowMs?: () => number;
  /** 0 to 1, to spread the pings. */
  readonly random?: () => number;
}

/** Node's own 250 ms gives up on a far address before it could have answered. */
const ADDRESS_MS = 2_000;

/**
 * All outgoing HTTP connections, kept per origin and reused for as long as the other side allows. HTTP/1.1 only, no
 * redirects, no retries, no cookies, answers of at most 256 KiB.
 */
export function createWires(options: WiresOptions = {}): WarmWires {
  const { clock = systemClock, connectTimeoutMs = 10_000, connections = 32 } = options;
  const { nowMs = () => performance.now(), random = Math.random } = options;
  const origins = new Map<string, Origin>();
  const connect = buildConnector({
    allowH2: false,
    timeout: connectTimeoutMs,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: ADDRESS_MS,
  });

  function at(base: string) {
    const { origin: name, pathname } = new URL(base);
    const root = pathname.replace(/\/+$/, "");
    const known = origins.get(name);
    const origin = known ?? createOrigin({ name, connect, connections, clock, nowMs, random });
    origins.set(name, origin);
    return { origin, root };
  }

  return {
    to(base) {
      const { origin, root } = at(base);
      return {
        base: origin.name + root,
        send: (request) => origin.send(root + request.path, request),
      };
    },
    keep(base, readiness) {
      const { origin, root } = at(base);
      const ping = readiness?.ping;
      origin.keep(ping ? { ...readiness, ping: { ...ping, path: root + ping.path } } : readiness);
    },
    warmth: (base) => at(base).origin.warmth(),
    async close() {
      await Promise.all([...origins.values()].map((origin) => origin.close()));
    },
  };
}
