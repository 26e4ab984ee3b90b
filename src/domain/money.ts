import { refuse } from "./errors.ts";

/** A coin's name and how many decimal places its smallest unit has: `{ symbol: "SOL", decimals: 9 }`. */
export interface Unit {
  readonly symbol: string;
  readonly decimals: number;
}

export const SOL: Unit = { symbol: "SOL", decimals: 9 };
export const BNB: Unit = { symbol: "BNB", decimals: 18 };
export const ETH: Unit = { symbol: "ETH", decimals: 18 };
export const MON: Unit = { symbol: "MON", decimals: 18 };

/** Whole coins above this are taken for a slip of the finger. Our own bound, no provider's. */
const MAX_WHOLE_DIGITS = 6;
/** Nobody types more; the patterns below take time by the square of the length. */
const MAX_TYPED = 100;

/**
 * Reads what a person types as an amount: `0.5`, `0,5`, `.5`, `0.5 SOL`.
 *
 * A comma before exactly three digits (`1,000`) is refused, since half the world means a thousand by it and the other
 * half means one. Signs, exponents and more decimals than the unit has are refused too; nothing is ever rounded.
 *
 * @returns The amount in the unit's smallest parts (lamports, wei).
 * @throws {InputError} `amount-*`, with what is wrong.
 */
export function parseAmount(text: string, unit: Unit): bigint {
  if (text.length > MAX_TYPED) refuse({ code: "amount-unreadable", unit: unit.symbol });
  const bare = text.trim().replace(new RegExp(`\\s*${unit.symbol}$`, "i"), "");
  if (bare === "") refuse({ code: "amount-empty", unit: unit.symbol });
  if (bare.startsWith("-")) refuse({ code: "amount-negative" });
  const parts = /^(\d*)(?:([.,])(\d*))?$/.exec(bare);
  const whole = parts?.[1] ?? "";
  const fraction = parts?.[3] ?? "";
  if (!parts || whole + fraction === "") refuse({ code: "amount-unreadable", unit: unit.symbol });
  if (parts[2] === "," && fraction.length === 3 && !/^0*$/.test(whole)) {
    refuse({ code: "amount-ambiguous", typed: bare });
  }
  if (whole.replace(/^0+/, "").length > MAX_WHOLE_DIGITS) {
    refuse({ code: "amount-too-large", unit: unit.symbol });
  }
  const places = fraction.replace(/0+$/, "");
  if (places.length > unit.decimals) {
    refuse({ code: "amount-too-fine", unit: unit.symbol, decimals: unit.decimals });
  }
  return BigInt(whole + places.padEnd(unit.decimals, "0"));
}

/** The exact decimal digits of an amount without its unit: `500000000n` lamports is `0.5`. */
export function decimal(amount: bigint, unit: Unit): string {
  const digits = amount.toString().padStart(unit.decimals + 1, "0");
  const whole = digits.slice(0, digits.length - unit.decimals);
  const fraction = digits.slice(digits.length - unit.decimals).replace(/0+$/, "");
  return fraction === "" ? whole : `${whole}.${fraction}`;
}

/** The same with its unit, for people: `0.5 SOL`. */
export function formatAmount(amount: bigint, unit: Unit): string {
  return `${decimal(amount, unit)} ${unit.symbol}`;
}
