import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import type { Provider } from "../providers/provider.ts";
import type { LaunchMeans } from "./runner.ts";
import { CARD_LIFE_MS } from "./timers.ts";

/** Sees to it that a tap finds a session, at providers that want one. */
export interface SignInAhead {
  /** This owner's card may be tapped from now on: signs in, and anew before that ends, for as long as a card waits. */
  begin(card: { readonly id: string; readonly ownerId: number }, provider: Provider): void;
  end(cardId: string): void;
  /** Ends all of them. */
  stop(): void;
}

/** Shorter than any session is asked to last beyond it. */
const EVERY_MS = 5 * 60_000;

export function createSignInAhead(
  deps: LaunchMeans & { readonly clock: Clock; readonly log: Log },
): SignInAhead {
  const { clock, log } = deps;
  const next = new Map<string, () => void>();

  function end(cardId: string): void {
    next.get(cardId)?.();
    next.delete(cardId);
  }

  function signIn(
    card: { readonly id: string; readonly ownerId: number },
    provider: Provider,
    until: number,
  ): void {
    // What goes wrong is told by the tap, which tries again.
    provider
      .ready?.(deps.credentialOf(card.ownerId, provider.name, null))
      .catch((error: unknown) => {
        log.info({ provider: provider.name, error }, "no session ahead of a tap");
      });
    if (clock.now() + EVERY_MS >= until) next.delete(card.id);
    else
      next.set(
        card.id,
        clock.after(EVERY_MS, () => signIn(card, provider, until)),
      );
  }

  return {
    begin(card, provider) {
      end(card.id);
      if (provider.ready) signIn(card, provider, clock.now() + CARD_LIFE_MS);
    },
    end,
    stop() {
      for (const cardId of next.keys()) end(cardId);
    },
  };
}
