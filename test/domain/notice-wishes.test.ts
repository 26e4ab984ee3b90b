import { describe, expect, it } from "vitest";
import { FIRST_WISHES, nextDigest, quietUntil } from "../../src/domain/notice-wishes.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (time: string) => Date.parse(`2026-11-22T${time}:00Z`);
const instant = (time: number | null) => (time === null ? null : new Date(time).toISOString());
const quiet = (from: number, until: number, clockAhead: number | null = null) => ({
  ...FIRST_WISHES,
  ...{ quiet: { from, until }, clockAhead },
});

describe("quiet hours", () => {
  it.each([
    ["before midnight", "22:00", quiet(22, 8), "2026-11-23T08:00:00.000Z"],
    ["after midnight", "07:59", quiet(22, 8), "2026-11-22T08:00:00.000Z"],
    ["at their end", "08:00", quiet(22, 8), null],
    ["in the day", "21:59", quiet(22, 8), null],
    ["within a day", "13:30", quiet(13, 14), "2026-11-22T14:00:00.000Z"],
    ["by a clock ahead", "17:00", quiet(22, 8, 330), "2026-11-23T02:30:00.000Z"],
    ["by a clock behind", "03:00", quiet(22, 8, -300), "2026-11-22T13:00:00.000Z"],
    ["by a clock behind, in its day", "13:00", quiet(22, 8, -300), null],
  ])("%s: %s", (_when, time, wishes, until) => {
    expect(instant(quietUntil(wishes, at(time)))).toBe(until);
  });

  it("are none for who set none", () => {
    expect(quietUntil(FIRST_WISHES, at("03:00"))).toBeNull();
  });
});

describe("the next digest", () => {
  it.each([
    ["a day after", FIRST_WISHES, "2026-11-23T12:00:00.000Z"],
    ["at the hour", { ...FIRST_WISHES, digestHour: 7 }, "2026-11-23T07:00:00.000Z"],
    ["not too soon", { ...FIRST_WISHES, digestHour: 18 }, "2026-11-23T18:00:00.000Z"],
    ["by a clock", { ...FIRST_WISHES, digestHour: 7, clockAhead: 60 }, "2026-11-23T06:00:00.000Z"],
    ["never", { ...FIRST_WISHES, digest: false }, null],
  ])("of what became unclear just now comes %s", (_how, wishes, then) => {
    expect(instant(nextDigest(wishes, at("12:00"), at("12:00")))).toBe(then);
  });

  it("is always half a day to a day and a half ahead", () => {
    for (let hours = 0; hours < 24 * 9; hours += 1) {
      for (const digestHour of [null, 0, 9, 23]) {
        const now = at("12:00") + hours * HOUR;
        const wishes = { ...FIRST_WISHES, digestHour, clockAhead: -210 };
        const wait = (nextDigest(wishes, at("12:00"), now) ?? 0) - now;
        expect(wait).toBeGreaterThanOrEqual(DAY / 2);
        expect(wait).toBeLessThan(1.5 * DAY);
      }
    }
  });
});
