import type { ProviderName } from "../../../src/domain/credential.ts";
import type { ReasonCode } from "../../../src/domain/errors.ts";
import type { Status } from "../../../src/domain/launch.ts";
import type { WiresOptions } from "../../../src/http/pool.ts";
import type { Clock } from "../../../src/kit/clock.ts";
import type { Conduct } from "../../support/a-tcp-server.ts";
import type { Side } from "./sides.ts";
import { aTrial, type Setting, type Trial } from "./trial.ts";

/**
 * What must become of a launch:
 *
 * - `queued`: provably not a byte of it was written; it is sent, once, when the server is well again.
 * - `unclear`: it may have arrived; it is never sent again.
 * - `failed`: the documented refusal.
 * - `taken`: the answer was a good one and was understood.
 * - `either`: who is faster decides between the three; `queued` only if the server saw no byte.
 */
export type End = "queued" | "unclear" | "failed" | "taken" | "either";

/** One way in which a provider's server behaves, and what must become of the launch that meets it. */
export interface Case {
  /** Reads on from "a server that ...". */
  readonly name: string;
  readonly over?: "tcp" | "tls";
  readonly only?: ProviderName;
  /** Takes a second of real time: undici looks at its clock no more often. */
  readonly slow?: true;
  /** Which connection the launch goes out on; `kept` unless told. */
  readonly meets?: "first" | "new" | "kept";
  /** Whether the request takes many reads. */
  readonly large?: true;
  /** Nothing happens any more until the time for the request is over. */
  readonly silent?: true;
  readonly conduct?: (side: Side, clock: Clock) => Conduct;
  /** Right before the launch is sent. @returns Makes it well again. */
  readonly disturb?: (trial: Trial) => Promise<() => Promise<void>>;
  /** While the launch is under way. */
  readonly meanwhile?: (trial: Trial) => Promise<void>;
  readonly wires?: WiresOptions;
  readonly base?: string;
  readonly end: End;
  readonly code?: ReasonCode;
}

/** Longer than any provider is waited for, and than any lease. */
export const ALL_TIME_MS = 160_000;

/** Blowfish takes no picture's bytes, so none of its requests is large. */
export const concerns = (one: Case, provider: ProviderName): boolean =>
  (one.only ?? provider) === provider && !(one.large && provider === "blowfish");

/** Plays one case to its end and a day beyond. @returns What was not as it must be, in words; nothing: all is well. */
export async function faultsOf(one: Case, setting: Setting): Promise<readonly string[]> {
  const trial = await aTrial({
    ...setting,
    ...(one.large && { large: true }),
    ...(one.wires && { wires: one.wires }),
    ...(one.base !== undefined && { base: one.base }),
  });
  try {
    return await judge(one, trial);
  } finally {
    await trial.close();
  }
}

async function judge(one: Case, trial: Trial): Promise<readonly string[]> {
  const { server, clock, side } = trial;
  const { meets = "kept" } = one;
  if (meets !== "first") await trial.warm();
  if (meets === "new") await server.hangUp();
  trial.misbehave(one.conduct?.(side, clock) ?? trial.polite);
  const undo = await one.disturb?.(trial);
  const launch = await trial.add();
  const before = arrivals(trial);

  const running = trial.run(launch);
  await one.meanwhile?.(trial);
  if (one.silent) {
    await server.until(() => arrivals(trial) > before);
    await clock.advance(ALL_TIME_MS);
  }
  await running;
  const first = await trial.now(launch);
  const seen = trial.posts();

  server.behave(trial.polite);
  await undo?.();
  await trial.liveOn();
  const last = await trial.now(launch);

  const faults: string[] = [];
  const must = (fact: boolean, words: string) => {
    if (!fact) faults.push(words);
  };
  const allowed = statusesOf(one.end, side);
  must(allowed.includes(first.status), `became ${first.status}, not ${allowed.join(" or ")}`);
  if (one.code)
    must(first.reason?.code === one.code, `because of ${first.reason?.code ?? "nothing"}`);
  must(first.status !== "queued" || seen === 0, "is queued again, and the server has bytes of it");
  const most = one.base === undefined ? 1 : 0;
  must(trial.posts() <= most, `arrived ${trial.posts()} times`);
  if (first.status === "queued" && one.base === undefined) {
    // What waited through a silence is asked about again and not sent.
    const done = one.silent ? last.status === "expired" : DONE.has(last.status);
    must(done, `is ${last.status} when all is well again`);
    must(trial.posts() === (one.silent ? 0 : 1), `arrived ${trial.posts()} times in the end`);
  }
  if (first.status === "unclear") must(last.status === "unclear", `went on to ${last.status}`);
  return faults;
}

const arrivals = ({ server }: Trial) => server.received.length + server.unfinished().length;

/** `accepted` becomes `unclear` when polling never tells more. */
const DONE: ReadonlySet<Status> = new Set(["live", "accepted", "unclear"]);

function statusesOf(end: End, side: Side): readonly Status[] {
  if (end === "taken") return [side.taken];
  if (end === "either") return ["queued", "unclear", side.taken];
  return [end];
}
