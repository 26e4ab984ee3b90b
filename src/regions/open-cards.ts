import type { Clock } from "../kit/clock.ts";

/** Which cards could be tapped right now, and where each of them would launch. */
export interface OpenCards {
  drawn(card: string, region: string): void;
  /** It was tapped, or given up: it counts for a minute more, since its launch may only just be on its way. */
  gone(card: string): void;
  /** How many would launch there. */
  countOf(region: string): number;
}

/** As long as a draft waits for its tap; a card that is drawn again begins anew. */
const LIFE_MS = 30 * 60_000;
const LEAVING_MS = 60_000;

/** In memory. */
export function createOpenCards(clock: Clock): OpenCards {
  const cards = new Map<string, { readonly region: string; readonly until: number }>();
  return {
    drawn: (card, region) => void cards.set(card, { region, until: clock.now() + LIFE_MS }),
    gone(card) {
      const known = cards.get(card);
      const until = clock.now() + LEAVING_MS;
      if (known && until < known.until) cards.set(card, { ...known, until });
    },
    countOf(region) {
      for (const [card, { until }] of cards) if (until <= clock.now()) cards.delete(card);
      return [...cards.values()].filter((one) => one.region === region).length;
    },
  };
}
