import type { Problem } from "./problem.ts";

/** Something the person can put right. `bot/words` says it in their language; the message here is for logs only. */
export class InputError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`input refused: ${problem.code}`);
    this.name = "InputError";
    this.problem = problem;
  }
}

/** Throws an {@link InputError}; typed so that the compiler narrows after it. */
export function refuse(problem: Problem): never {
  throw new InputError(problem);
}

/**
 * What a failed call means for the launch behind it:
 *
 * - `refused`: the provider said no; nothing happened.
 * - `unsent`: no byte of the request left this machine; nothing happened.
 * - `unclear`: it may have happened. Look, never send again.
 */
export type Fate = "refused" | "unsent" | "unclear";

/** Why a launch did not simply succeed. Each code has its sentence, and the buttons that help, in `bot/words`. */
export const REASON_CODES = [
  // refused
  "session-refused",
  "session-ended",
  "key-refused",
  "ticker-taken",
  "name-taken",
  "fields-refused",
  "content-refused",
  "funds-missing",
  "tokenization-failed",
  "daily-limit",
  "bot-shield",
  "provider-failed",
  "refused",
  "not-sendable",
  // stopped by ourselves, while it was queued
  "paused",
  // unsent
  "unreachable",
  "vault",
  // unclear
  "no-answer",
  "gateway-timeout",
  "server-error",
  "unreadable-answer",
  "interrupted",
  "poll-deadline",
  // the database is a copy: what its original did since is not known
  "restored",
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/** One field the provider complained about, in its own words (scrubbed and cut). */
export interface FieldComplaint {
  readonly field: string;
  readonly said: string;
}

/** A reason as it is stored with the launch and shown to its owner. */
export interface Reason {
  readonly code: ReasonCode;
  /** The provider's own words, scrubbed and cut to 300 characters; null where it said nothing. */
  readonly said: string | null;
  /** j7tracker's `last_status` after a 504, scrubbed and cut. */
  readonly lastStatus?: string;
  readonly fields?: readonly FieldComplaint[];
  /** When a limit is lifted, ms since the epoch. */
  readonly resetAt?: number;
  /** Where to get a new key, if the provider says so. */
  readonly helpUrl?: string;
  /** What we ourselves refused before sending. */
  readonly problem?: Problem;
}

/** A provider call that gave no receipt. Holds no URL, header or body. */
export class CallError extends Error {
  readonly fate: Fate;
  readonly reason: Reason;

  constructor(fate: Fate, reason: Reason, options?: ErrorOptions) {
    super(`call ${fate}: ${reason.code}`, options);
    this.name = "CallError";
    this.fate = fate;
    this.reason = reason;
  }
}

/** The vault cannot open or seal: wrong key, altered row, foreign owner. Never says what was inside. */
export class VaultError extends Error {
  override readonly name = "VaultError";
}

/**
 * The database did not take or give something: the disk is full, the file read-only, the device broken. What was asked of
 * it is undone; nothing is known to be written. Passing: it may work in a moment.
 */
export class StorageError extends Error {
  readonly problem: "full" | "read-only" | "failed";

  constructor(problem: StorageError["problem"], options?: ErrorOptions) {
    super(`storage: ${problem}`, options);
    this.name = "StorageError";
    this.problem = problem;
  }
}

/** A setting is missing or wrong. Names the setting, never its value. Ends the start with exit code 78. */
export class ConfigError extends Error {
  readonly setting: string;

  constructor(setting: string, problem: string) {
    super(`${setting}: ${problem}`);
    this.name = "ConfigError";
    this.setting = setting;
  }
}
