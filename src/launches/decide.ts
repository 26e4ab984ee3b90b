/**
 * The launch state machine: pure functions from a launch and what happened to the next launch, or to a rejection.
 *
 * | from       | to                                  | moved by                                              |
 * | ---------- | ----------------------------------- | ----------------------------------------------------- |
 * | (a draft)  | queued                              | `confirm`: the owner's tap                            |
 * | queued     | sending, expired                    | `begin`: durably, before the first byte               |
 * | queued     | cancelled                           | `cancel`: the owner; `begin`, `halt`: a pause         |
 * | queued     | expired                             | `setAside`: the database is a copy                    |
 * | sending    | accepted, live, failed, unclear     | `settle`: what the provider answered                  |
 * | sending    | queued                              | `settle`: provably nothing was written                |
 * | sending    | unclear                             | `lose`: the process died, or the lease ran out        |
 * | sending    | unclear                             | `setAside`: the database is a copy                    |
 * | accepted   | live, failed, unclear               | `progress`: a poll; `wait`: none that told anything   |
 * | unclear    | live, failed, accepted              | late evidence: `settle`, `progress`, `find`           |
 * | unclear    | live, failed                        | `resolve`: the owner's word                           |
 *
 * A tap whose request lies written out is confirmed and begun in one transaction; its history has both versions.
 *
 * Nothing leads back to `sending` but `queued`, and nothing to `queued` but proof that no byte left. What a crash leaves:
 * before `begin` commits, a `queued` launch, sent or expired at the next start; after it, a `sending` one, which `lose`
 * makes `unclear`; after the answer is committed, its end. No function here knows a clock, an id source or a database.
 */
import { isAddress } from "../domain/chains.ts";
import type { Fit } from "../domain/draft.ts";
import type { Reason } from "../domain/errors.ts";
import { refuse } from "../domain/errors.ts";
import { whyNotHere, type GroupStanding, type Roles } from "../domain/governance.ts";
import type { Launch, Minted, Status, Timings } from "../domain/launch.ts";
import { outlayOfRequest } from "../domain/spending.ts";
import { whyNot, type PausedBy, type Standing } from "../domain/standing.ts";
import { TARGETS } from "../domain/targets.ts";
import type { Progress, Receipt } from "../providers/provider.ts";
import type { Draft } from "./draft-store.ts";
import type { Decision, Move } from "./launch-store.ts";
import {
  CONFIRMATION_MS,
  firstPause,
  LEASE_MS,
  nextPoll,
  nextTry,
  pastDeadline,
  POLL_MS,
} from "./timers.ts";

/** An end that comes later than this rings with a message of its own: by then the person looks elsewhere. */
const RING_AFTER_MS = 15_000;

/** The edge table as data, so that a property test can walk it. Staying (`live` to `live`) is a mint that followed. */
export const EDGES: Readonly<Record<Status, readonly Status[]>> = {
  queued: ["sending", "cancelled", "expired"],
  sending: ["queued", "accepted", "live", "failed", "unclear"],
  accepted: ["accepted", "live", "failed", "unclear"],
  unclear: ["accepted", "live", "failed"],
  live: ["live"],
  failed: [],
  cancelled: [],
  expired: [],
};

/** Where a person has something new to read or to do. */
const ENDS: ReadonlySet<Status> = new Set(["live", "failed", "unclear", "expired"]);

/** What came of sending: a receipt, or an error by its fate. */
export type Outcome =
  | { readonly kind: "receipt"; readonly receipt: Receipt }
  | { readonly kind: "refused" | "unsent" | "unclear"; readonly reason: Reason };

function move(launch: Launch, status: Status, change: Partial<Launch>, now: number): Move {
  if (!EDGES[launch.status].includes(status)) {
    throw new Error(`no way from ${launch.status} to ${status}`);
  }
  return {
    launch: { ...launch, ...change, status, version: launch.version + 1 },
    ring: ENDS.has(status) && status !== launch.status && now - launch.confirmedAt > RING_AFTER_MS,
  };
}

