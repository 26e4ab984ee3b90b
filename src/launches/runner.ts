import type { Credential, ProviderName, RecordedUses } from "../domain/credential.ts";
import { StorageError } from "../domain/errors.ts";
import type { Launch, Timings } from "../domain/launch.ts";
import type { PausedBy } from "../domain/standing.ts";
import { sleep, type Clock, type Moment } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import type { LaunchOrder, Providers } from "../providers/provider.ts";
import { begin, settle, type Outcome } from "./decide.ts";
import type { Decision, LaunchStore } from "./launch-store.ts";
import type { Preparer } from "./prepare.ts";
import { readOutcome } from "./read-outcome.ts";
import { startTimes } from "./timings.ts";

/** What the world lends to one launch. */
export interface LaunchMeans {
  readonly credentialOf: (
    ownerId: number,
    provider: ProviderName,
    launchId: string | null,
    recorded?: RecordedUses,
  ) => Credential;
}

/** What a round trip to where a launch goes takes at this moment, in ms; null: not measured. */
export type RoundTrip = (provider: ProviderName, region: string | null) => number | null;

export interface RunnerDeps extends LaunchMeans {
  readonly store: LaunchStore;
  readonly providers: Providers;
  readonly preparer: Preparer;
  readonly roundTripMs: RoundTrip;
  readonly clock: Clock;
  readonly log: Log;
  readonly newAttempt: () => string;
}

/** A launch under its mark, and what is to be sent. */
export interface Marked {
  readonly launch: Launch;
  readonly order: LaunchOrder;
  readonly uses?: RecordedUses | undefined;
  /** Where it was this process that heard of the tap. */
  readonly tapped?: Moment;
}

/** What came of a call, and how long it took if the request left. */
interface Called {
  readonly outcome: Outcome;
  readonly timings?: Timings;
}

export interface Runner {
  /** Takes one queued launch to its answer. Does nothing when it is not queued, not due or already claimed. */
  run(launch: Launch): Promise<void>;
  /** The mark that a launch is being sent, for whoever writes it in one transaction with the confirmation. */
  mark(launch: Launch, order: LaunchOrder | null, pausedBy: PausedBy | null): Decision;
  /** Takes a launch to its answer that stands under its mark durably. To be called once, by who wrote the mark. */
  send(marked: Marked): Promise<void>;
}

const SETTLE_AGAIN_MS = 1_000;

/**
 * Sends launches, each at most once.
 *
 * Everything that can be prepared is prepared before the mark commits; after that come only the credential and the
 * request. Whatever happens then is written down by `settle`, or, if this process dies, by recovery as `unclear`.
 */
export function createRunner(deps: RunnerDeps): Runner {
  const { store, providers, preparer, clock, log } = deps;

  async function prepare({ request, ownerId }: Launch): Promise<LaunchOrder> {
    return preparer.address(ownerId, await preparer.write(request));
  }

  async function call({ launch, order, uses, tapped }: Marked): Promise<Called> {
    const { id, ownerId, provider } = launch;
    const credential = deps.credentialOf(ownerId, provider, id, uses);
    const times = startTimes(clock, launch, tapped);
    const outcome = await providers[provider]
      .launch(order, credential, () => times.sent())
      .then(
        (receipt): Outcome => ({ kind: "receipt", receipt }),
        (error: unknown) => {
          log.warn({ launch: id, provider, error }, "launch call gave no receipt");
          return readOutcome(error);
        },
      );
    const measured = times.ended(outcome.kind !== "unclear");
    if (!measured) return { outcome };
    return {
      outcome,
      timings: { ...measured, roundTripMs: deps.roundTripMs(provider, order.region) },
    };
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
  async function record({ id, attempt }: Launch, called: Called): Promise<void> {
    if (attempt === null) throw new Error("what was marked has an attempt");
    for (;;) {
      try {
        await store.apply(id, (launch) => settle(launch, { attempt, ...called, now: clock.now() }));
        return;
      } catch (error) {
        log.error({ launch: id, error }, "could not record an answer; trying again");
        await sleep(clock, SETTLE_AGAIN_MS);
      }
    }
  }

  function mark(launch: Launch, order: LaunchOrder | null, pausedBy: PausedBy | null): Decision {
    const region = order?.region ?? null;
    const attempt = deps.newAttempt();
    const decision = begin(launch, { attempt, region, pausedBy, now: clock.now() });
    const leaves = "launch" in decision && decision.launch.status === "sending";
    return leaves && order ? { ...decision, uses: order.written.needs } : decision;
  }

  return {
    mark,
    async run(queued) {
      const order = await prepare(queued).catch((error: unknown) => unprepared(queued, error));
      const prepared = "kind" in order ? null : order;
      const begun = await store.apply(queued.id, (launch, pausedBy) =>
        mark(launch, prepared, pausedBy),
      );
      if (begun.kind !== "moved" || begun.launch.status !== "sending") return;
      const { launch, uses } = begun;
      await record(
        launch,
        "kind" in order ? { outcome: order } : await call({ launch, order, uses }),
      );
    },
    async send(marked) {
      await record(marked.launch, await call(marked));
    },
  };
}
