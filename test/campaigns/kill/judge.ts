/**
 * The promises, held against what really happened. Judged when the program is at rest.
 *
 * | count      | promise                                                                                         |
 * | ---------- | ----------------------------------------------------------------------------------------------- |
 * | `double`   | a launch reaches its provider at most once                                                      |
 * | `lost`     | every tap of an owner that was taken has its launch                                             |
 * | `stuck`    | every launch comes to an end or to `unclear`, and every open one has a timer                    |
 * | `wrong`    | never live when there is no such token, never failed, expired or cancelled when there is        |
 * | `groundless` | `unclear` only after a fault of the provider or a kill, and says which                        |
 * | `history`  | one line of history for each version, along the edges of the state machine                      |
 * | `card`     | the card in the chat shows what the row says, with its buttons                                  |
 * | `stranger` | what nobody but strangers tapped is never launched                                              |
 */
import { OPEN, type Launch } from "../../../src/domain/launch.ts";
import { EDGES } from "../../../src/launches/decide.ts";
import { faceInChat, type FaceOf } from "./card-face.ts";
import { truthOf, type Truth } from "./ledger.ts";
import type { Rows } from "./rows.ts";
import type { Card, Scene } from "./scene.ts";
import { until } from "./wait.ts";

export const PROMISES = [
  "double",
  "lost",
  "stuck",
  "wrong",
  "groundless",
  "history",
  "card",
  "stranger",
] as const;
export type Promised = (typeof PROMISES)[number];

export interface Violation {
  readonly promise: Promised;
  readonly what: string;
}

/** What was done to one card. */
export interface Deed {
  readonly card: Card;
  readonly tappedByOwner: boolean;
  /** How often the program was killed since the first tap. */
  readonly killsSince: number;
}

/** A card may be one edit behind while the program goes on looking at an unclear launch. */
const CARD_PATIENCE_MS = 5_000;

export async function judge(scene: Scene, faceOf: FaceOf, deed: Deed): Promise<Violation[]> {
  const { card } = deed;
  const rows = scene.rows();
  const truth = truthOf(scene.world, card);
  const launch = launchOf(rows, card);
  const found: Violation[] = [];
  const unless = (holds: boolean, promise: Promised, what: string) => {
    if (!holds) found.push({ promise, what: `${card.name}: ${what}` });
  };

  if (!deed.tappedByOwner) {
    unless(launch === undefined && truth.posts === 0, "stranger", "launched for a stranger");
    return found;
  }
  unless(truth.posts <= 1, "double", `${truth.posts} requests arrived`);
  unless(truth.mints.length <= 1, "double", `${truth.mints.length} tokens were made`);
  if (launch === undefined) {
    unless(false, "lost", "tapped, and there is no launch");
    return found;
  }
  unless(isAtRest(launch), "stuck", `still ${launch.status}`);
  unless(!OPEN.includes(launch.status) || launch.nextAt !== null, "stuck", "open without a timer");
  unless(isTrue(launch, truth), "wrong", `${launch.status}, tokens made: ${truth.mints.length}`);
  for (const what of flawsOfHistory(rows, launch)) unless(false, "history", what);
  unless(isFounded(rows, launch, truth, deed), "groundless", "unclear without a reason for it");
  const matches = () => cardMatches(scene, faceOf, card);
  unless(await until(matches, CARD_PATIENCE_MS), "card", differenceOf(scene, faceOf, card));
  return found;
}

export const launchOf = (rows: Rows, { ticker, owner }: Card): Launch | undefined =>
  rows
    .launches()
    .find(({ request, ownerId }) => request.ticker === ticker && ownerId === owner.person.id);

/** Nothing is under way for it; what is unclear waits for evidence or its owner. */
export function isAtRest({ status }: Launch): boolean {
  return status === "unclear" || !OPEN.includes(status);
}

function isTrue({ status, mint }: Launch, { mints }: Truth): boolean {
  switch (status) {
    case "live":
      return mints.length > 0 && (mint === null || mints.includes(mint));
    case "failed":
    case "expired":
    case "cancelled":
    case "queued":
      return mints.length === 0;
    default:
      return true;
  }
}

function flawsOfHistory(rows: Rows, { id, version, status }: Launch): string[] {
  const lines = rows.history().filter(({ launchId }) => launchId === id);
  const flaws: string[] = [];
  if (lines.length !== version || lines.some((line, at) => line.version !== at + 1)) {
    flaws.push(`version ${version} with lines ${lines.map((line) => line.version).join(", ")}`);
  }
  if (lines.at(-1)?.status !== status) flaws.push(`${status}, but its last line says otherwise`);
  for (const [at, line] of lines.entries()) {
    const before = lines[at - 1];
    if (before && !EDGES[before.status].includes(line.status)) {
      flaws.push(`went from ${before.status} to ${line.status}`);
    }
  }
  return flaws;
}

function isFounded(rows: Rows, { id }: Launch, truth: Truth, { killsSince }: Deed): boolean {
  return rows
    .history()
    .filter((line) => line.launchId === id && line.status === "unclear")
    .every(({ reason }) => (reason === "interrupted" ? killsSince > 0 : truth.spoiled));
}

function cardMatches(scene: Scene, faceOf: FaceOf, card: Card): boolean {
  const { wanted, shown } = facesOf(scene, faceOf, card);
  return wanted !== null && wanted === shown;
}

function differenceOf(scene: Scene, faceOf: FaceOf, card: Card): string {
  const { wanted, shown } = facesOf(scene, faceOf, card);
  return `the card shows\n${shown ?? "(no such message)"}\n  where the row says\n${wanted ?? "(no launch)"}`;
}

function facesOf(scene: Scene, faceOf: FaceOf, card: Card) {
  const launch = launchOf(scene.rows(), card);
  const notice = scene
    .rows()
    .notices()
    .find(({ launchId, kind }) => launchId === launch?.id && kind === "card");
  const message = scene.world.sandbox.telegram
    .messages(notice?.chatId ?? 0)
    .find(({ messageId }) => messageId === notice?.messageId);
  return {
    wanted: launch ? faceOf(launch) : null,
    shown: message ? faceInChat(message) : null,
  };
}
