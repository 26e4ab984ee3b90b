import type { Clock } from "../../../src/kit/clock.ts";
import { START } from "../../support/a-clock.ts";

/**
 * Time of one simulated history. Two of them, as on a real machine: timers count what elapses, and the wall clock can be
 * set by somebody while they do.
 */
export interface SimTime {
  /** What the wall clock shows, ms since the epoch. */
  now(): number;
  /** Ms since the history began, whatever was done to the wall clock. */
  elapsed(): number;
  /** Calls back after `ms`; the returned function calls it off. */
  after(ms: number, call: () => void): () => void;
  wait(ms: number): Promise<void>;
  /** Sets the wall clock forward, or back. */
  jump(ms: number): void;
  /** Lives on until `elapsed` is this, or until `enough` says so. */
  until(elapsed: number, enough?: () => boolean): Promise<void>;
}

interface Timer {
  readonly at: number;
  /** Of two at the same time, the one that was asked for first. */
  readonly turn: number;
  call: (() => void) | null;
}

export function simTime(): SimTime {
  const heap: Timer[] = [];
  let elapsed = 0;
  let wall = START;
  let turns = 0;

  const next = (): Timer | undefined => {
    while (heap[0]?.call === null) pop(heap);
    return heap[0];
  };

  const time: SimTime = {
    now: () => wall + elapsed,
    elapsed: () => elapsed,
    after(ms, call) {
      const timer: Timer = { at: elapsed + Math.max(0, Math.ceil(ms)), turn: (turns += 1), call };
      push(heap, timer);
      return () => (timer.call = null);
    },
    wait: (ms) => new Promise((resolve) => time.after(ms, resolve)),
    jump: (ms) => (wall += ms),
    async until(end, enough = () => false) {
      await everybodysTurn();
      for (let due = next(); due && due.at <= end && !enough(); due = next()) {
        elapsed = due.at;
        // All of one moment, in their order; who they wake speaks after them.
        const asked = turns;
        for (let one = next(); one && one.at <= elapsed && one.turn <= asked; one = next()) {
          pop(heap);
          one.call?.();
          one.call = null;
        }
        await everybodysTurn();
      }
      if (!enough()) elapsed = Math.max(elapsed, end);
    },
  };
  return time;
}

/** The clock as one process sees it: its timers die with it. */
export function clockOf(time: SimTime, alive: () => boolean): Clock {
  return {
    now: () => time.now(),
    elapsedMs: () => time.elapsed(),
    after: (ms, call) => time.after(ms, () => (alive() ? call() : undefined)),
  };
}

/** Everything that waits for promises gets its turn, and again as long as there is any. */
const everybodysTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

const isBefore = (one: Timer, other: Timer) =>
  one.at < other.at || (one.at === other.at && one.turn < other.turn);

function push(heap: Timer[], timer: Timer): void {
  let at = heap.length;
  heap.push(timer);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent];
    if (!above || isBefore(above, timer)) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = timer;
}

function pop(heap: Timer[]): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  let at = 0;
  for (;;) {
    const left = heap[2 * at + 1];
    const right = heap[2 * at + 2];
    if (!left) break;
    const goesRight = right !== undefined && isBefore(right, left);
    const child = goesRight ? right : left;
    if (!isBefore(child, last)) break;
    heap[at] = child;
    at = 2 * at + (goesRight ? 2 : 1);
  }
  heap[at] = last;
}
