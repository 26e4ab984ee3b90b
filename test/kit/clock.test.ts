import { describe, expect, it } from "vitest";
import { sleep } from "../../src/kit/clock.ts";
import { nextUtcMidnight } from "../../src/kit/utc.ts";
import { aClock } from "../support/a-clock.ts";

/** Sleeps, and tells whether it is over. */
function asleep(ms: number, signal?: AbortSignal) {
  const clock = aClock();
  let over = false;
  void sleep(clock, ms, signal).then(() => (over = true));
  return { clock, over: () => over };
}

describe("sleeping", () => {
  it("lasts as long as it is told", async () => {
    const { clock, over } = asleep(1_000);

    await clock.advance(999);
    const before = over();
    await clock.advance(1);

    expect([before, over()]).toEqual([false, true]);
  });

  it("ends with the signal, without an error or a timer left behind", async () => {
    const stop = new AbortController();
    const { clock, over } = asleep(1_000, stop.signal);

    stop.abort();
    await clock.advance(0);

    expect(over()).toBe(true);
    expect(clock.waiting()).toBe(0);
  });

  it("does not begin when the signal came before", async () => {
    const { clock, over } = asleep(1_000, AbortSignal.abort());

    await clock.advance(0);

    expect(over()).toBe(true);
    expect(clock.waiting()).toBe(0);
  });
});

describe("the next midnight in UTC", () => {
  it.each([
    ["2025-06-01T12:00:00.000Z", "2025-06-02T00:00:00.000Z"],
    ["2025-06-01T23:59:59.999Z", "2025-06-02T00:00:00.000Z"],
    ["2025-06-01T00:00:00.000Z", "2025-06-02T00:00:00.000Z"],
    ["2024-12-31T18:00:00.000Z", "2025-01-01T00:00:00.000Z"],
  ])("after %s is %s", (now, midnight) => {
    expect(new Date(nextUtcMidnight(Date.parse(now))).toISOString()).toBe(midnight);
  });
});