export interface Confirmation {
  readonly launchId: string;
  readonly ownerId: number;
  /** The draft's version on the button that was tapped. */
  readonly version: number;
  readonly fit: Fit;
  readonly standing: Standing;
  /** What the draft's group says; null for a draft of no group. */
  readonly group: GroupStanding | null;
  /** Who is what in that group. */
  readonly roles: Roles;
  /** When the bot heard of the tap. */
  readonly tappedAt: number;
  readonly now: number;
}

/** The owner's tap on Launch, judged against the draft as stored. */
export function confirm(draft: Draft, by: Confirmation): Decision {
  if (by.ownerId !== draft.ownerId) return { rejected: "not-yours" };
  if (draft.state !== "open") return { rejected: "draft-closed" };
  if (by.version !== draft.version) return { rejected: "stale-button" };
  if (!by.fit.ok) return { rejected: "not-ready" };
  if ((draft.groupId === null) !== (by.group === null)) {
    throw new Error("a draft of a group is judged by its group's rules, and no other is");
  }
  const outlay = outlayOfRequest(by.fit.request);
  const { ownerId } = draft;
  const problem =
    whyNot(by.standing, outlay) ??
    (by.group && whyNotHere(by.group, { ownerId, roles: by.roles, outlay }));
  if (problem) return { rejected: problem.code };
  const launch: Launch = {
    id: by.launchId,
    draftId: draft.id,
    ownerId,
    groupId: draft.groupId,
    provider: TARGETS[by.fit.request.target].provider,
    request: by.fit.request,
    status: "queued",
    version: 1,
    confirmedAt: by.now,
    tappedAt: by.tappedAt,
    dueAt: null,
    attempt: null,
    region: null,
    sentAt: null,
    answeredAt: null,
    ...UNMEASURED,
    nextAt: by.now,
    tries: 0,
    eventId: null,
    acceptedAt: null,
    needsSignIn: false,
    mint: null,
    pool: null,
    listingUrl: null,
    reason: null,
    resolvedBy: null,
    endedAt: null,
  };
  return { launch, ring: false };
}

/**
 * The runner claims the one attempt. While its owner's launches are paused, it is cancelled instead; an old confirmation
 * expires: the market has moved, ask again.
 */
export function begin(
  launch: Launch,
  by: {
    readonly attempt: string;
    readonly region: string | null;
    readonly pausedBy: PausedBy | null;
    readonly now: number;
  },
): Decision {
  if (launch.status !== "queued") return { rejected: "settled" };
  if (launch.nextAt !== null && by.now < launch.nextAt) return { rejected: "not-due" };
  if (by.pausedBy) return halt(launch, by.pausedBy, by.now);
  // Also one from the future: the clock was set back since, and nobody knows how old it is.
  if (Math.abs(by.now - (launch.dueAt ?? launch.confirmedAt)) > CONFIRMATION_MS) {
    return move(launch, "expired", { nextAt: null, endedAt: by.now }, by.now);
  }
  return move(
    launch,
    "sending",
    {
      attempt: by.attempt,
      region: by.region,
      sentAt: by.now,
      nextAt: by.now + LEASE_MS,
      reason: null,
    },
    by.now,
  );
}

/** A pause meets a launch that was not sent. Rings when the person does not know of it: they wait for this launch. */
export function halt(launch: Launch, pausedBy: PausedBy, now: number): Decision {
  if (launch.status !== "queued") return { rejected: "too-late" };
  const reason: Reason = { code: "paused", said: null, problem: { code: "paused", by: pausedBy } };
  const halted = move(launch, "cancelled", { reason, nextAt: null, endedAt: now }, now);
  return { ...halted, ring: pausedBy === "operator" && now - launch.confirmedAt > RING_AFTER_MS };
}

const UNMEASURED: Timings = { tapToSentMs: null, sentToAnswerMs: null, roundTripMs: null };

/**
 * The answer to an attempt, or its absence. Also taken while `unclear`: evidence that comes late is still evidence.
 *
 * @param by.timings Of an attempt that left.
 */
