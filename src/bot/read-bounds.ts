import { InputError, refuse } from "../domain/errors.ts";
import type { Bounds } from "../domain/limits.ts";
import { parseAmount, type Unit } from "../domain/money.ts";

/** Two typed amounts as bounds: the first may not be above the second. What is wrong with them is for saying, not a fault. */
export function readBounds(unit: Unit, launch: string, day: string): Bounds | InputError {
  try {
    const bounds = { perLaunch: parseAmount(launch, unit), perDay: parseAmount(day, unit) };
    if (bounds.perLaunch > bounds.perDay) refuse({ code: "limit-order" });
    return bounds;
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}
