import { describe, expect, it } from "vitest";
import { CHAINS } from "../../src/domain/chains.ts";
import {
  changeLimit,
  defaultLimit,
  limitAt,
  LIMITED_UNITS,
  RAISE_MS,
  unitOf,
  withoutRaise,
} from "../../src/domain/limits.ts";
import { formatAmount, SOL } from "../../src/domain/money.ts";
import type { Outlay } from "../../src/domain/spending.ts";
import { whyNot } from "../../src/domain/standing.ts";
import { START } from "../support/a-clock.ts";
import { aStanding } from "../support/a-launch.ts";

const HOUR_MS = 60 * 60_000;
const usual = defaultLimit(SOL);
const bounds = (perLaunch: bigint, perDay: bigint) => ({ perLaunch, perDay });
const costing = (sum: bigint): Outlay => ({ unit: SOL, tokens: 1, each: sum, sum });
const SOLS = 1_000_000_000n;

describe("a spend limit", () => {
  it("holds from the start in every unit that launches are paid in", () => {
    const paid = Object.values(CHAINS).map(({ unit }) => unit);

    const held = LIMITED_UNITS.map((unit) => {
      const { perLaunch, perDay } = defaultLimit(unit);
      return `${formatAmount(perLaunch, unit)}, ${formatAmount(perDay, unit)}`;
    });

    expect(new Set(LIMITED_UNITS)).toEqual(new Set(paid));
    expect(held).toEqual([
      "1 SOL, 3 SOL",
      "0.3 BNB, 1 BNB",
      "0.1 ETH, 0.3 ETH",
      "5000 MON, 15000 MON",
    ]);
    expect(unitOf("sol")).toBe(SOL);
    expect(unitOf("BTC")).toBeNull();
  });

  it("allows nothing in a unit that nobody gave a limit", () => {
    const limit = defaultLimit({ symbol: "NEW", decimals: 9 });

    expect(limit).toMatchObject(bounds(0n, 0n));
  });

  it("is lowered at once", () => {
    expect(changeLimit(usual, bounds(1n, 2n), START)).toEqual({
      ...{ unit: SOL, raise: null },
      ...bounds(1n, 2n),
    });
  });

  it("is raised a day later, and not a moment before", () => {
    const wish = bounds(2n * SOLS, 8n * SOLS);

    const raised = changeLimit(usual, wish, START);

    expect(raised).toEqual({ ...usual, raise: { ...wish, at: START + RAISE_MS } });
    expect(limitAt(raised, START + RAISE_MS - 1)).toMatchObject(bounds(SOLS, 3n * SOLS));
    expect(limitAt(raised, START + RAISE_MS)).toEqual({ unit: SOL, raise: null, ...wish });
  });

  it("of which one part is raised and the other lowered does each in its time", () => {
    const mixed = changeLimit(usual, bounds(SOLS / 2n, 9n * SOLS), START);

    expect(mixed).toMatchObject({
      ...bounds(SOLS / 2n, 3n * SOLS),
      raise: bounds(SOLS / 2n, 9n * SOLS),
    });
  });

  it("that is lowered takes back a raise that waits", () => {
    const raised = changeLimit(usual, bounds(2n * SOLS, 8n * SOLS), START);

    const lowered = changeLimit(raised, bounds(SOLS, 2n * SOLS), START + HOUR_MS);

    expect(lowered).toMatchObject({ ...bounds(SOLS, 2n * SOLS), raise: null });
  });

  it("waits no longer when the same raise is asked for again, and anew for another", () => {
    const raised = changeLimit(usual, bounds(2n * SOLS, 8n * SOLS), START);

    const same = changeLimit(raised, bounds(2n * SOLS, 8n * SOLS), START + HOUR_MS);
    const other = changeLimit(raised, bounds(2n * SOLS, 7n * SOLS), START + HOUR_MS);

    expect(same).toEqual(raised);
    expect(other.raise?.at).toBe(START + HOUR_MS + RAISE_MS);
  });

  it("lets a raise be taken back until its time has come", () => {
    const wish = bounds(2n * SOLS, 8n * SOLS);
    const raised = changeLimit(usual, wish, START);

    expect(withoutRaise(raised, START + RAISE_MS - 1)).toEqual(usual);
    expect(withoutRaise(raised, START + RAISE_MS)).toMatchObject({ ...wish, raise: null });
  });
});

describe("who may launch", () => {
  it("may spend a limit to its last part, and nothing beyond", () => {
    const spending = [{ unit: SOL, reserved: SOLS, spent: SOLS }];

    expect(whyNot(aStanding({ spending }), costing(SOLS))).toBeNull();
    expect(whyNot(aStanding(), costing(SOLS + 1n))).toMatchObject({
      ...{ code: "over-limit", span: "launch", outlay: "1000000001", bound: "1000000000" },
    });
    expect(
      whyNot(
        aStanding({ spending: [{ unit: SOL, reserved: SOLS, spent: SOLS + 1n }] }),
        costing(SOLS),
      ),
    ).toEqual({
      ...{ code: "over-limit", span: "day", unit: "SOL", outlay: "1000000000" },
      ...{ bound: "3000000000", reserved: "1000000000", spent: "1000000001" },
    });
  });

  it("may launch what costs nothing, or what nobody can price, whatever was spent", () => {
    const spending = [{ unit: SOL, reserved: 0n, spent: 99n * SOLS }];

    expect(whyNot(aStanding({ spending }), costing(0n))).toBeNull();
    expect(whyNot(aStanding({ spending }), null)).toBeNull();
  });

  it("is not held back by what other coins were spent", () => {
    const { bnb } = CHAINS;
    const spending = [{ unit: bnb.unit, reserved: 10n ** 20n, spent: 0n }];

    expect(whyNot(aStanding({ spending }), costing(SOLS))).toBeNull();
  });

  it.each([
    ["hour", 10, HOUR_MS],
    ["day", 30, 24 * HOUR_MS],
  ] as const)(
    "launches so often in an %s, and then again when the oldest is past",
    (span, most, ms) => {
      const gap = Math.floor(ms / most);
      const confirmed = Array.from({ length: most }, (_, at) => START - at * gap);
      const oldest = START - (most - 1) * gap;

      expect(whyNot(aStanding({ confirmed: confirmed.slice(1) }), null)).toBeNull();
      expect(whyNot(aStanding({ confirmed }), null)).toEqual({
        ...{ code: "too-many-launches", span, most, until: oldest + ms },
      });
      expect(whyNot(aStanding({ confirmed, at: oldest + ms }), null)).toBeNull();
    },
  );

  it.each(["owner", "operator"] as const)("launches nothing while the %s has paused", (by) => {
    expect(whyNot(aStanding({ pausedBy: by }), costing(0n))).toEqual({ code: "paused", by });
  });
});
