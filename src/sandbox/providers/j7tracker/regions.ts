/** The documented regions and how far they are from here, in ms there and back, as if the bot ran in Europe. */
export const DEFAULT_DISTANCES: Readonly<Record<string, number>> = {
  europe: 12,
  "na-east": 48,
  "na-west": 70,
  asia: 110,
  australia: 140,
};

/** The only region that takes sniper wallets, and the only one with the charity search. */
export const NA_EAST = "na-east";
