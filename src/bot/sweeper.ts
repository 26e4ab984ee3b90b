import type { Api } from "grammy";
import { startLoop, type Loop } from "../kit/loop.ts";
import type { BotDeps } from "./deps.ts";
import type { DraftCards } from "./draft-card.ts";
import { draftWords } from "./words/words.ts";

type Deps = Pick<BotDeps, "drafts" | "conversations" | "store" | "offers" | "clock" | "log"> & {
  readonly cards: DraftCards;
  readonly images: {
    /** Removes pictures older than this that nothing names. @returns How many. */
    sweep(before: number): Promise<number>;
  };
};

const EVERY_MS = 60_000;
const DRAFT_LIFE_MS = 30 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
/** Telegram delivers an update again for at most a day. */
const UPDATES_KEPT_MS = 8 * DAY_MS;
/** A card that was posted longer ago than this, and never tapped, is too old to be launched. */
const OFFERS_KEPT_MS = DAY_MS;
const FLOWS_KEPT_MS = 2 * DAY_MS;
/** A flow that is forgotten may have held one until then. */
const PICTURES_KEPT_MS = FLOWS_KEPT_MS + DAY_MS;
/** Looks through every draft and launch, so not at every turn. */
const PICTURES_EVERY_MS = 60 * 60_000;
const BATCH = 50;

/** Clears up what was left lying: drafts nobody confirmed, conversations nobody went on with and their pictures,
 * ids of old updates. */
export function startSweeper(deps: Deps, api: Api): Loop {
  const { drafts, clock, log } = deps;
  let picturesAt = -Infinity;
  return startLoop({ clock, log }, "sweeper", EVERY_MS, async () => {
    const now = clock.now();
    for (const stale of await drafts.stale(now - DRAFT_LIFE_MS, BATCH)) {
      const closed = await drafts.close(stale.id, "expired", now);
      if (!closed) continue;
      const text = draftWords.expired(stale.content.name ?? draftWords.noName);
      await deps.cards.close(api, closed, text).catch((error: unknown) => {
        log.info({ error }, "the card of an expired draft could not be changed");
      });
    }
    await deps.conversations.forget(now - FLOWS_KEPT_MS);
    await deps.offers.forgetOffers(now - OFFERS_KEPT_MS);
    await deps.store.forgetUpdates(now - UPDATES_KEPT_MS);
    if (now - picturesAt < PICTURES_EVERY_MS) return;
    await deps.images.sweep(now - PICTURES_KEPT_MS);
    picturesAt = now;
  });
}
