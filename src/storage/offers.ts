import { eq, lt, sql } from "drizzle-orm";
import type { OfferStore } from "../bot/offer-store.ts";
import { run, slots, type Tx, type UnitOfWork } from "./unit-of-work.ts";

export function createOfferStore(transact: UnitOfWork): OfferStore {
  return {
    keep: (offer) =>
      transact(function* (tx) {
        yield* run(tx.ready(keepOffer, { ...offer }));
      }),
    get: (id) =>
      transact(function* (tx) {
        const [row] = yield* run(tx.ready(offerById, { id }));
        return row ?? null;
      }),
    forgetOffers: (before) =>
      transact(function* ({ q, t }) {
        yield* run(q.delete(t.inlineOffers).where(lt(t.inlineOffers.at, before)));
      }),
  };
}

const keepOffer = ({ q, t }: Tx) =>
  q
    .insert(t.inlineOffers)
    .values(slots("id", "ownerId", "line", "at"))
    .onConflictDoUpdate({ target: t.inlineOffers.id, set: slots("at") });

const offerById = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.inlineOffers)
    .where(eq(t.inlineOffers.id, sql.placeholder("id")));
