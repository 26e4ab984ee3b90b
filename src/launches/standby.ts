import { TARGETS } from "../domain/targets.ts";
import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import { standBack } from "../kit/stand-back.ts";
import type { Providers } from "../providers/provider.ts";
import type { Draft, DraftStore } from "./draft-store.ts";
import type { Preparer } from "./prepare.ts";
import type { Shelf } from "./shelf.ts";
import type { SignInAhead } from "./sign-in-ahead.ts";
import { CARD_LIFE_MS } from "./timers.ts";

/** Makes ready what a tap needs: the way to where it launches, the request itself, and a session where one is needed. */
export interface Standby {
  /** A card was drawn, or drawn anew, whose tap launches at this place: a region's id, or else a provider's name. */
  drawn(draft: Draft, place: string): void;
  /** It cannot be tapped any more. */
  gone(draftId: string): void;
  /**
   * Once at the start: the same for cards that were drawn before it, those first that were touched last.
   * @returns When that is done. Never rejects: who taps a card that is not ready waits a little longer.
   */
  resume(): Promise<void>;
  /** No more cards are made ready. */
  stop(): void;
}

export interface StandbyDeps {
  readonly shelf: Shelf;
  readonly signIn: SignInAhead;
  /** Gets the keys of this owner ready to be opened. */
  readonly warmKeys: (ownerId: number) => Promise<void>;
  /** What keeps connections ready, by card and place. */
  readonly ways: {
    drawn(draftId: string, place: string): void;
    gone(draftId: string): void;
  };
  readonly drafts: Pick<DraftStore, "get" | "lately">;
  readonly preparer: Pick<Preparer, "address">;
  readonly providers: Providers;
  readonly clock: Clock;
  readonly log: Log;
}

/** Reading their pictures keeps this thread busy, and more cards than this are not tapped within the first minute. */
const MOST_RESUMED = 200;

export function createStandby(deps: StandbyDeps): Standby {
  const { shelf, signIn, ways, drafts, clock, log } = deps;
  let stopped = false;

  /** Nobody signs in for a card that could not be launched, nor for one that is gone by now. */
  async function put(draft: Draft): Promise<void> {
    await shelf.put(draft);
    const written = shelf.find(draft.id, draft.version);
    if (!written || stopped) return;
    signIn.begin(draft, deps.providers[TARGETS[written.request.target].provider]);
    await deps.warmKeys(draft.ownerId).catch((error: unknown) => {
      log.warn({ error }, "an owner's data key will not open");
    });
  }

  async function resumeOne(id: string): Promise<void> {
    const draft = await drafts.get(id);
    if (draft?.state !== "open") return;
    await put(draft);
    const written = shelf.find(id, draft.version);
    if (!written) return;
    const { region } = await deps.preparer.address(draft.ownerId, written);
    ways.drawn(id, region ?? TARGETS[written.request.target].provider);
  }

  return {
    drawn(draft, place) {
      ways.drawn(draft.id, place);
      void put(draft);
    },
    gone(draftId) {
      ways.gone(draftId);
      shelf.drop(draftId);
      signIn.end(draftId);
    },
    async resume() {
      try {
        for (const id of await drafts.lately(clock.now() - CARD_LIFE_MS, MOST_RESUMED)) {
          if (stopped) return;
          await resumeOne(id);
          await standBack();
        }
      } catch (error) {
        log.warn({ error }, "not every open card was made ready; its tap takes longer");
      }
    },
    stop() {
      stopped = true;
      signIn.stop();
    },
  };
}
