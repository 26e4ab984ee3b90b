import { sql } from "drizzle-orm";
import { StorageError } from "../../src/domain/errors.ts";
import type { Engine } from "../../src/storage/sqlite.ts";
import type { Tx } from "../../src/storage/unit-of-work.ts";

/**
 * How a disk fails. `full`: what would be written is undone at the commit, reads go on. `read-only`: no transaction even
 * begins. `failed, but kept`: the commit is reported as failed and is there all the same, as after an error of `fsync`.
 */
export const FAULTS = ["full", "read-only", "failed, but kept"] as const;
export type Fault = (typeof FAULTS)[number];

export interface Disk {
  /** Stands between the stores and the engine. */
  readonly through: (engine: Engine) => Engine;
  /** How many transactions there were so far. */
  begun(): number;
  /** How many of them have written something. */
  written(): number;
  /** How many were refused. */
  refused(): number;
  /** From the `at`-th writing transaction from now on (1: the next one), until `free` or for so many transactions. */
  failFrom(at: number, fault: Fault, times?: number): void;
  free(): void;
}

export function aDisk(): Disk {
  let begun = 0;
  let written = 0;
  let refused = 0;
  let failing: { readonly from: number; readonly upTo: number; readonly fault: Fault } | null =
    null;

  const refusal = (fault: Fault): StorageError => {
    refused += 1;
    return new StorageError(fault === "failed, but kept" ? "failed" : fault);
  };
  const faultNow = () =>
    failing && written >= failing.from && refused < failing.upTo ? failing.fault : null;

  return {
    begun: () => begun,
    written: () => written,
    refused: () => refused,
    failFrom(at, fault, times = Infinity) {
      failing = { from: written + at, upTo: refused + times, fault };
    },
    free() {
      failing = null;
    },
    through(engine) {
      const transact: Engine["transact"] = async (work) => {
        begun += 1;
        if (faultNow() === "read-only") throw refusal("read-only");
        const { made, wrote } = await engine.transact(function* (tx) {
          const before = changes(tx);
          const made = yield* work(tx);
          if (changes(tx) === before) return { made, wrote: false };
          written += 1;
          const fault = faultNow();
          if (fault && fault !== "failed, but kept") throw refusal(fault);
          return { made, wrote: true };
        });
        const fault = faultNow();
        if (wrote && fault) throw refusal(fault);
        return made;
      };
      return {
        ...engine,
        transact,
        async probe() {
          const fault = faultNow();
          if (fault) throw refusal(fault);
        },
      };
    },
  };
}

const changes = ({ q }: Tx): number => q.get<{ n: number }>(sql`select total_changes() as n`).n;
