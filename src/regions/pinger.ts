import type { Wires } from "../http/wire.ts";
import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import { singleFlight } from "../kit/single-flight.ts";
import { chooseRegion } from "./choose-region.ts";
import { createPath, type RegionState } from "./path.ts";

export type { RegionState } from "./path.ts";

export interface Pinger {
  /** Every region in the order in which they were configured. */
  board(): readonly RegionState[];
  /**
   * Id of the region to send to: the nearest that answers, changed only for one that is at least 15 % and 5 ms nearer.
   * Before any region has answered it is `na-east`, j7tracker's own default, or the first configured one.
   */
  best(): string;
  /** Pings a region now, for somebody who is about to launch there. Resolves when that is done; never rejects. */
  warm(id: string): Promise<void>;
  /** No round begins after this, and the choice stays as it is. */
  stop(): void;
}

export interface PingerDeps {
  readonly wires: Wires;
  /** Base URL of each region by its id; at least one. */
  readonly regions: ReadonlyMap<string, string>;
  readonly clock: Clock;
  readonly log: Log;
  /** Ms with fractions, from a clock that never jumps. */
  readonly nowMs?: () => number;
  /** 0 to 1, to spread the pings. */
  readonly random?: () => number;
}

const EVERY_MS = 20_000;
/** After a first failure: a lost packet or a region that is down? Launches go there until we know. */
const SECOND_LOOK_MS = 2_000;
/** Up to this share sooner or later, so that the pings of many bots do not march in step. */
const JITTER = 0.1;
const DEFAULT_REGION = "na-east";

/**
 * Keeps the path to every region warm and knows the nearest. All regions are pinged at once at the start, then each about
 * every 20 s, spread over that time: a handshake takes several ms of the one thread that also sends launches.
 */
export function createPinger(deps: PingerDeps): Pinger {
  const { wires, regions, clock, log } = deps;
  const { nowMs = () => performance.now(), random = Math.random } = deps;
  const paths = new Map(
    [...regions].map(([id, base]) => [id, createPath({ id, wire: wires.to(base), clock, nowMs })]),
  );
  const timers = new Map<string, () => void>();
  const oneRound = singleFlight<unknown>();
  let best = regions.has(DEFAULT_REGION) ? DEFAULT_REGION : ([...regions.keys()][0] ?? "");
  let stopped = false;

  const isStopped = () => stopped;
  const board = () => [...paths.values()].map((path) => path.state());

  const round = (id: string, pauseMs = EVERY_MS) => oneRound(id, () => runRound(id, pauseMs));

  async function runRound(id: string, pauseMs: number): Promise<void> {
    const path = paths.get(id);
    if (!path || isStopped()) return;
    timers.get(id)?.();
    const wasHealthy = path.state().healthy;
    await path.round();
    if (isStopped()) return;
    const state = path.state();
    report(state, wasHealthy);
    choose();
    const ms = state.failuresInARow === 1 ? SECOND_LOOK_MS : pauseMs;
    const spread = 1 + JITTER * (2 * random() - 1);
    timers.set(
      id,
      clock.after(ms * spread, () => void round(id)),
    );
  }

  function report({ id, healthy, failuresInARow }: RegionState, wasHealthy: boolean): void {
    if (!healthy && wasHealthy) log.warn({ region: id, failuresInARow }, "region left out");
    if (healthy && !wasHealthy) log.info({ region: id }, "region answers again");
  }

  function choose(): void {
    const next = chooseRegion(best, board());
    if (next === best) return;
    log.info({ from: best, to: next }, "nearest region changed");
    best = next;
  }

  [...regions.keys()].forEach((id, at) => {
    void round(id, (EVERY_MS * (at + 1)) / regions.size);
  });

  return {
    board,
    best: () => best,
    async warm(id) {
      await round(id);
    },
    stop() {
      stopped = true;
      for (const callOff of timers.values()) callOff();
    },
  };
}
