import { beforeEach, describe, expect, it } from "vitest";
import type { ForgetStore } from "../../src/bot/forget-store.ts";
import type { Offer, OfferStore } from "../../src/bot/offer-store.ts";
import { OWNER } from "../support/a-launch.ts";

const OFFER: Offer = { id: "b2c3d4f5g6h7", ownerId: OWNER, line: "pump MOSS Moss Coin", at: 1_000 };

interface Stores {
  readonly offers: OfferStore;
  readonly forgetting: ForgetStore;
}

/** What every {@link OfferStore} keeps to. */
export function offerStoreContract(name: string, make: () => Promise<Stores>): void {
  describe(`offer store: ${name}`, () => {
    let offers: OfferStore;
    let forgetting: ForgetStore;
    beforeEach(async () => {
      ({ offers, forgetting } = await make());
    });

    it("forgets what is older than asked, and an offer that was made again is young", async () => {
      const old = { ...OFFER, id: "j2c3d4f5g6h7" };
      await offers.keep(OFFER);
      await offers.keep(old);
      await offers.keep({ ...OFFER, at: 3_000 });

      await offers.forgetOffers(2_000, 10);

      expect(await offers.get(OFFER.id)).toEqual({ ...OFFER, at: 3_000 });
      expect(await offers.get(old.id)).toBeNull();
    });

    it("goes with its person", async () => {
      const others = { ...OFFER, id: "k2c3d4f5g6h7", ownerId: OWNER + 1 };
      await offers.keep(OFFER);
      await offers.keep(others);

      await forgetting.forget(OWNER, [], () => ({ rejected: "no-such" }));

      expect(await offers.get(OFFER.id)).toBeNull();
      expect(await offers.get(others.id)).toEqual(others);
    });
  });
}
