/**
 * What can happen to a launch, in any order: clocks that jump, runners that race, answers that come late or twice, polls,
 * look-ups, deaths, the owner, strangers. Providers tell the truth here, since what they did is what the laws compare with.
 */
import fc from "fast-check";
import { CHAINS } from "../../src/domain/chains.ts";
import type { Reason } from "../../src/domain/errors.ts";
import type { Launch, Minted } from "../../src/domain/launch.ts";
import { TARGETS } from "../../src/domain/targets.ts";
import {
  begin,
  cancel,
  find,
  lose,
  progress,
  resolve,
  settle,
  wait,
  waitForSignIn,
  type Outcome,
} from "../../src/launches/decide.ts";
import { nextLook, POLL_DEADLINE_MS } from "../../src/launches/timers.ts";
import { OWNER } from "../support/a-launch.ts";
import { ask, currentAttempt, type Attempt, type By, type World } from "./launch-world.ts";

export interface Step {
  readonly take: (world: World) => void;
  /** How a failing law tells it. */
  readonly [fc.toStringMethod]: () => string;
}

const step = (says: string, take: (world: World) => void): Step => ({
  take,
  [fc.toStringMethod]: () => says,
});

const STRANGER = OWNER + 1;
const EVENT = "event-1";
const HOUR_MS = 3_600_000;
const ORDINARY_PAUSES = [0, 1, 999, 1_000, 6_000];
const LONG_PAUSES = [16_000, 31_000, 151_000, POLL_DEADLINE_MS, POLL_DEADLINE_MS + 1];
const JUMPS = [-1, -60_000, -HOUR_MS, -48 * HOUR_MS, 25 * HOUR_MS, 10 * 365 * 24 * HOUR_MS];

const mintFor = (launch: Launch): string =>
  CHAINS[TARGETS[launch.request.target].chain].address === "evm"
    ? "0xAb5801a7D398351b8bE11C439e05C5B3259aeC9B"
    : "Fern1111111111111111111111111111111111111111";

const mintedFor = (launch: Launch, known: boolean): Minted =>
  known
    ? { mint: mintFor(launch), pool: null, listingUrl: null }
    : { mint: null, pool: null, listingUrl: "https://swarms.world/agent/moss" };

const because = (code: Reason["code"]): Reason => ({ code, said: null });

/** Every answer that an honest provider, or our own end of the wire, can give about this attempt. */
function answersTo(launch: Launch, { wentOut, created }: Attempt): readonly Outcome[] {
  const lost: Outcome = { kind: "unclear", reason: because("no-answer") };
  if (!wentOut) {
    return [
      { kind: "unsent", reason: because("unreachable") },
      { kind: "refused", reason: because("not-sendable") },
      lost,
    ];
  }
  const accepted: Outcome = { kind: "receipt", receipt: { kind: "accepted", eventId: EVENT } };
  if (!created) return [{ kind: "refused", reason: because("ticker-taken") }, accepted, lost];
  const live = (known: boolean): Outcome => ({
    kind: "receipt",
    receipt: { kind: "live", ...mintedFor(launch, known) },
  });
  return [live(true), live(false), accepted, lost];
}

const nth = <T>(all: readonly T[], at: number): T | undefined => all[at % all.length];

const pause = fc
  .oneof(
    { weight: 6, arbitrary: fc.constantFrom(...ORDINARY_PAUSES) },
    { weight: 2, arbitrary: fc.constantFrom(...LONG_PAUSES) },
    { weight: 1, arbitrary: fc.constantFrom(...JUMPS) },
  )
  .map((ms) => step(`${ms} ms pass`, (world) => void (world.now += ms)));

const claim = fc.record({ wentOut: fc.boolean(), created: fc.boolean() }).map((fate) =>
  step(
    `a runner claims it (${fate.wentOut ? "it leaves" : "it does not leave"}${fate.created ? ", a token is made" : ""})`,
    (world) => {
      const id = `attempt-${world.attempts.length + 1}`;
      const { after } = ask(world, {
        says: "begin",
        by: "runner",
        decide: (launch, now) =>
          begin(launch, { attempt: id, region: "europe", pausedBy: null, now }),
      });
      if (after?.status !== "sending") return;
      world.attempts.push({ id, wentOut: fate.wentOut, created: fate.wentOut && fate.created });
    },
  ),
);

