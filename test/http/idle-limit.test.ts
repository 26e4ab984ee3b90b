import { expect, it } from "vitest";
import { createIdleLimit } from "../../src/http/idle-limit.ts";
import { aClock } from "../support/a-clock.ts";

const MOST_MS = 20_000;

function aLimit() {
  const clock = aClock();
  return { clock, limit: createIdleLimit(clock) };
}

it("pings as rarely as allowed while nothing is known", () => {
  expect(aLimit().limit.everyMs(MOST_MS)).toBe(MOST_MS);
});

it("pings twice within what the server says it keeps", () => {
  const { limit } = aLimit();

  limit.hinted(5_000);

  expect(limit.everyMs(MOST_MS)).toBe(2_500);
});

it("believes two closes after a like rest, at different moments", async () => {
  const { clock, limit } = aLimit();

  limit.closed(10_000);
  await clock.advance(11_000);
  limit.closed(10_400);

  expect(limit.everyMs(MOST_MS)).toBe(5_000);
});

it("does not take a restart, which closes all at once, for a limit", async () => {
  const { clock, limit } = aLimit();

  limit.closed(3_000);
  limit.closed(3_000);
  await clock.advance(60_000);
  limit.closed(9_000);

  expect(limit.knownMs()).toBeNull();
});

it("takes no close without a rest for a limit", async () => {
  const { clock, limit } = aLimit();

  limit.closed(20);
  await clock.advance(5_000);
  limit.closed(20);

  expect(limit.knownMs()).toBeNull();
});

it("takes the shorter of what it was told and what it saw", async () => {
  const { clock, limit } = aLimit();
  limit.hinted(75_000);

  limit.closed(10_000);
  await clock.advance(11_000);
  limit.closed(10_000);

  expect(limit.knownMs()).toBe(10_000);
});

it("forgets after an hour what it saw, and not what it was told", async () => {
  const { clock, limit } = aLimit();
  limit.hinted(75_000);
  limit.closed(10_000);
  await clock.advance(11_000);
  limit.closed(10_000);

  await clock.advance(60 * 60_000);

  expect(limit.knownMs()).toBe(75_000);
});

it("never pings more often than twice a second", () => {
  const { limit } = aLimit();

  limit.hinted(100);

  expect(limit.everyMs(MOST_MS)).toBe(500);
});
