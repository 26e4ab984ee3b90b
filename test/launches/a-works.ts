import type { Launch, LaunchRequest } from "../../src/domain/launch.ts";
import { silentLog, type Log } from "../../src/kit/log.ts";
import { startDispatcher, type Dispatcher } from "../../src/launches/dispatcher.ts";
import type { LaunchStore } from "../../src/launches/launch-store.ts";
import { createPoller } from "../../src/launches/poller.ts";
import { createPreparer, type PrepareDeps } from "../../src/launches/prepare.ts";
import { createRunner, type LaunchMeans, type RunnerDeps } from "../../src/launches/runner.ts";
import { aCredential } from "../support/a-credential.ts";
import { aDraft, aLaunch, aRequest } from "../support/a-launch.ts";
import { aStorage, type TestStorage } from "../support/a-storage.ts";
import { theProviders, type FakeProviders } from "../support/fake-provider.ts";

export interface Given extends Partial<
  Pick<RunnerDeps, "roundTripMs"> & LaunchMeans & Omit<PrepareDeps, "providers">
> {
  readonly storage?: TestStorage;
  readonly providers?: FakeProviders;
  /** What the works see of the store. */
  readonly through?: (store: LaunchStore) => LaunchStore;
  readonly log?: Log;
}

/** Runner and poller over the real storage, a clock that stands still, and providers that do as they are told. */
export function theWorks(given: Given = {}) {
  const storage = given.storage ?? aStorage();
  const providers = given.providers ?? theProviders();
  const { clock } = storage;
  const store = given.through?.(storage.launches) ?? storage.launches;
  const log = given.log ?? silentLog;
  const credentialOf = given.credentialOf ?? (() => aCredential());
  let attempts = 0;

  const poller = createPoller({ store, providers, credentialOf, clock, log });
  const preparer = createPreparer({
    providers,
    pictureFor: given.pictureFor ?? (async () => null),
    preferredRegion: given.preferredRegion ?? (async () => null),
  });
  const runner = createRunner({
    ...{ store, providers, preparer, credentialOf },
    roundTripMs: given.roundTripMs ?? (() => null),
    newAttempt: () => `attempt-${(attempts += 1)}`,
    clock,
    log,
  });

  /** Puts a launch into the store as if it had come so far. */
  async function add(part: Partial<Launch> = {}): Promise<Launch> {
    const draft = aDraft();
    await storage.drafts.add(draft);
    const launch = { ...aLaunch({ ...part, draftId: draft.id }), version: 1 };
    updates += 1;
    await storage.launches.confirm(draft.id, updates, () => ({ launch, ring: false }));
    return launch;
  }

  /** The launch as it is stored now. */
  async function now({ id }: Launch): Promise<Launch> {
    const stored = await storage.launches.get(id);
    if (!stored) throw new Error("no such launch");
    return stored;
  }

  const dispatch = (): Dispatcher => startDispatcher({ store, runner, poller, clock, log });
  return {
    storage,
    launches: storage.launches,
    providers,
    clock,
    preparer,
    runner,
    poller,
    dispatch,
    add,
    now,
  };
}

let updates = 0;

export const onBlowfish = (part: Partial<LaunchRequest> = {}): Pick<Launch, "request"> => ({
  request: aRequest({ target: "blowfish", ...part }),
});

export const onSwarms = (part: Partial<LaunchRequest> = {}): Pick<Launch, "request"> => ({
  request: aRequest({ target: "swarms", description: "A coin.", ...part }),
});