export function settle(
  launch: Launch,
  by: {
    readonly attempt: string;
    readonly outcome: Outcome;
    readonly timings?: Timings;
    readonly now: number;
  },
): Decision {
  if (launch.attempt !== by.attempt) return { rejected: "foreign-attempt" };
  const { outcome, timings = UNMEASURED, now } = by;
  const late = launch.status === "unclear";
  if (launch.status !== "sending" && !late) return { rejected: "settled" };
  const answered = { answeredAt: now, ...timings };
  switch (outcome.kind) {
    case "receipt":
      return outcome.receipt.kind === "live"
        ? live(launch, outcome.receipt, answered, now)
        : move(
            launch,
            "accepted",
            {
              ...answered,
              eventId: outcome.receipt.eventId,
              acceptedAt: now,
              nextAt: now + POLL_MS,
              tries: 0,
              reason: null,
            },
            now,
          );
    case "refused":
      return failed(launch, outcome.reason, wasSent(outcome.reason) ? answered : UNSENT, now);
    case "unsent": {
      // Swept meanwhile: an unclear launch never goes back to the queue, but proof that nothing left ends it.
      if (late) return failed(launch, outcome.reason, {}, now);
      const tries = launch.tries + 1;
      return move(
        launch,
        "queued",
        {
          attempt: null,
          region: null,
          sentAt: null,
          nextAt: now + nextTry(launch),
          tries,
          reason: outcome.reason,
        },
        now,
      );
    }
    case "unclear":
      return late
        ? { rejected: "settled" }
        : unclear({ ...launch, ...timings }, outcome.reason, now);
  }
}

/** Of a launch that we refused ourselves, before anything left: its receipt must not speak of sending. */
const UNSENT = { sentAt: null, region: null } as const;

function wasSent({ code }: Reason): boolean {
  return code !== "not-sendable" && code !== "vault";
}

/** Nobody works on this attempt any more: the process died, or its lease ran out. Never sent again. */
export function lose(
  launch: Launch,
  by: { readonly ownerDied: boolean; readonly now: number },
): Decision {
  if (launch.status !== "sending") return { rejected: "settled" };
  if (!by.ownerDied && launch.nextAt !== null && by.now < launch.nextAt) {
    return { rejected: "not-due" };
  }
  return unclear(launch, { code: "interrupted", said: null }, by.now);
}

/**
 * A launch in a copy of the database. However young it is, the original may have sent it since the copy was made, so
 * nobody sends it from here. Never rings: its card comes as a new message.
 */
export function setAside(launch: Launch, now: number): Decision {
  const reason: Reason = { code: "restored", said: null };
  switch (launch.status) {
    case "queued": {
      const ended = { reason, nextAt: null, endedAt: now };
      return { ...move(launch, "expired", ended, now), ring: false };
    }
    case "sending":
      return { ...unclear(launch, reason, now), ring: false };
    default:
      return { rejected: "settled" };
  }
}

/**
 * What a poll said about an accepted launch, or about an unclear one that has a ticket. When another look was quicker and
 * made it live without a mint, the mint that this one brings is still taken.
 */
export function progress(
  launch: Launch,
  by: { readonly progress: Progress; readonly now: number },
): Decision {
  if (by.progress.kind === "live" && awaitsMint(launch, by.progress)) {
    return live(launch, by.progress, {}, by.now);
  }
  const polled = launch.status === "accepted" || (launch.status === "unclear" && launch.eventId);
  if (!polled) return { rejected: "settled" };
  switch (by.progress.kind) {
    case "live":
      return live(launch, by.progress, { answeredAt: by.now }, by.now);
    case "failed":
      return failed(launch, by.progress.reason, { answeredAt: by.now }, by.now);
    case "pending":
      if (launch.status === "unclear") return { rejected: "not-due" };
      if (!launch.needsSignIn || pastDeadline(launch, by.now)) {
        return wait({ ...launch, needsSignIn: false }, by.now);
      }
      return move(launch, "accepted", { needsSignIn: false, ...nextPoll(launch, by.now) }, by.now);
  }
}

