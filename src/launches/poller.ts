import { CallError, InputError, VaultError } from "../domain/errors.ts";
import type { Launch, Minted } from "../domain/launch.ts";
import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import type { Progress, Provider, Providers, Trace } from "../providers/provider.ts";
import { find, progress, stopLooking, wait, waitForSignIn } from "./decide.ts";
import type { Decision, LaunchStore } from "./launch-store.ts";
import type { LaunchMeans } from "./runner.ts";
import { nextLook } from "./timers.ts";

export interface PollerDeps extends Pick<LaunchMeans, "credentialOf"> {
  readonly store: LaunchStore;
  readonly providers: Providers;
  readonly clock: Clock;
  readonly log: Log;
}

/** What a look brought: it moved, there is nothing new, or this provider offers no way to look. */
export type Look = "moved" | "nothing-new" | "cannot-look";

/** What a provider said about a launch: asked by its ticket, or by what its list shows. */
type Told = { readonly progress: Progress } | { readonly found: Minted };

type Decide = (now: Launch) => Decision;

export interface Poller {
  /** Asks the provider once about an accepted or unclear launch, or for a mint still to follow. Only ever reads. */
  look(launch: Launch): Promise<Look>;
}

/** Finds out how launches ended whose answer is still to come, was lost, or lacks the mint. */
export function createPoller(deps: PollerDeps): Poller {
  const { store, clock, log } = deps;

  /**
   * Ends that were told and could not be written down yet, by launch id. Whoever told them may not do so again: a session
   * ends while the disk is full.
   */
  const heard = new Map<string, Told>();

  async function ask(launch: Launch, provider: Provider): Promise<Told | null> {
    const credential = deps.credentialOf(launch.ownerId, launch.provider, launch.id);
    const trace: Trace = {
      request: launch.request,
      eventId: launch.eventId,
      sentAt: launch.sentAt ?? launch.confirmedAt,
      knownMints: await store.mintsOf(launch.ownerId, launch.provider),
    };
    const { eventId } = launch;
    if (eventId !== null && launch.status !== "live" && provider.poll) {
      return { progress: await provider.poll({ ...trace, eventId }, credential) };
    }
    const found = await provider.find?.(trace, credential);
    return found ? { found } : null;
  }

  /** Null: it may be about another launch. */
  async function decisionOn(launch: Launch, told: Told): Promise<Decide | null> {
    if ("progress" in told) {
      return (now) => progress(now, { progress: told.progress, now: clock.now() });
    }
    if (await mayBeAnothers(launch, told.found)) return null;
    return (now) => find(now, { found: told.found, now: clock.now() });
  }

  /**
   * Whether what a list shows may belong to another launch. Judged after the list was read: a launch of the same name may
   * have been confirmed, and even have come to its end, while that was under way.
   */
  async function mayBeAnothers(launch: Launch, { mint }: Minted): Promise<boolean> {
    if ((await store.lookalikes(launch)).length > 0) return true;
    const known = await store.mintsOf(launch.ownerId, launch.provider);
    return mint !== null && known.includes(mint);
  }

  async function putOff(launch: Launch, canLook: boolean): Promise<void> {
    const { nextAt, tries } = nextLook(launch, clock.now(), canLook);
    if (nextAt !== null) return store.postpone(launch.id, launch.version, nextAt, tries);
    await store.apply(launch.id, (now) => stopLooking(now, clock.now()));
  }

  /** A poll that failed says nothing about the launch, except that we may need the person to sign in. */
  function afterFailure(error: unknown): Decide {
    const shutOut =
      error instanceof InputError ||
      error instanceof VaultError ||
      (error instanceof CallError &&
        (error.reason.code === "session-refused" || error.reason.code === "key-refused"));
    if (shutOut) return (now) => waitForSignIn(now, clock.now());
    return (now) => wait(now, clock.now());
  }

  return {
    async look(launch) {
      const provider = deps.providers[launch.provider];
      const canLook =
        provider.find !== undefined || (launch.eventId !== null && provider.poll !== undefined);
      if (!canLook) {
        await putOff(launch, false);
        return "cannot-look";
      }
      let decide: Decide | null = null;
      let judged: Told | null = null;
      try {
        const told = heard.get(launch.id) ?? (await ask(launch, provider));
        if (told && isEnd(told)) heard.set(launch.id, told);
        if (told) decide = await decisionOn(launch, told);
        judged = told;
      } catch (error) {
        log.info({ launch: launch.id, error }, "a look at a launch failed");
        decide = launch.eventId === null ? null : afterFailure(error);
      }
      const applied = decide && (await store.apply(launch.id, decide));
      // What another look at the same time has heard is that one's to write down.
      if (heard.get(launch.id) === judged) heard.delete(launch.id);
      if (applied?.kind === "moved") return "moved";
      await putOff(launch, true);
      return "nothing-new";
    },
  };
}

const isEnd = (told: Told): boolean => "found" in told || told.progress.kind !== "pending";
