/**
 * The one place that says how often laws are tried and how a failure is tried again:
 *
 * - `LAWS_RUNS`: runs of a law with the share 1; 150 when not given, so that all laws fit into `npm test`.
 * - `LAWS_SEED`, `LAWS_PATH`: what fast-check printed as `seed` and `path` when a law failed; name that law with `-t`.
 *   Without a seed it is always the same, so that a red run is red again; `npm run campaign:laws` goes where nobody was yet.
 *   For a law over commands also `LAWS_COMMANDS`, printed as `replayPath`.
 * - `LAWS_TALLY`: a file to which every law adds a line of JSON (see {@link Tally}).
 */
import { appendFileSync } from "node:fs";
import fc from "fast-check";
import { it } from "vitest";

const RUNS = numberFrom("LAWS_RUNS") ?? 150;
const SEED = numberFrom("LAWS_SEED") ?? 1;
const PATH = process.env["LAWS_PATH"];
const TALLY_FILE = process.env["LAWS_TALLY"];

export const REPLAYED_COMMANDS = process.env["LAWS_COMMANDS"];

/** Far beyond any law at any number of runs; what hangs for longer is a finding. */
const limitMs = (runs: number) => 15_000 + runs * 50;
/** For a run that is under way when the limit is reached, and for telling what failed. */
const GRACE_MS = 10_000;

/** What one law did: `commands` only for laws that walk. */
export interface Tally {
  readonly law: string;
  readonly runs: number;
  readonly commands: number;
  readonly ms: number;
}

export interface Trial {
  /** How much of `LAWS_RUNS` this law gets; more for a cheap law whose cases are rare. */
  readonly share?: number;
  /** Commands taken so far, for the tally. */
  readonly commands?: () => number;
  /** Looked at after all runs: shows that the law was not true for want of cases. Left out in a replay. */
  readonly afterAll?: () => void;
}

/** A test whose name is the law and whose body is a property. */
export function law<T>(
  name: string,
  property: fc.IPropertyWithHooks<T> | fc.IAsyncPropertyWithHooks<T>,
  { share = 1, commands = () => 0, afterAll }: Trial = {},
): void {
  const runs = Math.ceil(RUNS * share);
  it(
    name,
    async () => {
      const began = performance.now();
      await fc.assert(property, {
        numRuns: runs,
        // Also ends the search for a smaller case, which may take longer than all runs.
        interruptAfterTimeLimit: limitMs(runs),
        markInterruptAsFailure: true,
        seed: SEED,
        ...(PATH === undefined ? {} : { path: PATH, endOnFailure: true }),
      });
      if (PATH === undefined) afterAll?.();
      const ms = Math.round(performance.now() - began);
      tally({ law: name, runs, commands: commands(), ms });
    },
    limitMs(runs) + GRACE_MS,
  );
}

function tally(one: Tally): void {
  if (TALLY_FILE !== undefined) appendFileSync(TALLY_FILE, `${JSON.stringify(one)}\n`);
}

function numberFrom(name: string): number | undefined {
  const text = process.env[name];
  if (text === undefined || text === "") return undefined;
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new Error(`${name} is no whole number`);
  return number;
}
