import type { Credential, ProviderName } from "../domain/credential.ts";
import { StorageError } from "../domain/errors.ts";
import type { Launch, LaunchRequest } from "../domain/launch.ts";
import { sleep, type Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import type { LaunchOrder, Providers, WirePicture } from "../providers/provider.ts";
import { begin, settle, type Outcome } from "./decide.ts";
import type { LaunchStore } from "./launch-store.ts";
import { readOutcome } from "./read-outcome.ts";

/** What the world lends to one launch. */
export interface LaunchMeans {
  readonly credentialOf: (
    ownerId: number,
    provider: ProviderName,
    launchId: string | null,
  ) => Credential;
  /** The picture in the form the target takes. @throws {InputError} when it is gone or cannot travel. */
  readonly pictureFor: (request: LaunchRequest) => Promise<WirePicture | null>;
  /** The region this person's launches go to right now; null for providers without regions. */
  readonly preferredRegion: (ownerId: number, provider: ProviderName) => Promise<string | null>;
}

export interface RunnerDeps extends LaunchMeans {
  readonly store: LaunchStore;
  readonly providers: Providers;
  readonly clock: Clock;
  readonly log: Log;
  readonly newAttempt: () => string;
}

export interface Runner {
  /** Takes one queued launch to its answer. Does nothing when it is not queued, not due or already claimed. */
  run(launch: Launch): Promise<void>;
}

const SETTLE_AGAIN_MS = 1_000;

/**
 * Sends launches, each at most once.
 *
 * Everything that can be prepared is prepared before `begin` commits; after that come only the credential and the
 * request. Whatever happens then is written down by `settle`, or, if this process dies, by recovery as `unclear`.
 */
export function createRunner(deps: RunnerDeps): Runner {
  const { store, providers, clock, log } = deps;

  async function prepare(launch: Launch): Promise<LaunchOrder> {
    const provider = providers[launch.provider];
    const picture = await deps.pictureFor(launch.request);
    const written = provider.write(launch.request, picture);
    const preferred = await deps.preferredRegion(launch.ownerId, launch.provider);
    const region =
      preferred !== null && provider.route ? provider.route(launch.request, preferred) : preferred;
    return { written, region };
  }

  async function send(launch: Launch, order: LaunchOrder): Promise<Outcome> {
    const credential = deps.credentialOf(launch.ownerId, launch.provider, launch.id);
    try {
      const receipt = await providers[launch.provider].launch(order, credential);
      return { kind: "receipt", receipt };
    } catch (error) {
      log.warn(
        { launch: launch.id, provider: launch.provider, error },
        "launch call gave no receipt",
      );
      return readOutcome(error);
    }
  }

  /** Nothing was sent yet, so not even a bug makes this launch unclear. A database that refuses may take it in a moment. */
  function unprepared(launch: Launch, error: unknown): Outcome {
    if (error instanceof StorageError) throw error;
    log.warn({ launch: launch.id, error }, "a launch could not be prepared");
    const outcome = readOutcome(error);
    if (outcome.kind !== "unclear") return outcome;
    return { kind: "refused", reason: { code: "not-sendable", said: null } };
  }

  /** The answer may hold the only copy of a mint, so a disk that is full just now must not lose it. */
  async function record(id: string, attempt: string, outcome: Outcome): Promise<void> {
    for (;;) {
      try {
        await store.apply(id, (launch) => settle(launch, { attempt, outcome, now: clock.now() }));
        return;
      } catch (error) {
        log.error({ launch: id, error }, "could not record an answer; trying again");
        await sleep(clock, SETTLE_AGAIN_MS);
      }
    }
  }

  return {
    async run(queued) {
      const order = await prepare(queued).catch((error: unknown) => unprepared(queued, error));
      const prepared = "kind" in order ? null : order;
      const attempt = deps.newAttempt();

      const begun = await store.apply(queued.id, (launch, pausedBy) =>
        begin(launch, { attempt, region: prepared?.region ?? null, pausedBy, now: clock.now() }),
      );
      if (begun.kind !== "moved" || begun.launch.status !== "sending") return;

      const outcome = "kind" in order ? order : await send(begun.launch, order);
      await record(queued.id, attempt, outcome);
    },
  };
}
