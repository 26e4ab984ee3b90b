import { BrokenConnection, Refusal } from "./refusal.ts";
import { BLOCKED } from "./state.ts";
import type { SimFault } from "./world.ts";

export interface Faults {
  add(fault: SimFault): void;
  clear(): void;
  /** Carries out a call under the next fault that waits for it. */
  around<T>(method: string, work: () => Promise<T>): Promise<T>;
}

export function createFaults(): Faults {
  let waiting: { readonly fault: SimFault; left: number }[] = [];

  const next = (method: string): SimFault | null => {
    const hit = waiting.find(({ fault }) =>
      fault.method === undefined ? method !== "getUpdates" : fault.method === method,
    );
    if (!hit) return null;
    hit.left--;
    waiting = waiting.filter(({ left }) => left > 0);
    return hit.fault;
  };

  return {
    add: (fault) => void waiting.push({ fault, left: fault.times ?? 1 }),
    clear: () => void (waiting = []),
    async around(method, work) {
      const fault = next(method);
      if (!fault) return work();
      switch (fault.kind) {
        case "429": {
          const seconds = fault.retryAfter ?? 1;
          throw new Refusal(429, `Too Many Requests: retry after ${seconds}`, {
            retry_after: seconds,
          });
        }
        case "500":
          throw new Refusal(500, "Internal Server Error");
        case "502":
          throw new Refusal(502, "Bad Gateway");
        case "403":
          throw new Refusal(403, BLOCKED);
        case "network":
          throw new BrokenConnection();
        case "lost-answer":
          await work();
          throw new BrokenConnection();
      }
    },
  };
}
