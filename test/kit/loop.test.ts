import { describe, expect, it } from "vitest";
import { silentLog, type Log } from "../../src/kit/log.ts";
import { startLoop } from "../../src/kit/loop.ts";
import { aClock, START } from "../support/a-clock.ts";

/** A loop every second, whose work is done by hand: each run lasts until it is ended. */
function aLoop(log: Log = silentLog) {
  const clock = aClock();
  const runs: { readonly at: number; readonly end: () => void; readonly fail: () => void }[] = [];
  let underWay = 0;
  let mostAtOnce = 0;
  const loop = startLoop({ clock, log }, "test", 1_000, async () => {
    underWay += 1;
    mostAtOnce = Math.max(mostAtOnce, underWay);
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const fail = () => reject(new Error("broken"));
    runs.push({ at: clock.now() - START, end: () => resolve(undefined), fail });
    await promise.finally(() => (underWay -= 1));
  });
  const times = () => runs.map(({ at }) => at);
  const last = () => runs.at(-1) ?? expect.fail("no run");
  return { loop, clock, times, last, mostAtOnce: () => mostAtOnce };
}

describe("a loop", () => {
  it("runs at once, and then again this long after each run has ended", async () => {
    const { clock, times, last } = aLoop();

    await clock.advance(300);
    last().end();
    await clock.advance(1_000);
    last().end();
    await clock.advance(999);

    expect(times()).toEqual([0, 1_300]);
    await clock.advance(1);
    expect(times()).toEqual([0, 1_300, 2_300]);
  });

  it("runs at once when it is woken, and counts its pause from there", async () => {
    const { loop, clock, times, last } = aLoop();
    last().end();
    await clock.advance(400);

    loop.wake();
    last().end();
    await clock.advance(1_000);

    expect(times()).toEqual([0, 400, 1_400]);
  });

  it("never overlaps: woken while it runs, it runs once more right afterwards", async () => {
    const { loop, clock, times, last, mostAtOnce } = aLoop();

    loop.wake();
    loop.wake();
    loop.wake();
    await clock.advance(5_000);
    const whileRunning = times();
    last().end();
    await clock.advance(0);
    last().end();
    await clock.advance(500);

    expect(whileRunning).toEqual([0]);
    expect(times()).toEqual([0, 5_000]);
    expect(mostAtOnce()).toBe(1);
  });

  it("goes on after a run that failed, and says so", async () => {
    const said: unknown[][] = [];
    const note = (...line: unknown[]) => void said.push(line);
    const { clock, times, last } = aLoop({ ...silentLog, error: note });

    last().fail();
    await clock.advance(1_000);

    expect(times()).toEqual([0, 1_000]);
    expect(said).toEqual([
      [{ loop: "test", error: new Error("broken") }, "a loop's work failed; it goes on"],
    ]);
  });

  it("goes on after work that throws before it has begun to wait", async () => {
    const clock = aClock();
    let runs = 0;
    const loop = startLoop({ clock, log: silentLog }, "test", 1_000, () => {
      runs += 1;
      throw new Error("broken");
    });

    await clock.advance(2_000);
    loop.wake();
    await clock.advance(0);

    expect(runs).toBe(4);
  });
});

/** A loop over rows that are due at these times; a run takes whatever is due. */
function aPacedLoop(dueAt: number[]) {
  const clock = aClock();
  const times: number[] = [];
  const nextDueAt = async () => (dueAt.length === 0 ? null : Math.min(...dueAt));
  const pace = { nextDueAt, busyMs: 100, mostMs: 10_000 };
  startLoop({ clock, log: silentLog }, "test", pace, async () => {
    times.push(clock.now() - START);
    dueAt.splice(0, dueAt.length, ...dueAt.filter((at) => at > clock.now()));
  });
  return { clock, times };
}

describe("a loop over rows with a due time", () => {
  it("sleeps until the next row is due, and no longer than the longest pause", async () => {
    const { clock, times } = aPacedLoop([START + 3_000, START + 50_000]);

    await clock.advance(50_000);

    expect(times).toEqual([0, 3_000, 13_000, 23_000, 33_000, 43_000, 50_000]);
  });

  it("looks again soon while a row stays due", async () => {
    const clock = aClock();
    let runs = 0;
    const pace = { nextDueAt: async () => START - 1, busyMs: 100, mostMs: 10_000 };
    startLoop({ clock, log: silentLog }, "test", pace, async () => void (runs += 1));

    await clock.advance(1_000);

    expect(runs).toBe(11);
  });

  it("looks again soon when it cannot be told what is due", async () => {
    const clock = aClock();
    let runs = 0;
    const nextDueAt = () => Promise.reject(new Error("broken"));
    const pace = { nextDueAt, busyMs: 100, mostMs: 10_000 };
    startLoop({ clock, log: silentLog }, "test", pace, async () => void (runs += 1));

    await clock.advance(1_000);

    expect(runs).toBe(11);
  });
});

describe("stopping a loop", () => {
  it("waits for the run under way, and starts no other", async () => {
    const { loop, clock, times, last } = aLoop();
    loop.wake();

    let stopped = false;
    const stopping = loop.stop().then(() => (stopped = true));
    await clock.advance(5_000);
    const before = stopped;
    last().end();
    await stopping;
    loop.wake();
    await clock.advance(5_000);

    expect(before).toBe(false);
    expect(times()).toEqual([0]);
    expect(clock.waiting()).toBe(0);
  });

  it("calls off the next run", async () => {
    const { loop, clock, times, last } = aLoop();
    last().end();
    await clock.advance(500);

    await loop.stop();
    await clock.advance(5_000);

    expect(times()).toEqual([0]);
    expect(clock.waiting()).toBe(0);
  });
});
