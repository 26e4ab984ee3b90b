import type { Api } from "grammy";
import { startLoop, type Loop } from "../kit/loop.ts";
import { CARD_LIFE_MS } from "../launches/timers.ts";
import { inBites } from "./bites.ts";
import type { BotDeps } from "./deps.ts";
import type { DraftCards } from "./draft-card.ts";
import { draftWords } from "./words/words.ts";

/** How far the pictures were looked through. */
interface Place {
  readonly createdAt: number;
  readonly hash: string;
}

interface Pictures {
  /** Removes those of one stretch that nothing names. `to`: where the next one begins; null: that was the last. */
  sweep(stretch: {
    readonly before: number;
    readonly from: Place | null;
    readonly limit: number;
  }): Promise<{ readonly to: Place | null }>;
}

type Deps = Pick<BotDeps, "drafts" | "conversations" | "store" | "offers" | "clock" | "log"> & {
  readonly cards: DraftCards;
  readonly images: Pictures;
  /** Moves the database's log into its file, if that has grown long. */
  readonly checkpoint: (mode: "long") => Promise<unknown>;
};

const EVERY_MS = 60_000;
const DAY_MS = 24 * 60 * 60_000;
/** Telegram delivers an update again for at most a day. */
const UPDATES_KEPT_MS = 8 * DAY_MS;
/** A card that was posted longer ago than this, and never tapped, is too old to be launched. */
const OFFERS_KEPT_MS = DAY_MS;
const FLOWS_KEPT_MS = 2 * DAY_MS;
/** A flow that is forgotten may have held one until then. */
const PICTURES_KEPT_MS = FLOWS_KEPT_MS + DAY_MS;
/** Looks at every picture, so not at every turn. */
const PICTURES_EVERY_MS = 60 * 60_000;
const DRAFTS = 50;
const ROWS = { least: 10, first: 20, most: 400 };
/** One has up to 500 kB. */
const PICTURES = { least: 1, first: 4, most: 50 };

/** Clears up what was left lying: drafts nobody confirmed, conversations nobody went on with and their pictures,
 * ids of old updates. */
export function startSweeper(deps: Deps, api: Api): Loop {
  const { drafts, clock, log } = deps;
  const stopping = new AbortController();
  const { signal } = stopping;
  let picturesAt = -Infinity;
  const loop = startLoop({ clock, log }, "sweeper", EVERY_MS, async () => {
    const now = clock.now();
    for (const stale of await drafts.stale(now - CARD_LIFE_MS, DRAFTS)) {
      const closed = await drafts.close(stale.id, "expired", now);
      if (!closed) continue;
      const text = draftWords.expired(stale.content.name ?? draftWords.noName);
      await deps.cards.close(api, closed, text).catch((error: unknown) => {
        log.info({ error }, "the card of an expired draft could not be changed");
      });
    }
    await forgetAll({ ...deps, signal }, (rows) =>
      deps.conversations.forget(now - FLOWS_KEPT_MS, rows),
    );
    await forgetAll({ ...deps, signal }, (rows) =>
      deps.offers.forgetOffers(now - OFFERS_KEPT_MS, rows),
    );
    await forgetAll({ ...deps, signal }, (rows) =>
      deps.store.forgetUpdates(now - UPDATES_KEPT_MS, rows),
    );
    if (now - picturesAt < PICTURES_EVERY_MS) return;
    await sweepPictures({ ...deps, signal }, now - PICTURES_KEPT_MS);
    picturesAt = now;
  });
  return {
    ...loop,
    stop() {
      stopping.abort();
      return loop.stop();
    },
  };
}

interface Ending {
  readonly signal: AbortSignal;
}

/** @param forget At most so many. @returns How many those were. */
function forgetAll(
  { clock, signal, checkpoint }: Deps & Ending,
  forget: (rows: number) => Promise<number>,
): Promise<void> {
  return inBites({ clock, signal, ...ROWS }, async (rows) => {
    const isMore = (await forget(rows)) === rows;
    await checkpoint("long");
    return isMore;
  });
}

async function sweepPictures(
  { clock, signal, checkpoint, images }: Deps & Ending,
  before: number,
): Promise<void> {
  let from: Place | null = null;
  await inBites({ clock, signal, ...PICTURES }, async (limit) => {
    ({ to: from } = await images.sweep({ before, from, limit }));
    await checkpoint("long");
    return from !== null;
  });
}
