import type { Launch } from "../../src/domain/launch.ts";
import {
  begin,
  cancel,
  find,
  halt,
  lose,
  progress,
  resolve,
  settle,
  wait,
  waitForSignIn,
  type Outcome,
} from "../../src/launches/decide.ts";
import type { Decision } from "../../src/launches/launch-store.ts";
import { OWNER } from "../support/a-launch.ts";
import { EVENT, liveWith, MINT } from "../support/fake-provider.ts";

export const STRANGER = OWNER + 1;

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  live: { kind: "receipt", receipt: liveWith(MINT) },
  "live, mint to follow": { kind: "receipt", receipt: liveWith(null) },
  accepted: { kind: "receipt", receipt: { kind: "accepted", eventId: EVENT } },
  refused: { kind: "refused", reason: { code: "ticker-taken", said: "taken" } },
  unsent: { kind: "unsent", reason: { code: "unreachable", said: null } },
  unclear: { kind: "unclear", reason: { code: "no-answer", said: null } },
};

type Command = (launch: Launch, now: number) => Decision;

const settling = ([name, outcome]: [string, Outcome]): [string, Command][] => [
  [
    `settle: ${name}`,
    (launch, now) => settle(launch, { attempt: launch.attempt ?? "none", outcome, now }),
  ],
  [
    `settle another attempt: ${name}`,
    (launch, now) => settle(launch, { attempt: "another", outcome, now }),
  ],
];

/** Everything that can ever be asked of a launch, under a name for reports. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  begin: (launch, now) =>
    begin(launch, {
      attempt: `attempt-${launch.version}`,
      region: "europe",
      pausedBy: null,
      now,
    }),
  "begin: paused": (launch, now) =>
    begin(launch, { attempt: "attempt-p", region: null, pausedBy: "owner", now }),
  halt: (launch, now) => halt(launch, "operator", now),
  ...Object.fromEntries(Object.entries(OUTCOMES).flatMap(settling)),
  "lose: died": (launch, now) => lose(launch, { ownerDied: true, now }),
  "lose: lease": (launch, now) => lose(launch, { ownerDied: false, now }),
  "progress: pending": (launch, now) => progress(launch, { progress: { kind: "pending" }, now }),
  "progress: live": (launch, now) => progress(launch, { progress: liveWith(MINT), now }),
  "progress: live, mint to follow": (launch, now) =>
    progress(launch, { progress: liveWith(null), now }),
  "progress: failed": (launch, now) => {
    const reason = { code: "provider-failed", said: null } as const;
    return progress(launch, { progress: { kind: "failed", reason }, now });
  },
  wait: (launch, now) => wait(launch, now),
  "wait for sign-in": (launch, now) => waitForSignIn(launch, now),
  find: (launch, now) => find(launch, { found: liveWith(MINT), now }),
  "find, without a mint": (launch, now) => find(launch, { found: liveWith(null), now }),
  "cancel: owner": (launch, now) => cancel(launch, { ownerId: OWNER, now }),
  "cancel: stranger": (launch, now) => cancel(launch, { ownerId: STRANGER, now }),
  "resolve: live": (launch, now) => resolve(launch, { ownerId: OWNER, mint: MINT, now }),
  "resolve: not": (launch, now) => resolve(launch, { ownerId: OWNER, mint: null, now }),
  "resolve: stranger": (launch, now) => resolve(launch, { ownerId: STRANGER, mint: MINT, now }),
};
