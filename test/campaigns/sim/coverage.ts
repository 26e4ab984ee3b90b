import { STATUSES } from "../../../src/domain/launch.ts";
import { BEHAVIOURS } from "./behaviours.ts";
import { POINTS } from "./life.ts";

/** Where a history can rest. */
const ENDS = STATUSES.filter((status) => !["queued", "sending", "accepted"].includes(status));

const REASONS = [
  ...["session-refused", "fields-refused", "funds-missing", "daily-limit", "provider-failed"],
  ...["not-sendable", "unreachable", "vault", "no-answer", "gateway-timeout", "server-error"],
  ...["unreadable-answer", "interrupted", "poll-deadline"],
];
const TELEGRAM = [
  ...["lost before", "lost after", "429", "502", "502 after", "hang", "refused"],
  ...["migrated", "403", "gone", "not modified"],
];
const TAPS = [...["confirmed", "already", "not-yours", "stale-button", "repeat-is-live", "disk"]];
const BUTTONS = [
  ...["stop", "check", "not", "live", "anyway", "again", "card", "key", "by a stranger"],
];

/** What a campaign must have seen at least once: one that never met a fault proves nothing about it. */
export const REQUIRED: readonly string[] = [
  ...POINTS.map((point) => `crash: ${point}`),
  ...BEHAVIOURS.map(({ name }) => `provider: ${name}`),
  ...ENDS.map((status) => `status: ${status}`),
  ...REASONS.map((code) => `reason: ${code}`),
  ...TELEGRAM.map((mishap) => `telegram: ${mishap}`),
  ...TAPS.map((told) => `tap: ${told}`),
  ...BUTTONS.map((action) => `button: ${action}`),
  ...["stop: moved", "stop: rejected", "live: moved", "not: moved", "owns: foreign"],
  ...["ticket: success", "ticket: failed", "ticket: rate_limited"],
  ...["look: failed", "look: session expired", "update: redelivered", "start: failed"],
  ...["crash: plug", "stop: asked", "clock: forward", "clock: back", "disk: full"],
  ...["notice: card live", "notice: card parked", "notice: final live", "notice: final parked"],
  ...["notice: told live", "notice: told parked", "notice: sent home", "notice: unparked"],
];

export const unseen = (counts: ReadonlyMap<string, number>): readonly string[] =>
  REQUIRED.filter((what) => !counts.has(what));
