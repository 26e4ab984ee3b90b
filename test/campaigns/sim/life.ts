import type { Clock } from "../../../src/kit/clock.ts";
import type { Story } from "./story.ts";
import { clockOf, type SimTime } from "./time.ts";

/** Where a process can die, as the outside sees it. Between two of them its death looks the same. */
export const POINTS = [
  "before a commit",
  "after a commit",
  "before the first byte",
  "after the first byte",
  "after the answer",
  "before a look",
  "after a look",
  "before Telegram",
  "after Telegram",
] as const;
export type Point = (typeof POINTS)[number];

/** One process, from its start to its end. What a dead one waited for never comes, and what it asks for is not done. */
export interface Life {
  readonly clock: Clock;
  alive(): boolean;
  /** Ms since the history began; Infinity while it lives. */
  diedAt(): number;
  /** An instrumented point is passed, and may be where it dies. @returns Whether it is dead. */
  diesAt(point: Point): boolean;
  /** Ends it, at once: `kill -9`. */
  kill(): void;
  /** What somebody outside answers, as this life hears it: not at all once it is dead. */
  heard<T>(answer: Promise<T>): Promise<T>;
}

export const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

export interface LifeDeps {
  readonly time: SimTime;
  readonly story: Story;
  /** The how manieth point is its last; Infinity: none. */
  readonly lastPoint: number;
  readonly died: () => void;
}

export function beginLife({ time, story, lastPoint, died }: LifeDeps): Life {
  let isAlive = true;
  let diedAt = Infinity;
  let passed = 0;
  const alive = () => isAlive;
  const life: Life = {
    clock: clockOf(time, alive),
    alive,
    diedAt: () => diedAt,
    diesAt(point) {
      if (!isAlive) return true;
      passed += 1;
      if (passed < lastPoint) return false;
      story.count(`crash: ${point}`);
      story.tell(`the process dies ${point} (its point ${passed})`);
      life.kill();
      return true;
    },
    kill() {
      if (!isAlive) return;
      isAlive = false;
      diedAt = time.elapsed();
      // Not in the middle of a transaction that is about to be undone.
      queueMicrotask(died);
    },
    heard: (answer) =>
      new Promise((resolve, reject) => {
        answer.then(
          (value) => (isAlive ? resolve(value) : undefined),
          (error: unknown) =>
            isAlive ? reject(error instanceof Error ? error : new Error("")) : undefined,
        );
      }),
  };
  return life;
}
