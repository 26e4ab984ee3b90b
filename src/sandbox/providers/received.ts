import type { ProviderName } from "../../domain/credential.ts";
import type { Clock } from "../../kit/clock.ts";
import type { Call, FaultKind } from "./fault.ts";

/** One call that a simulator got, without anything secret: not even a part of a secret is kept. */
export interface Received {
  readonly id: number;
  readonly provider: ProviderName;
  /** When the whole request was there, ms since the epoch. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** Null for a call to a route that does not exist. */
  readonly call: Call | null;
  readonly region: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed body, masked; null when there is none or it cannot be read. */
  readonly body: unknown;
  /** The fault it met. */
  readonly fault: FaultKind | null;
  /** The status that was sent, `none` when the caller got no answer; null while the work goes on. */
  readonly answer: number | "none" | null;
  /** Whether a token was made, be it later by a worker. */
  readonly worked: boolean;
  readonly mint: string | null;
}

/** Called when a call arrives and again whenever its record changes; the `id` stays. */
export type ReceiveListener = (received: Received) => void;

export interface ReceivedLog {
  arrived(
    call: Omit<Received, "id" | "at" | "provider" | "fault" | "answer" | "worked" | "mint">,
  ): number;
  change(id: number, change: Partial<Pick<Received, "fault" | "answer" | "worked" | "mint">>): void;
  /** Oldest first, at most the newest 2000. */
  list(): readonly Received[];
  /** @returns A function that ends the listening. */
  readonly onReceive: (listener: ReceiveListener) => () => void;
  countLaunch(name: string, ticker: string): void;
  readonly launchesReceived: (name: string, ticker: string) => number;
}

const MAX_KEPT = 2000;

export function createReceivedLog(provider: ProviderName, clock: Clock): ReceivedLog {
  const kept = new Map<number, Received>();
  const launches = new Map<string, number>();
  const listeners = new Set<ReceiveListener>();
  let lastId = 0;

  const keep = (received: Received) => {
    kept.set(received.id, received);
    for (const listener of listeners) listener(received);
  };
  const keyOf = (name: string, ticker: string) => JSON.stringify([name, ticker]);

  return {
    arrived(call) {
      lastId += 1;
      const oldest = lastId - MAX_KEPT;
      kept.delete(oldest);
      keep({
        ...call,
        id: lastId,
        provider,
        at: clock.now(),
        fault: null,
        answer: null,
        worked: false,
        mint: null,
      });
      return lastId;
    },
    change(id, change) {
      const received = kept.get(id);
      if (received) keep({ ...received, ...change });
    },
    list: () => [...kept.values()],
    onReceive(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    countLaunch(name, ticker) {
      const key = keyOf(name, ticker);
      launches.set(key, (launches.get(key) ?? 0) + 1);
    },
    launchesReceived: (name, ticker) => launches.get(keyOf(name, ticker)) ?? 0,
  };
}
