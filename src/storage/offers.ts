import { asc, eq, inArray, lt, sql } from "drizzle-orm";
import type { OfferStore } from "../bot/offer-store.ts";
import { limitSlot, run, slots, type Tx, type UnitOfWork } from "./unit-of-work.ts";

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
    forgetOffers: (before, limit) =>
      transact(function* (tx) {
        return (yield* run(tx.ready(dropOffers, { before, limit }))).length;
      }),
  };
}

const keepOffer = ({ q, t }: Tx) =>
  q
    .insert(t.inlineOffers)
    .values(slots("id", "ownerId", "line", "at"))
    .onConflictDoUpdate({ target: t.inlineOffers.id, set: slots("at") });

export const dropOffers = ({ q, t }: Tx) => {
  const { id, at } = t.inlineOffers;
  const old = q
    .select({ id })
    .from(t.inlineOffers)
    .where(lt(at, sql.placeholder("before")));
  return q
    .delete(t.inlineOffers)
    .where(inArray(id, old.orderBy(asc(at)).limit(limitSlot("limit"))))
    .returning({ id });
};

const offerById = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.inlineOffers)
    .where(eq(t.inlineOffers.id, sql.placeholder("id")));