/** A poll told nothing. Only time passes: an accepted launch becomes unclear at its deadline. */
export function wait(launch: Launch, now: number): Decision {
  if (launch.status !== "accepted") return { rejected: "settled" };
  return pastDeadline(launch, now)
    ? unclear(launch, { code: "poll-deadline", said: null }, now)
    : { rejected: "not-due" };
}

/** A look-up found the token of an unclear launch, or the mint that was still to follow. */
export function find(
  launch: Launch,
  by: { readonly found: Minted; readonly now: number },
): Decision {
  if (launch.status !== "unclear" && !awaitsMint(launch, by.found)) return { rejected: "settled" };
  return live(launch, by.found, {}, by.now);
}

const awaitsMint = (launch: Launch, { mint }: Minted) =>
  launch.status === "live" && launch.mint === null && mint !== null;

/** A live launch's mint is looked for no longer. A version of its own, since its card has promised to show it. */
export function stopLooking(launch: Launch, now: number): Decision {
  if (launch.status !== "live" || launch.mint !== null) return { rejected: "settled" };
  return move(launch, "live", { nextAt: null }, now);
}

/** Polling cannot go on until the person signs in again. The timer goes on all the same. */
export function waitForSignIn(launch: Launch, now: number): Decision {
  if (launch.status !== "accepted") return { rejected: "settled" };
  if (pastDeadline(launch, now)) {
    return unclear({ ...launch, needsSignIn: true }, { code: "session-refused", said: null }, now);
  }
  if (launch.needsSignIn) return { rejected: "not-due" };
  return move(launch, "accepted", { needsSignIn: true, ...nextPoll(launch, now) }, now);
}

export function cancel(
  launch: Launch,
  by: { readonly ownerId: number; readonly now: number },
): Decision {
  if (launch.ownerId !== by.ownerId) return { rejected: "not-yours" };
  if (launch.status !== "queued") return { rejected: "too-late" };
  return move(launch, "cancelled", { nextAt: null, endedAt: by.now }, by.now);
}

/**
 * The owner's word on an unclear launch.
 *
 * @param by.mint The mint when it is live; null when it did not happen.
 * @throws {InputError} `mint-form` when the mint does not have its chain's form.
 */
export function resolve(
  launch: Launch,
  by: { readonly ownerId: number; readonly mint: string | null; readonly now: number },
): Decision {
  if (launch.ownerId !== by.ownerId) return { rejected: "not-yours" };
  if (launch.status !== "unclear") return { rejected: "settled" };
  const byOwner = { resolvedBy: "owner" } as const;
  if (by.mint === null) {
    const reason = launch.reason ?? { code: "interrupted", said: null };
    return { ...failed(launch, reason, byOwner, by.now), ring: false };
  }
  const { chain } = TARGETS[launch.request.target];
  if (!isAddress(chain, by.mint)) refuse({ code: "mint-form", chain });
  const minted = { mint: by.mint, pool: null, listingUrl: null };
  return { ...live(launch, minted, byOwner, by.now), ring: false };
}

function live(launch: Launch, minted: Minted, change: Partial<Launch>, now: number): Move {
  const mint = minted.mint ?? launch.mint;
  return move(
    launch,
    "live",
    {
      resolvedBy: "provider",
      ...change,
      mint,
      pool: minted.pool ?? launch.pool,
      listingUrl: minted.listingUrl ?? launch.listingUrl,
      needsSignIn: false,
      reason: null,
      nextAt: mint === null ? now + POLL_MS : null,
      tries: 0,
      endedAt: launch.endedAt ?? now,
    },
    now,
  );
}

function failed(launch: Launch, reason: Reason, change: Partial<Launch>, now: number): Move {
  return move(
    launch,
    "failed",
    {
      resolvedBy: "provider",
      ...change,
      reason,
      needsSignIn: false,
      nextAt: null,
      tries: 0,
      endedAt: now,
    },
    now,
  );
}

function unclear(launch: Launch, reason: Reason, now: number): Move {
  return move(launch, "unclear", { reason, nextAt: now + firstPause(launch), tries: 0 }, now);
}
