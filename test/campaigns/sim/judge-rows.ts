import type { Launch } from "../../../src/domain/launch.ts";
import { EDGES } from "../../../src/launches/decide.ts";
import { CONFIRMATION_MS } from "../../../src/launches/timers.ts";
import type { Rows } from "./judge.ts";
import { keyOf } from "./market.ts";
import type { Evidence } from "./providers.ts";
import type { Scene } from "./scene.ts";

/** How long a process may need to write down what it was told, on a disk that is full for a while. */
const WRITTEN_MS = 60_000;

/** Whether each row tells the truth (I3), had a cause (I5), a whole history (I6), and took what it was told. */
export function judgeRows(scene: Scene, rows: Rows): void {
  for (const launch of rows.launches) {
    judgeOutcome(scene, rows, launch);
    judgeHistory(scene, rows, launch);
    const { sentAt, confirmedAt } = launch;
    if (sentAt !== null && sentAt > confirmedAt + CONFIRMATION_MS) {
      scene.breach("stale send", `#${launch.id} was sent ${sentAt - confirmedAt} ms after the tap`);
    }
  }
  for (const evidence of scene.evidence) {
    const launch = rows.launches.find(({ id }) => id === evidence.launchId);
    if (launch) judgeEvidence(scene, rows, launch, evidence);
  }
}

function judgeOutcome({ market, breach }: Scene, rows: Rows, launch: Launch): void {
  const { id, status, mint } = launch;
  const truth = market.truth(keyOf(launch.request));
  const wrong = (what: string) => breach("wrong outcome", `#${id} is ${status}, ${what}`);
  if ((status === "cancelled" || status === "expired") && truth) wrong("but was sent");
  if (launch.resolvedBy === "owner" || wasMisled(rows, market, launch)) return;
  const token = truth?.token ?? null;
  if (status === "live" && !token) wrong("but there is no token");
  if (status === "live" && mint !== null && mint !== token?.mint) wrong(`with the mint ${mint}`);
  if (status === "failed" && token) wrong("but there is a token");
}

/** Its owner said something untrue about a launch of the same token, so that what the list shows means another. */
export function wasMisled(rows: Rows, market: Scene["market"], launch: Launch): boolean {
  return rows.launches.some((other) => {
    if (other.resolvedBy !== "owner" || other.ownerId !== launch.ownerId) return false;
    const token = market.truth(keyOf(other.request))?.token ?? null;
    return (other.status === "live" ? other.mint : null) !== (token?.mint ?? null);
  });
}

function isLookalike(other: Launch, launch: Launch): boolean {
  if (other.id === launch.id || other.ownerId !== launch.ownerId) return false;
  const { name, ticker } = launch.request;
  return other.request.name === name || other.request.ticker === ticker;
}

function judgeHistory({ market, breach }: Scene, rows: Rows, launch: Launch): void {
  const { id, version, status, ownerId } = launch;
  const history = rows.history.filter(({ launchId }) => launchId === id);
  history.forEach((row, at) => {
    const before = history[at - 1];
    if (row.version !== at + 1) breach("history", `#${id} has no version ${at + 1}`);
    if (before && !EDGES[before.status].includes(row.status)) {
      breach("history", `#${id} went from ${before.status} to ${row.status}`);
    }
  });
  const last = history.at(-1);
  if (last?.version !== version || last.status !== status) {
    breach("history", `#${id} is version ${version}, its history ends at ${last?.version ?? 0}`);
  }
  const wasUnclear = history.some((row) => row.status === "unclear");
  const excused =
    market.troublesOf(keyOf(launch.request)).size > 0 || market.everShutOut.has(ownerId);
  if (wasUnclear && !excused) breach("unclear without cause", `#${id}`);
}

function judgeEvidence(
  { time, breach }: Scene,
  rows: Rows,
  launch: Launch,
  { says, at, life, mint, listed }: Evidence,
): void {
  // What a list shows counts only where it cannot be another launch's.
  if (listed && rows.launches.some((other) => isLookalike(other, launch))) return;
  const heard = life.diedAt() > at + WRITTEN_MS && time.elapsed() > at + WRITTEN_MS;
  if (!heard || launch.resolvedBy === "owner") return;
  const taken =
    says === "accepted"
      ? launch.eventId !== null
      : launch.status === says && (mint === null || launch.mint === mint);
  if (!taken) {
    breach("dropped evidence", `#${launch.id} is ${launch.status}, but was said to be ${says}`);
  }
}
