/** A line that somebody typed behind the bot's name, for the cards that they may post from it. */
export interface Offer {
  readonly id: string;
  readonly ownerId: number;
  readonly line: string;
  readonly at: number;
}

/**
 * Offers of inline mode. They are kept because the button of a posted card has no room for a line, and Telegram need not
 * tell what was chosen. Each method is one transaction.
 */
export interface OfferStore {
  /** Keeps an offer; one of the same id is as young as this one from now on. */
  keep(offer: Offer): Promise<void>;
  get(id: string): Promise<Offer | null>;
  /** Forgets at most `limit` of those that are older than this. @returns How many. */
  forgetOffers(before: number, limit: number): Promise<number>;
}
