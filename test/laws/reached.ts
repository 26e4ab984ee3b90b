/** Launches of any status as `decide` leaves them, with the worst that people and providers can have said in them. */
import fc from "fast-check";
import { CHAINS } from "../../src/domain/chains.ts";
import { launchRequestSchema, type Launch, type LaunchRequest } from "../../src/domain/launch.ts";
import { REASON_CODES, type Reason } from "../../src/domain/errors.ts";
import type { Minted, Status } from "../../src/domain/launch.ts";
import { STATUSES } from "../../src/domain/launch.ts";
import { TARGET_IDS, TARGETS, type TargetId } from "../../src/domain/targets.ts";
import {
  begin,
  cancel,
  confirm,
  halt,
  progress,
  resolve,
  settle,
  waitForSignIn,
  type Outcome,
} from "../../src/launches/decide.ts";
import type { Decision } from "../../src/launches/launch-store.ts";
import { said } from "../../src/providers/answers.ts";
import { START } from "../support/a-clock.ts";
import { aDraft, aStanding, OF_NO_GROUP, OWNER } from "../support/a-launch.ts";
import { evmMint, hostile, solanaMint } from "./arbitraries.ts";
import { aProblem } from "./problems.ts";

type Move = (launch: Launch, now: number) => Decision;

/** A reason as the readers make it. */
const aReason: fc.Arbitrary<Reason> = fc
  .record({
    code: fc.constantFrom(...REASON_CODES),
    words: fc.option(hostile(600)),
    lastStatus: fc.option(hostile(200)),
    fields: fc.option(fc.array(fc.tuple(hostile(80), hostile(600)), { maxLength: 10 })),
    resetAt: fc.option(fc.integer({ min: START, max: START + 1e12 })),
    help: fc.option(fc.nat(270)),
    problem: fc.option(aProblem),
  })
  .map(({ code, words, lastStatus, fields, resetAt, help, problem }) => ({
    code,
    said: said(words),
    ...(lastStatus !== null && { lastStatus: said(lastStatus, 80) ?? "?" }),
    ...(fields !== null && {
      fields: fields.map(([field, told]) => ({
        field: said(field, 40) ?? "?",
        said: said(told) ?? "",
      })),
    }),
    ...(resetAt !== null && { resetAt }),
    ...(help !== null && { helpUrl: `https://swarms.world/${"k".repeat(help)}` }),
    ...(code === "not-sendable" && problem !== null && { problem }),
  }));

/** A request as rows hold them. Rules may have been laxer when it was stored, so that its texts are anything. */
export const requestFor = (target: TargetId): fc.Arbitrary<LaunchRequest> =>
  fc
    .record({ name: hostile(2_000), ticker: hostile(320), description: fc.option(hostile(1_000)) })
    .map(({ name, ticker, description }) =>
      launchRequestSchema.parse({
        ...{ target, name: `M${name}`, ticker: `M${ticker}`, description },
        ...{ picture: null, buy: null, links: {}, options: {} },
      }),
    );

const mintedOn = (target: TargetId): fc.Arbitrary<Minted> => {
  const mint = CHAINS[TARGETS[target].chain].address === "evm" ? evmMint : solanaMint;
  const listing = fc.option(fc.constant("https://swarms.world/agent/moss"));
  return fc.record({ mint: fc.option(mint), pool: fc.option(mint), listingUrl: listing });
};

const beginning: Move = (launch, now) =>
  begin(launch, { attempt: "attempt-1", region: "australia", pausedBy: null, now });
const settling =
  (outcome: Outcome): Move =>
  (launch, now) =>
    settle(launch, { attempt: "attempt-1", outcome, now });

/** Every way to a status, each as the moves that lead there. */
function waysTo(
  status: Status,
  reason: Reason,
  minted: Minted,
  mint: string,
): readonly (readonly Move[])[] {
  const unsent = settling({ kind: "unsent", reason });
  const unclear = settling({ kind: "unclear", reason });
  const accepted = settling({ kind: "receipt", receipt: { kind: "accepted", eventId: "event-1" } });
  const signIn: Move = (launch, now) => waitForSignIn(launch, now);
  const word =
    (address: string | null): Move =>
    (launch, now) =>
      resolve(launch, { ownerId: OWNER, mint: address, now });
  const ended: Move = (launch, now) =>
    progress(launch, { progress: { kind: "failed", reason }, now });
  switch (status) {
    case "queued":
      return [[], [beginning, unsent]];
    case "sending":
      return [[beginning]];
    case "accepted":
      return [
        [beginning, accepted],
        [beginning, accepted, signIn],
      ];
    case "live":
      return [
        [beginning, settling({ kind: "receipt", receipt: { kind: "live", ...minted } })],
        [beginning, unclear, word(mint)],
      ];
    case "failed":
      return [
        [beginning, settling({ kind: "refused", reason })],
        [beginning, accepted, ended],
        [beginning, unclear, word(null)],
      ];
    case "unclear":
      return [[beginning, unclear]];
    case "cancelled":
      return [
        [(launch, now) => cancel(launch, { ownerId: OWNER, now })],
        [(launch, now) => halt(launch, "owner", now)],
        [(launch, now) => halt(launch, "operator", now)],
      ];
    case "expired":
      return [[(launch) => beginning(launch, START + 3_600_000)]];
  }
}

/** A launch of this status (any, when not given) and a moment to look at it. */
export function aReached(
  statuses: readonly Status[] = STATUSES,
): fc.Arbitrary<{ readonly launch: Launch; readonly now: number }> {
  return fc.constantFrom(...TARGET_IDS).chain((target) =>
    fc
      .record({
        status: fc.constantFrom(...statuses),
        way: fc.nat(5),
        request: requestFor(target),
        reason: aReason,
        minted: mintedOn(target),
        mint: CHAINS[TARGETS[target].chain].address === "evm" ? evmMint : solanaMint,
        paceMs: fc.nat(5_000),
        laterMs: fc.oneof(fc.nat(100_000), fc.integer({ min: -1e9, max: 1e11 })),
      })
      .map(({ status, way, request, reason, minted, mint, paceMs, laterMs }) => {
        const ways = waysTo(status, reason, minted, mint);
        let now = START;
        let launch = confirmed(request);
        for (const move of ways[way % ways.length] ?? []) {
          now += paceMs;
          const decision = move(launch, now);
          if ("rejected" in decision) throw new Error(`no legal way to ${status}`);
          ({ launch } = decision);
        }
        return { launch, now: now + laterMs };
      }),
  );
}

function confirmed(request: LaunchRequest): Launch {
  const decision = confirm(aDraft(), {
    ...{ launchId: "b7k2m9x4q3wz", ownerId: OWNER, version: 1, now: START },
    fit: { ok: true, request },
    standing: aStanding(),
    ...OF_NO_GROUP,
  });
  if ("rejected" in decision) throw new Error("a good confirmation is taken");
  return decision.launch;
}
