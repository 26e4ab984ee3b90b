import fc from "fast-check";
import { describe, expect } from "vitest";
import { InputError } from "../../src/domain/errors.ts";
import {
  BNB,
  decimal,
  ETH,
  formatAmount,
  MON,
  parseAmount,
  SOL,
  type Unit,
} from "../../src/domain/money.ts";
import { hostile } from "./arbitraries.ts";
import { law } from "./runs.ts";

const unit = fc.constantFrom<Unit>(SOL, BNB, ETH, MON, { symbol: "PT", decimals: 0 });
const OFTEN = 4;

/** The largest amount that is read: 999999.99… */
const most = ({ decimals }: Unit) => 10n ** BigInt(6 + decimals) - 1n;

/** Amounts of every size; small ones, round ones and those of three places as often as any. */
const amountOf = (one: Unit) =>
  fc.oneof(
    fc.bigInt({ min: 0n, max: most(one) }),
    fc.bigInt({ min: 0n, max: 1_000n }),
    fc.bigInt({ min: 0n, max: 999_999n }).map((whole) => whole * 10n ** BigInt(one.decimals)),
    fc
      .bigInt({ min: 0n, max: 999_999_999n })
      .map((thousandths) => (thousandths * 10n ** BigInt(one.decimals)) / 1_000n),
  );
const amounts = unit.chain((one) => fc.tuple(fc.constant(one), amountOf(one)));

/** The amount, or the code of the problem. Any other error is thrown on. */
function read(text: string, one: Unit): bigint | string {
  try {
    return parseAmount(text, one);
  } catch (error) {
    if (error instanceof InputError) return error.problem.code;
    throw error;
  }
}

/** What may stand around an amount without meaning anything. */
const blanks = fc.stringMatching(/^[ \t\n\u00A0]{0,4}$/);

describe("an amount", () => {
  law(
    "is read back from what was written, with and without its unit, in any case and between blanks",
    fc.property(amounts, blanks, blanks, fc.boolean(), ([one, amount], before, after, low) => {
      const written = formatAmount(amount, one);
      const typed = `${before}${low ? written.toLowerCase() : written}${after}`;

      expect(parseAmount(typed, one)).toBe(amount);
      expect(parseAmount(decimal(amount, one), one)).toBe(amount);
    }),
    { share: OFTEN },
  );

  law(
    "is written with digits that say exactly it: no sign, no exponent, no zero too many",
    fc.property(amounts, ([one, amount]) => {
      const written = decimal(amount, one);
      const [whole = "", fraction = ""] = written.split(".");

      expect(written).toMatch(/^(0|[1-9]\d*)(\.\d*[1-9])?$/);
      expect(BigInt(whole + fraction.padEnd(one.decimals, "0"))).toBe(amount);
    }),
    { share: OFTEN },
  );

  law(
    "is never rounded: a place more than the unit has is refused",
    fc.property(amounts, fc.integer({ min: 1, max: 9 }), ([one, amount], digit) => {
      const [whole = "", fraction = ""] = decimal(amount, one).split(".");
      const finer = `${whole}.${fraction.padEnd(one.decimals, "0")}${digit}`;

      expect(read(finer, one)).toBe("amount-too-fine");
      expect(read(`${finer.slice(0, -1)}0`, one)).toBe(amount);
    }),
    { share: OFTEN },
  );

  law(
    "means the same with a comma as with a dot, or is refused where a comma has two meanings",
    fc.property(amounts, ([one, amount]) => {
      const written = decimal(amount, one);
      const [whole = "", fraction = ""] = written.split(".");
      const ambiguous = fraction.length === 3 && whole !== "0";

      expect(read(written.replace(".", ","), one)).toBe(ambiguous ? "amount-ambiguous" : amount);
    }),
    { share: OFTEN },
  );

  law(
    "is larger when it is written larger",
    fc.property(
      unit.chain((one) => fc.tuple(fc.constant(one), amountOf(one), amountOf(one))),
      ([one, a, b]) => {
        const [first, second] = [
          parseAmount(decimal(a, one), one),
          parseAmount(decimal(b, one), one),
        ];

        expect(first < second).toBe(a < b);
      },
    ),
  );

  law(
    "is never more than what somebody wrote in the way of their own country",
    fc.property(
      unit,
      fc.integer({ min: 0, max: 9_999_999 }),
      fc.integer({ min: 0, max: 4 }),
      fc.constantFrom(
        "en",
        "de",
        "de-CH",
        "fr",
        "es",
        "pt-BR",
        "en-IN",
        "sv",
        "ar",
        "fa",
        "hi",
        "mr",
      ),
      fc.boolean(),
      (one, digits, places, locale, useGrouping) => {
        const meant = digits / 10 ** places;
        const typed = new Intl.NumberFormat(locale, {
          useGrouping,
          maximumFractionDigits: 4,
        }).format(meant);
        const amount = read(typed, one);
        if (typeof amount === "string") return;

        const exact = BigInt(digits) * 10n ** BigInt(one.decimals);
        expect(amount * 10n ** BigInt(places)).toBeLessThanOrEqual(exact);
        if (!useGrouping) expect(amount * 10n ** BigInt(places)).toBe(exact);
      },
    ),
    { share: OFTEN },
  );

  law(
    "is a whole number of smallest parts within bounds, or refused, whatever is typed",
    fc.property(
      unit,
      fc.oneof(
        hostile(120),
        fc.stringMatching(/^[-+ \d.,eExX_'SOLsol]{0,24}$/),
        fc.double().map(String),
        fc.bigInt().map(String),
        fc.constantFrom(
          "NaN",
          "Infinity",
          "1e3",
          "0x10",
          "1_000",
          "½",
          "٣",
          "１",
          "--1",
          "1..",
          "0b1",
        ),
      ),
      (one, typed) => {
        const amount = read(typed, one);
        if (typeof amount === "string") {
          expect(amount).toMatch(/^amount-/);
          return;
        }

        expect(amount >= 0n && amount <= most(one)).toBe(true);
        // Nothing but digits with one mark among them ever counts.
        expect(typed.trim()).toMatch(/^\d*[.,]?\d*\s*[a-z]*$/i);
      },
    ),
    { share: OFTEN },
  );

  law(
    "takes no time when it is hostile and long",
    fc.property(
      unit,
      fc.constantFrom("9", "0", " ", ".", ",", "0 ", "SOL", "1,000", "\u00A0", "-"),
      fc.constantFrom("", "1", "0.", " SOL", "x"),
      (one, filler, end) => {
        const typed = filler.repeat(400_000 / filler.length) + end;

        expect(read(typed, one)).toBeTypeOf("string");
      },
    ),
  );
});
