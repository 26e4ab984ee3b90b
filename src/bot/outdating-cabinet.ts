import type { BotDeps, KeyCabinet } from "./deps.ts";

/**
 * The cabinet, where every change of a key first outdates the owner's open preview cards: a card says whose wallet pays,
 * and a tap on Launch must never use another one. First, since a crash in between then only costs a tap.
 */
export function outdatingCabinet(
  cabinet: KeyCabinet,
  { drafts, clock }: Pick<BotDeps, "drafts" | "clock">,
): KeyCabinet {
  const outdate = (ownerId: number) => drafts.outdate(ownerId, clock.now());
  return {
    async seal(slot, form, typed, link) {
      await outdate(slot.ownerId);
      return cabinet.seal(slot, form, typed, link);
    },
    async makeWallet(slot) {
      await outdate(slot.ownerId);
      return cabinet.makeWallet(slot);
    },
    async remove(slot) {
      await outdate(slot.ownerId);
      return cabinet.remove(slot);
    },
    list: (ownerId) => cabinet.list(ownerId),
    uses: (ownerId, limit, before) => cabinet.uses(ownerId, limit, before),
    forget: (ownerId) => cabinet.forget(ownerId),
    credentialOf: (ownerId, provider, launchId) =>
      cabinet.credentialOf(ownerId, provider, launchId),
  };
}
