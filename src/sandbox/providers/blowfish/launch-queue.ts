import type { Twist } from "../fault.ts";
import type { ReceivedLog } from "../received.ts";
import type { SimDeps, SimToken } from "../sim.ts";

/** One launch as the worker sees it. */
export interface QueuedLaunch {
  readonly eventId: string;
  readonly wallet: string;
  readonly name: string;
  readonly ticker: string;
  readonly status: "pending" | "success" | "failed" | "rate_limited";
  readonly processedAt: number | null;
}

interface Job extends QueuedLaunch {
  readonly dueAt: number;
  readonly end: "success" | "failed" | "rate_limited" | "stuck";
  readonly receivedId: number;
}

export interface QueueOptions {
  readonly workMs: number;
  /** One launch for each wallet and UTC day. */
  readonly dailyLimit: boolean;
}

export interface LaunchQueue {
  readonly tokens: readonly SimToken[];
  isTaken(ticker: string): boolean;
  /** Queues a launch and reserves its ticker. @returns The event id. */
  add(launch: Pick<Job, "wallet" | "name" | "ticker" | "receivedId">, twist: Twist | null): string;
  get(eventId: string): QueuedLaunch | null;
}

/**
 * The worker behind Blowfish's launch route: each launch is `pending` until its time has come, and then `success`,
 * `failed` or `rate_limited` for good.
 *
 * A ticker is taken from the moment its launch was queued. Whether a launch that came to nothing gives it back is not
 * documented; here it does, since the docs let one try again.
 */
export function createLaunchQueue(
  { clock, minter }: SimDeps,
  log: ReceivedLog,
  { workMs, dailyLimit }: QueueOptions,
): LaunchQueue {
  const jobs = new Map<string, Job>();
  const tokens: SimToken[] = [];

  /** Ends what is due. Also run before every read, so that a status never lags behind the clock. */
  function work(): void {
    for (const job of jobs.values()) {
      if (job.status !== "pending" || job.end === "stuck" || job.dueAt > clock.now()) continue;
      const spent = dailyLimit && launchedOn(job.wallet, utcDay(job.dueAt));
      const status = spent ? "rate_limited" : job.end;
      jobs.set(job.eventId, { ...job, status, processedAt: job.dueAt });
      if (status === "success") make(job);
    }
  }

  function make({ wallet, name, ticker, dueAt, receivedId }: Job): void {
    const mint = minter.solana();
    const pool = minter.solana();
    const createdAt = dueAt;
    tokens.push({ mint, pool, name, ticker, mode: null, owner: wallet, createdAt, receivedId });
    log.change(receivedId, { worked: true, mint });
  }

  function launchedOn(wallet: string, day: string): boolean {
    return tokens.some((token) => token.owner === wallet && utcDay(token.createdAt) === day);
  }

  return {
    get tokens() {
      work();
      return tokens;
    },
    isTaken(ticker) {
      work();
      return [...jobs.values()].some(
        (job) => job.ticker === ticker && (job.status === "pending" || job.status === "success"),
      );
    },
    add(launch, twist) {
      const eventId = minter.uuid();
      jobs.set(eventId, {
        ...launch,
        eventId,
        status: "pending",
        processedAt: null,
        dueAt: clock.now() + workMs,
        end: endOf(twist),
      });
      clock.after(workMs, work);
      return eventId;
    },
    get(eventId) {
      work();
      return jobs.get(eventId) ?? null;
    },
  };
}

function endOf(twist: Twist | null): Job["end"] {
  switch (twist?.kind) {
    case "launch-fails":
      return "failed";
    case "launch-stuck":
      return "stuck";
    case "daily-limit":
      return "rate_limited";
    default:
      return "success";
  }
}

const utcDay = (at: number): string => new Date(at).toISOString().slice(0, 10);
