import { backoff } from "../kit/backoff.ts";
import type { Clock } from "../kit/clock.ts";
import type { IdleLimit } from "./idle-limit.ts";
import { createMeasuring, type MeasuredLane } from "./measuring.ts";
import { createPings, type PingsDeps } from "./pings.ts";
import type { Readiness } from "./wire.ts";

/** A connection as its keeper sees it. */
export interface KeptLane extends MeasuredLane {
  readonly launches: number;
}

export interface KeeperDeps<L extends KeptLane> extends PingsDeps<L> {
  /** Those of the origin, shared with whoever sends over them: the keeper adds and removes. */
  readonly lanes: Set<L>;
  readonly create: () => L;
  readonly limit: IdleLimit;
  readonly clock: Clock;
  /** 0 to 1, to spread the pings. */
  readonly random: () => number;
}

/** Keeps connections of one origin open and ready. */
export interface Keeper<L extends KeptLane> {
  /** From now on; null: nothing is kept, and what rests is let go. */
  want(readiness: Readiness | null): void;
  /** The other side closed this one. */
  closed(lane: L): void;
  /** A launch was just written to one: its place among the spares is free. */
  fill(): void;
  /** A request over this one is over. */
  settled(lane: L): void;
  /** What is known of the limit has changed. */
  respread(): void;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 20_000;
/** A connection that nothing is asked over and that stayed this long is no failure when it ends. */
const LASTED_MS = 20_000;
/** A ping comes up to this share of its interval sooner, so that many bots do not march in step. */
const JITTER = 0.2;

/**
 * Each spare connection is pinged by itself, one at a time over the whole origin and never one that is in use, so that a
 * launch always finds a free one. One that closes is opened again at once, and later and later while that fails.
 *
 * Some servers end the connection with every ping they answer. Then a spare is opened and left alone, and when its
 * time comes a new one is opened before the old one is spent on the ping. Others may be asked nothing at all: there a
 * spare stays as long as it is let, and its end is what tells that another is needed.
 */
export function createKeeper<L extends KeptLane>(deps: KeeperDeps<L>): Keeper<L> {
  const { lanes, create, limit, clock, random } = deps;
  const pings = createPings(deps);
  const measuring = createMeasuring({ create, pings, clock });
  const timers = new Map<L, () => void>();
  const failures = new Map<L, number>();
  let wanted: Readiness | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  const spares = () => [...lanes].filter((lane) => lane.launches === 0);
  const surplus = () => spares().length - (wanted?.spares ?? 0);

  function later(lane: L, ms: number, call: () => unknown): void {
    timers.get(lane)?.();
    timers.set(
      lane,
      clock.after(ms, () => {
        timers.delete(lane);
        call();
      }),
    );
  }

  function drop(lane: L): void {
    timers.get(lane)?.();
    timers.delete(lane);
    failures.delete(lane);
    lanes.delete(lane);
    void lane.close();
  }

  function add(): Promise<void> {
    const lane = create();
    lanes.add(lane);
    return bring(lane);
  }

  function fill(): void {
    if (!wanted) return;
    for (const lane of spares()) {
      if (!lane.isOpen && !lane.isOpening && lane.load === 0 && !timers.has(lane)) void bring(lane);
    }
    for (let missing = -surplus(); missing > 0; missing -= 1) void add();
  }

  /** One that is not open yet takes nobody's place: until it is, a launch needs the older ones. */
  function trim(): void {
    const idle = spares().filter((lane) => lane.load === 0 && !lane.isOpening);
    const ended = idle.filter((lane) => !lane.isOpen);
    for (const lane of ended.slice(0, Math.max(0, surplus()))) drop(lane);
    const open = idle
      .filter((lane) => lane.isOpen)
      .sort((one, other) => one.freshness - other.freshness);
    for (const lane of open.slice(0, Math.max(0, open.length - (wanted?.spares ?? 0)))) drop(lane);
  }

  async function bring(lane: L): Promise<void> {
    try {
      await lane.open();
    } catch {
      wanted?.heard(null);
      if (lanes.has(lane)) reopen(lane);
      return;
    }
    if (!lanes.has(lane)) return;
    if (!pings.areLast()) await ping(lane);
    trim();
    if (lane.isOpen) rest(lane, ([...lanes].indexOf(lane) + 1) / lanes.size);
  }

  function reopen(lane: L): void {
    const failed = failures.get(lane) ?? 0;
    failures.set(lane, failed + 1);
    if (failed === 0) void bring(lane);
    else later(lane, backoff(failed - 1, FIRST_PAUSE_MS, LONGEST_PAUSE_MS), () => bring(lane));
  }

  /** @param share Of the interval, to keep connections that were opened together apart from each other. */
  function rest(lane: L, share = 1 - JITTER * random()): void {
    if (!wanted || wanted.spares === 0 || !lanes.has(lane)) return;
    const restMs = wanted.ping ? limit.everyMs(wanted.ping.everyMs) * share : LASTED_MS;
    later(lane, restMs, () => {
      failures.delete(lane);
      turn = turn.then(() => renew(lane));
    });
  }

  async function renew(lane: L): Promise<void> {
    if (!wanted?.ping || !lane.isOpen || !lanes.has(lane)) return;
    if (lane.load > 0) rest(lane);
    else {
      if (pings.areLast()) await add();
      await ping(lane);
    }
  }

  async function ping(lane: L): Promise<void> {
    if (wanted && (await pings.send(lane, wanted))) failures.delete(lane);
  }

  function spread(): void {
    const resting = spares().filter((lane) => lane.isOpen);
    resting.forEach((lane, at) => rest(lane, (at + 1) / resting.length));
  }

  return {
    want(readiness) {
      const before = wanted?.spares;
      wanted = readiness;
      measuring.stop();
      trim();
      fill();
      if (readiness === null) return;
      if (readiness.spares === 0) measuring.start(readiness);
      else if (before !== readiness.spares) spread();
    },
    closed(lane) {
      if (!wanted || !lanes.has(lane) || lane.load > 0 || lane.isOpening) return;
      timers.get(lane)?.();
      timers.delete(lane);
      if (surplus() > 0) drop(lane);
      else reopen(lane);
    },
    fill,
    settled(lane) {
      if (!wanted) return;
      trim();
      if (!lanes.has(lane) || lane.load > 0) return;
      if (lane.isOpen) rest(lane);
      else if (!timers.has(lane) && !lane.isOpening) reopen(lane);
    },
    respread: spread,
  };
}
