import { describe, expect, it } from "vitest";
import {
  BNB,
  decimal,
  ETH,
  formatAmount,
  parseAmount,
  SOL,
  type Unit,
} from "../../src/domain/money.ts";
import { problem } from "../support/caught.ts";

const NO_PLACES: Unit = { symbol: "PT", decimals: 0 };

describe("reading an amount", () => {
  it.each([
    ["0.5", 500_000_000n],
    ["0,5", 500_000_000n],
    [".5", 500_000_000n],
    [",5", 500_000_000n],
    ["0.5 SOL", 500_000_000n],
    ["0.5sol", 500_000_000n],
    ["  0.5  ", 500_000_000n],
    ["5", 5_000_000_000n],
    ["5.", 5_000_000_000n],
    ["007", 7_000_000_000n],
    ["0", 0n],
    ["0.000000001", 1n],
    ["0.000000001000", 1n],
    ["0,500", 500_000_000n],
    ["1.000", 1_000_000_000n],
    ["1,00", 1_000_000_000n],
    ["999999.999999999", 999_999_999_999_999n],
  ])("takes %j", (typed, lamports) => {
    expect(parseAmount(typed, SOL)).toBe(lamports);
  });

  it("takes all eighteen places where the unit has them", () => {
    expect(parseAmount("1.000000000000000001", BNB)).toBe(1_000_000_000_000_000_001n);
  });

  it("keeps digits that a float would lose", () => {
    const typed = "123456.123456789012345678";

    expect(parseAmount(typed, ETH)).toBe(123_456_123_456_789_012_345_678n);
    expect(decimal(parseAmount(typed, ETH), ETH)).toBe(typed);
  });

  it.each([
    ["", "amount-empty"],
    ["   ", "amount-empty"],
    ["SOL", "amount-empty"],
    ["-1", "amount-negative"],
    ["-", "amount-negative"],
    ["1e99", "amount-unreadable"],
    ["+1", "amount-unreadable"],
    ["0x10", "amount-unreadable"],
    ["1_000", "amount-unreadable"],
    ["1 000", "amount-unreadable"],
    ["1,000,000", "amount-unreadable"],
    ["1.000,5", "amount-unreadable"],
    [".", "amount-unreadable"],
    [",", "amount-unreadable"],
    ["half", "amount-unreadable"],
    ["Infinity", "amount-unreadable"],
    ["0.5 BNB", "amount-unreadable"],
    ["٠.٥", "amount-unreadable"],
    ["０.５", "amount-unreadable"],
    ["½", "amount-unreadable"],
    ["1,000", "amount-ambiguous"],
    ["12,345", "amount-ambiguous"],
    ["1000000", "amount-too-large"],
    ["9999999.5", "amount-too-large"],
    ["0.0000000001", "amount-too-fine"],
    ["1.000000000000000001", "amount-too-fine"],
  ])("refuses %j as %s", async (typed, code) => {
    expect(await problem(() => parseAmount(typed, SOL))).toMatchObject({ code });
  });

  it("says what was typed where that has two meanings, and how fine the unit is", async () => {
    expect(await problem(() => parseAmount("1,000", SOL))).toEqual({
      code: "amount-ambiguous",
      typed: "1,000",
    });
    expect(await problem(() => parseAmount("0.0000000001", SOL))).toEqual({
      code: "amount-too-fine",
      unit: "SOL",
      decimals: 9,
    });
  });

  it.each([
    ["digits", "9".repeat(1_000_000)],
    ["zeros before a last digit", `0.${"0".repeat(1_000_000)}1`],
    ["blanks", `0${" ".repeat(1_000_000)}1`],
  ])("refuses a million %s at once", async (_what, typed) => {
    expect(await problem(() => parseAmount(typed, SOL))).toEqual({
      code: "amount-unreadable",
      unit: "SOL",
    });
  });

  it("knows units without decimal places", async () => {
    expect(parseAmount("12", NO_PLACES)).toBe(12n);
    expect(await problem(() => parseAmount("1.5", NO_PLACES))).toMatchObject({
      code: "amount-too-fine",
    });
  });
});

describe("writing an amount", () => {
  it.each([
    [0n, "0"],
    [1n, "0.000000001"],
    [500_000_000n, "0.5"],
    [1_000_000_000n, "1"],
    [12_345_678_900_000_000n, "12345678.9"],
  ])("writes %d lamports as %s", (lamports, digits) => {
    expect(decimal(lamports, SOL)).toBe(digits);
  });

  it("names the unit for people", () => {
    expect(formatAmount(500_000_000n, SOL)).toBe("0.5 SOL");
  });
});
