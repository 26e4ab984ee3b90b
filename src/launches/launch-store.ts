import type { CredentialKind, RecordedUses } from "../domain/credential.ts";
import type { GroupProblem, GroupStanding } from "../domain/governance.ts";
import type { Launch, Status } from "../domain/launch.ts";
import type { Spending } from "../domain/spending.ts";
import type { PausedBy, Standing, StandingProblem } from "../domain/standing.ts";
import type { Draft } from "./draft-store.ts";

/** A change that was decided. `ring`: tell the person with a message of its own, since an edit makes no sound. */
export interface Move {
  readonly launch: Launch;
  readonly ring: boolean;
  /** Credentials of the launch that are about to be opened: each that is there gets its use written down. */
  readonly uses?: readonly CredentialKind[];
}

/** Why nothing was changed. */
export type Rejection =
  | "not-yours"
  | "stale-button"
  | "not-ready"
  | "draft-closed"
  | "too-late"
  | "settled"
  | "foreign-attempt"
  | "not-due"
  | "repeat-is-live"
  | StandingProblem["code"]
  | GroupProblem["code"]
  | "no-such";

export type Decision = Move | { readonly rejected: Rejection };

/** A confirmation, and the move that follows it at once, if one does. */
export type Confirmation =
  (Move & { readonly followedBy?: Move }) | { readonly rejected: Rejection };

/**
 * What became of a confirmation. `already`: this draft has its launch, made by an earlier tap or an update that came
 * twice; it is handed back so that the answer can say how it is doing.
 */
export type Confirmed =
  | { readonly kind: "confirmed"; readonly launch: Launch; readonly uses?: RecordedUses }
  | { readonly kind: "already"; readonly launch: Launch }
  | { readonly kind: "rejected"; readonly why: Rejection };

export type Applied =
  | {
      readonly kind: "moved";
      readonly launch: Launch;
      readonly before: Launch;
      readonly uses?: RecordedUses;
    }
  | { readonly kind: "rejected"; readonly why: Rejection; readonly launch: Launch | null };

/** One line of a launch's history; there is exactly one for each version. */
export interface HistoryRow {
  readonly launchId: string;
  readonly version: number;
  readonly status: Status;
  readonly at: number;
  /** Reason code of this change, where there is one. */
  readonly reason: string | null;
}

export interface LaunchFilter {
  readonly ownerId: number;
  readonly statuses?: readonly Status[];
  /** Page key: only launches confirmed before this one. */
  readonly before?: { readonly confirmedAt: number; readonly id: string };
  readonly limit: number;
}

/** For each status with a timer, ms since the epoch. */
export type FurthestTimers = Readonly<
  Record<Exclude<Status, "failed" | "cancelled" | "expired">, number>
>;

/**
 * Where launches are kept. Each method is one transaction; `confirm` and `apply` write the row, its history and the
 * card's (and, with `ring`, the final message's) notice together, or nothing at all.
 */
export interface LaunchStore {
  /**
   * Turns an open draft into a launch. `make` sees the draft as stored, what its owner may do, what its group says (null
   * for a draft of no group) and the launch that it repeats (null where it repeats none), and decides; the update id is marked as handled in the same transaction. So two taps at once
   * on two cards never pass a limit together: the second one sees what the first has reserved. Nor does a tap pass a vote
   * or a rule of the group that was there before it.
   */
  confirm(
    draftId: string,
    updateId: number,
    make: (
      draft: Draft,
      standing: Standing,
      group: GroupStanding | null,
      repeated: Launch | null,
    ) => Confirmation,
  ): Promise<Confirmed>;
  /**
   * Reads a launch, lets `decide` move it, and writes the result if the version is still the same. `pausedBy`: who stopped
   * this owner's launches, read in the same transaction.
   */
  apply(
    id: string,
    decide: (launch: Launch, pausedBy: PausedBy | null) => Decision,
  ): Promise<Applied>;
  /**
   * Moves only the timer, without a new version, if the launch still has this one: a poll that brought nothing new is no
   * history and changes no card.
   */
  postpone(id: string, version: number, nextAt: number | null, tries: number): Promise<void>;
  /** Sets every timer that lies further ahead than this to where the furthest may lie; not one that a person has set. */
  bringNearer(furthest: FurthestTimers): Promise<void>;
  get(id: string): Promise<Launch | null>;
  ofDraft(draftId: string): Promise<Launch | null>;
  /** Launches whose `nextAt` has come, the longest waiting first. */
  due(now: number, limit: number): Promise<readonly Launch[]>;
  /** The earliest `nextAt` later than this; null when there is none. */
  nextDueAt(after: number): Promise<number | null>;
  /** All launches that are `sending`. At start there are only those that a crash left behind. */
  sending(): Promise<readonly Launch[]>;
  /** Newest first. */
  list(filter: LaunchFilter): Promise<readonly Launch[]>;
  history(id: string): Promise<readonly HistoryRow[]>;
  /**
   * What this owner's launches hold and have spent, for each unit: what live ones spent since then, and what every open one
   * reserves, however old.
   */
  spending(ownerId: number, since: number): Promise<readonly Spending[]>;
  /** Mints of this owner's launches at the same provider. */
  mintsOf(ownerId: number, provider: string): Promise<readonly string[]>;
  /**
   * This owner's other launches at the same provider that carry this one's name or ticker, and whose token may exist but is
   * not known: open, or live without a mint. What a provider's list shows may be theirs.
   */
  lookalikes(launch: Launch): Promise<readonly Launch[]>;
  /** The owner's latest launches that used this ticker at this target, for a warning before the next. */
  withTicker(ownerId: number, target: string, ticker: string): Promise<readonly Launch[]>;
}