const answer = fc.tuple(fc.nat(9), fc.nat(11)).map(([whose, which]) =>
  step(`an answer comes (${whose}, ${which})`, (world) => {
    // Mostly the newest attempt's; the others' come late.
    const attempt = whose < 7 ? world.attempts.at(-1) : nth(world.attempts, whose);
    const outcome = attempt && nth(answersTo(world.launch, attempt), which);
    if (!attempt || !outcome) return;
    ask(world, {
      says: `settle: ${outcome.kind}`,
      by: "provider",
      attempt: attempt.id,
      decide: (launch, now) => settle(launch, { attempt: attempt.id, outcome, now }),
    });
  }),
);

const poll = fc.tuple(fc.boolean(), fc.boolean()).map(([over, known]) =>
  step(`a poll says ${over ? "how it ended" : "pending"}`, (world) => {
    const attempt = currentAttempt(world);
    if (!attempt?.wentOut) return;
    const ended = attempt.created
      ? ({ kind: "live", ...mintedFor(world.launch, known) } as const)
      : ({ kind: "failed", reason: because("provider-failed") } as const);
    const said = over ? ended : ({ kind: "pending" } as const);
    ask(world, {
      says: `progress: ${said.kind}`,
      by: "provider",
      decide: (launch, now) => progress(launch, { progress: said, now }),
    });
  }),
);

const lookUp = fc.boolean().map((known) =>
  step("a look-up finds what there is", (world) => {
    if (!currentAttempt(world)?.created) return;
    const found = mintedFor(world.launch, known);
    ask(world, {
      says: "find",
      by: "provider",
      decide: (launch, now) => find(launch, { found, now }),
    });
  }),
);

const foreignAnswer = fc.tuple(fc.boolean(), fc.nat(11)).map(([created, which]) =>
  step("an answer names an attempt that was never made", (world) => {
    const outcome = nth(answersTo(world.launch, { id: "", wentOut: which > 3, created }), which);
    if (!outcome) return;
    ask(world, {
      says: `settle another attempt: ${outcome.kind}`,
      by: "provider",
      attempt: "another",
      decide: (launch, now) => settle(launch, { attempt: "another", outcome, now }),
    });
  }),
);

const always = (
  says: string,
  by: By,
  decide: (launch: Launch, now: number) => ReturnType<typeof wait>,
) => fc.constant(step(says, (world) => void ask(world, { says, by, decide })));

const resolving = (by: "owner" | "stranger", live: boolean) =>
  always(`the ${by} says that it ${live ? "is live" : "did not happen"}`, by, (launch, now) =>
    resolve(launch, {
      ownerId: by === "owner" ? OWNER : STRANGER,
      mint: live ? mintFor(launch) : null,
      now,
    }),
  );
const cancelling = (by: "owner" | "stranger") =>
  always(`the ${by} cancels`, by, (launch, now) =>
    cancel(launch, { ownerId: by === "owner" ? OWNER : STRANGER, now }),
  );

const postpone = fc.boolean().map((canLook) =>
  step("a look brings nothing, and the timer is moved on", (world) => {
    const { status, nextAt } = world.launch;
    if (status === "queued" || status === "sending" || nextAt === null) return;
    world.launch = { ...world.launch, ...nextLook(world.launch, world.now, canLook) };
  }),
);

const redelivery = fc.nat().map((which) =>
  step(`something comes a second time (${which})`, (world) => {
    const call = nth(world.calls, which);
    if (call) ask(world, call, true);
  }),
);

/** Mostly what a walk is made of that gets somewhere; nearly all others end after two steps. */
export const aStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: pause },
  { weight: 8, arbitrary: claim },
  { weight: 6, arbitrary: answer },
  { weight: 4, arbitrary: poll },
  { weight: 2, arbitrary: lookUp },
  { weight: 2, arbitrary: foreignAnswer },
  { weight: 3, arbitrary: redelivery },
  { weight: 2, arbitrary: postpone },
  {
    weight: 1,
    arbitrary: always("the process died", "time", (launch, now) =>
      lose(launch, { ownerDied: true, now }),
    ),
  },
  {
    weight: 1,
    arbitrary: always("a sweeper looks for a lease that is over", "time", (launch, now) =>
      lose(launch, { ownerDied: false, now }),
    ),
  },
  { weight: 2, arbitrary: always("a poll says nothing", "time", wait) },
  { weight: 1, arbitrary: always("a poll is not let in", "time", waitForSignIn) },
  { weight: 1, arbitrary: cancelling("stranger") },
  { weight: 1, arbitrary: resolving("stranger", true) },
  { weight: 1, arbitrary: resolving("stranger", false) },
  { weight: 1, arbitrary: cancelling("owner") },
  { weight: 1, arbitrary: resolving("owner", true) },
  { weight: 1, arbitrary: resolving("owner", false) },
);
