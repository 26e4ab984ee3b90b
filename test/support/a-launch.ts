import { emptyDraft, type DraftContent } from "../../src/domain/draft.ts";
import { NO_ROLES } from "../../src/domain/governance.ts";
import type { Launch, LaunchRequest, Status } from "../../src/domain/launch.ts";
import type { Standing } from "../../src/domain/standing.ts";
import { TARGETS } from "../../src/domain/targets.ts";
import type { Draft } from "../../src/launches/draft-store.ts";
import { START } from "./a-clock.ts";

const LETTERS = "23456789bcdfghjkmnpqrstvwxyz";
let made = 0;

/** A fresh id of the form that `newId` gives, the same in every run. */
export function anId(): string {
  made += 1;
  let id = "";
  for (let rest = made; rest > 0; rest = Math.floor(rest / LETTERS.length)) {
    id = LETTERS.charAt(rest % LETTERS.length) + id;
  }
  return id.padStart(12, "2");
}

/** A Telegram id, beyond 32 bits as today's are. */
export const OWNER = 8_123_456_789;

export function aRequest(part: Partial<LaunchRequest> = {}): LaunchRequest {
  return {
    target: "pump",
    name: "Moss Coin",
    ticker: "MOSS",
    description: null,
    picture: null,
    buy: null,
    links: {},
    options: {},
    ...part,
  };
}

/** What a launch of each status cannot be without, so that a test names the status and no more. */
const BY_STATUS: Readonly<Record<Status, Partial<Launch>>> = {
  queued: { nextAt: START },
  sending: { version: 2, attempt: "attempt-1", sentAt: START, nextAt: START + 60_000 },
  accepted: {
    version: 3,
    attempt: "attempt-1",
    sentAt: START,
    answeredAt: START + 900,
    acceptedAt: START + 900,
    eventId: "event-1",
    nextAt: START + 5_000,
  },
  live: {
    version: 3,
    attempt: "attempt-1",
    sentAt: START,
    answeredAt: START + 900,
    endedAt: START + 900,
    mint: "Moss1111111111111111111111111111111111111111",
    resolvedBy: "provider",
  },
  failed: {
    version: 3,
    attempt: "attempt-1",
    sentAt: START,
    answeredAt: START + 900,
    endedAt: START + 900,
    reason: { code: "refused", said: null },
    resolvedBy: "provider",
  },
  unclear: {
    version: 3,
    attempt: "attempt-1",
    sentAt: START,
    reason: { code: "no-answer", said: null },
    nextAt: START + 30_000,
  },
  cancelled: { version: 2, endedAt: START },
  expired: { version: 2, endedAt: START },
};

/** A launch of `status` (`queued` unless told) with all that this status requires; the rest as of a fresh one. */
export function aLaunch(part: Partial<Launch> = {}): Launch {
  const request = part.request ?? aRequest();
  const status = part.status ?? "queued";
  return {
    id: anId(),
    draftId: anId(),
    ownerId: OWNER,
    groupId: null,
    provider: TARGETS[request.target].provider,
    request,
    status,
    version: 1,
    confirmedAt: START,
    tappedAt: START,
    dueAt: null,
    attempt: null,
    region: null,
    sentAt: null,
    answeredAt: null,
    tapToSentMs: null,
    sentToAnswerMs: null,
    roundTripMs: null,
    nextAt: null,
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
    ...BY_STATUS[status],
    ...part,
  };
}

/** A draft's content that is ready for its target, pump.fun unless told. */
export function aContent(part: Partial<DraftContent> = {}): DraftContent {
  return { ...emptyDraft(part.target ?? "pump"), name: "Moss Coin", ticker: "MOSS", ...part };
}

/** An open draft that is ready to be launched and has no card in a chat yet. */
export function aDraft(part: Partial<Draft> = {}): Draft {
  return {
    id: anId(),
    ownerId: OWNER,
    content: aContent(),
    state: "open",
    version: 1,
    card: null,
    repeats: null,
    groupId: null,
    topicId: null,
    createdAt: START,
    updatedAt: START,
    ...part,
  };
}

/** What the confirmation of a draft hears of groups when it is of none. */
export const OF_NO_GROUP = { group: null, roles: NO_ROLES, tappedAt: START } as const;

/** The standing of somebody who launched nothing yet and never set a limit. */
export function aStanding(part: Partial<Standing> = {}): Standing {
  return { at: START, pausedBy: null, confirmed: [], spending: [], limits: [], ...part };
}
