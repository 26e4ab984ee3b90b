import type { ProviderName } from "../../domain/credential.ts";
import { BLOWFISH_TWISTS } from "./blowfish/blowfish.ts";
import { isTwist, type Fault } from "./fault.ts";
import { J7TRACKER_TWISTS } from "./j7tracker/j7tracker.ts";
import { SWARMS_TWISTS } from "./swarms/swarms.ts";

/** A fault ready to be switched on, with its name for a page. Add `times`, `on` or `region` to taste. */
export interface FaultSwitch {
  /** Stays the same between releases. */
  readonly id: string;
  readonly label: string;
  readonly fault: Fault;
  readonly providers: readonly ProviderName[];
}

const TWISTS_OF = {
  j7tracker: J7TRACKER_TWISTS,
  blowfish: BLOWFISH_TWISTS,
  swarms: SWARMS_TWISTS,
} as const satisfies Record<ProviderName, readonly Fault["kind"][]>;

const lastStatus = "sending the transaction";

/** Every kind of fault at least once; kinds with a choice have a switch for each that matters. */
export const FAULT_SWITCHES: readonly FaultSwitch[] = [
  entry("late", "Answer comes 10 s late", { kind: "late", ms: 10_000 }),
  entry("lost-before", "Connection lost, nothing done", { kind: "lost-before-work" }),
  entry("lost-after", "Token made, answer lost", { kind: "lost-after-work" }),
  entry("silent", "Never answers, nothing done", { kind: "never-answers", worked: false }),
  entry("silent-worked", "Never answers, token made", { kind: "never-answers", worked: true }),
  entry("400", "400 Bad Request", { kind: "status", status: 400, worked: false }),
  entry("401", "401 Unauthorized", { kind: "status", status: 401, worked: false }),
  entry("500", "500, nothing done", { kind: "status", status: 500, worked: false }),
  entry("500-worked", "500, token made", { kind: "status", status: 500, worked: true }),
  entry("502", "502 Bad Gateway, nothing done", { kind: "status", status: 502, worked: false }),
  entry("503", "503 Unavailable, nothing done", { kind: "status", status: 503, worked: false }),
  entry("504", "504 Timeout, nothing done", { kind: "status", status: 504, worked: false }),
  entry("504-worked", "504 Timeout, token made", { kind: "status", status: 504, worked: true }),
  only(["j7tracker"], "504-status", "504 with last_status, token made", {
    kind: "status",
    status: 504,
    worked: true,
    lastStatus,
  }),
  entry("html", "HTML page instead of JSON", { kind: "html", status: 200, worked: true }),
  entry("html-502", "HTML error page, nothing done", { kind: "html", status: 502, worked: false }),
  entry("truncated", "Answer breaks off halfway", { kind: "truncated" }),
  entry("too-long", "Answer of a megabyte", { kind: "too-long" }),
  entry("slow-body", "Second half of the answer 10 s late", { kind: "slow-body", ms: 10_000 }),
  entry("reset", "New connections reset at once", { kind: "reset-at-accept" }),
  entry("create-error", "Creation refused with a text", {
    kind: "create-error",
    text: "metadata upload failed",
  }),
  entry("funds", "Not enough funds", { kind: "insufficient-funds" }),
  entry("session", "Session or key no longer valid", { kind: "session-expired" }),
  entry("no-mint", "Success without an address", { kind: "null-addresses" }),
  entry("ticker", "Ticker already taken", { kind: "ticker-taken" }),
  entry("daily", "Daily limit used up", { kind: "daily-limit" }),
  entry("worker-fails", "Worker reports failed", { kind: "launch-fails" }),
  entry("worker-stuck", "Launch stays pending", { kind: "launch-stuck" }),
  entry("429", "429 with reset time", { kind: "rate-limit" }),
  entry("shield", "429 bot shield page", { kind: "bot-shield" }),
  entry("tokenization", "Tokenization failed", { kind: "tokenization-failed" }),
  entry("content", "Content check refused it", { kind: "content-refused" }),
];

export function switchesOf(provider: ProviderName): readonly FaultSwitch[] {
  return FAULT_SWITCHES.filter(({ providers }) => providers.includes(provider));
}

function entry(id: string, label: string, fault: Fault): FaultSwitch {
  const everywhere = ["j7tracker", "blowfish", "swarms"] as const;
  const knows = (provider: ProviderName) =>
    !isTwist(fault) || (TWISTS_OF[provider] as readonly string[]).includes(fault.kind);
  return only(everywhere.filter(knows), id, label, fault);
}

function only(
  providers: readonly ProviderName[],
  id: string,
  label: string,
  fault: Fault,
): FaultSwitch {
  return { id, label, fault, providers };
}
