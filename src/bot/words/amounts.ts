import { unitOf, type Limit } from "../../domain/limits.ts";
import { formatAmount, type Unit } from "../../domain/money.ts";

/** An amount as a stored problem holds it: base units as digits. The digits themselves where the unit is no longer known. */
export function storedAmount(digits: string, symbol: string): string {
  const unit = unitOf(symbol);
  return unit === null ? `${digits} ${symbol}` : formatAmount(BigInt(digits), unit);
}

/** `1 SOL a launch, 3 SOL a day` */
export const boundsText = (
  unit: Unit,
  { perLaunch, perDay }: Pick<Limit, "perLaunch" | "perDay">,
): string => `${formatAmount(perLaunch, unit)} a launch, ${formatAmount(perDay, unit)} a day`;
