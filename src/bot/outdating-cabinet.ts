import { PROVIDER_NAMES } from "../domain/credential.ts";
import type { BotDeps, KeyCabinet } from "./deps.ts";

/**
 * The cabinet, where every change of a key first outdates the owner's open preview cards: a card says whose wallet pays,
 * and a tap on Launch must never use another one. First, since a crash in between then only costs a tap.
 *
 * What providers keep in memory of a key, such as the session that it opened, goes with it.
 */
export function outdatingCabinet(
  cabinet: KeyCabinet,
  { drafts, providers, clock }: Pick<BotDeps, "drafts" | "providers" | "clock">,
): KeyCabinet {
  const outdate = (ownerId: number) => drafts.outdate(ownerId, clock.now());
  return {
    async seal(slot, form, typed, link) {
      await outdate(slot.ownerId);
      const info = await cabinet.seal(slot, form, typed, link);
      providers[slot.provider].forget?.(slot.ownerId);
      return info;
    },
    async makeWallet(slot) {
      await outdate(slot.ownerId);
      return cabinet.makeWallet(slot);
    },
    async remove(slot) {
      await outdate(slot.ownerId);
      const removed = await cabinet.remove(slot);
      providers[slot.provider].forget?.(slot.ownerId);
      return removed;
    },
    list: (ownerId) => cabinet.list(ownerId),
    uses: (ownerId, limit, before) => cabinet.uses(ownerId, limit, before),
    forget(ownerId) {
      cabinet.forget(ownerId);
      for (const name of PROVIDER_NAMES) providers[name].forget?.(ownerId);
    },
    credentialOf: (ownerId, provider, launchId) =>
      cabinet.credentialOf(ownerId, provider, launchId),
  };
}
