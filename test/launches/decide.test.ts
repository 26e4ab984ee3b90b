import { describe, expect, it } from "vitest";
import type { Launch, Minted, Status } from "../../src/domain/launch.ts";
import { SOL } from "../../src/domain/money.ts";
import {
  begin,
  cancel,
  confirm,
  find,
  lose,
  progress,
  resolve,
  settle,
  wait,
  waitForSignIn,
  type Outcome,
} from "../../src/launches/decide.ts";
import type { Decision, Move } from "../../src/launches/launch-store.ts";
import {
  CONFIRMATION_MS,
  LEASE_MS,
  nextLook,
  POLL_DEADLINE_MS,
  POLL_MS,
} from "../../src/launches/timers.ts";
import { problem } from "../support/caught.ts";
import { START } from "../support/a-clock.ts";
import { aDraft, aLaunch, aRequest, aStanding, OF_NO_GROUP, OWNER } from "../support/a-launch.ts";
import { EVENT, liveWith, MINT } from "../support/fake-provider.ts";
import { STRANGER } from "./every-command.ts";

const HOUR_MS = 3_600_000;
const LATE = START + 20_000;

const unsent: Outcome = { kind: "unsent", reason: { code: "unreachable", said: null } };
const unclear: Outcome = { kind: "unclear", reason: { code: "no-answer", said: null } };
const refused: Outcome = { kind: "refused", reason: { code: "ticker-taken", said: "taken" } };
const live: Outcome = { kind: "receipt", receipt: liveWith(MINT) };
const ticket: Outcome = { kind: "receipt", receipt: { kind: "accepted", eventId: EVENT } };

const sending = aLaunch({ status: "sending" });
const accepted = aLaunch({ status: "accepted", acceptedAt: START });
const lost = aLaunch({ status: "unclear" });
const polled = aLaunch({ status: "unclear", eventId: EVENT, acceptedAt: START });
const awaitingMint = aLaunch({ status: "live", mint: null, listingUrl: "https://a.example/" });

const AFTER_DEADLINE = START + POLL_DEADLINE_MS + 1;

const answer = (launch: Launch, outcome: Outcome, now = START + 900) =>
  settle(launch, { attempt: "attempt-1", outcome, now });

function moved(decision: Decision): Move {
  if ("rejected" in decision) throw new Error(`rejected: ${decision.rejected}`);
  return decision;
}
const next = (decision: Decision): Launch => moved(decision).launch;
const rejection = (decision: Decision) => ("rejected" in decision ? decision.rejected : null);

describe("confirming a draft", () => {
  const draft = aDraft({ version: 3 });
  const request = aRequest({ target: "swarms" });
  const tap = {
    launchId: "launch-1",
    ownerId: OWNER,
    version: 3,
    fit: { ok: true, request },
    standing: aStanding(),
    ...OF_NO_GROUP,
    now: START,
  } as const;

  it("makes a queued launch, due at once, of the target's provider", () => {
    expect(moved(confirm(draft, tap))).toMatchObject({
      ring: false,
      launch: {
        id: "launch-1",
        draftId: draft.id,
        ownerId: OWNER,
        provider: "swarms",
        request,
        status: "queued",
        version: 1,
        confirmedAt: START,
        nextAt: START,
        attempt: null,
      },
    });
  });

  it.each([
    ["by somebody else", draft, { ...tap, ownerId: STRANGER }, "not-yours"],
    ["when it was launched", aDraft({ state: "launched", version: 3 }), tap, "draft-closed"],
    ["when it was cancelled", aDraft({ state: "cancelled", version: 3 }), tap, "draft-closed"],
    ["by a button of an older card", draft, { ...tap, version: 2 }, "stale-button"],
    [
      "while something is missing",
      draft,
      { ...tap, fit: { ok: false, problems: [] } },
      "not-ready",
    ],
    [
      "while launching is paused",
      draft,
      { ...tap, standing: aStanding({ pausedBy: "owner" }) },
      "paused",
    ],
    [
      "when it would be one launch too many",
      draft,
      { ...tap, standing: aStanding({ confirmed: Array.from({ length: 10 }, () => START) }) },
      "too-many-launches",
    ],
    [
      "when its cost is over the day's limit",
      draft,
      {
        ...tap,
        standing: aStanding({ spending: [{ unit: SOL, reserved: 0n, spent: 2_960_000_001n }] }),
      },
      "over-limit",
    ],
  ] as const)("is refused %s", (_when, stored, by, why) => {
    expect(confirm(stored, by)).toEqual({ rejected: why });
  });
});

describe("beginning", () => {
  const claim = (launch: Launch, now: number) =>
    begin(launch, { attempt: "attempt-1", region: "europe", pausedBy: null, now });

  it("marks the one attempt, where it goes, and how long anybody works on it", () => {
    expect(next(claim(aLaunch(), START + 5))).toMatchObject({
      status: "sending",
      version: 2,
      attempt: "attempt-1",
      region: "europe",
      sentAt: START + 5,
      nextAt: START + 5 + LEASE_MS,
      reason: null,
    });
  });

  it.each([
    ["was just confirmed", aLaunch(), START, false],
    ["could not be sent at first", aLaunch({ tries: 1, reason: unsent.reason }), START, false],
    ["somebody has waited for", aLaunch(), START + 20_000, true],
    ["is too old as well", aLaunch(), START + CONFIRMATION_MS + 1, true],
  ])("cancels a launch that %s when it meets a pause", (_which, launch, now, rings) => {
    const by = { attempt: "attempt-1", region: "europe", now } as const;

    const own = moved(begin(launch, { ...by, pausedBy: "owner" }));
    const operators = moved(begin(launch, { ...by, pausedBy: "operator" }));

    expect(own).toMatchObject({
      ring: false,
      launch: {
        ...{ status: "cancelled", attempt: null, sentAt: null, nextAt: null, endedAt: now },
        reason: { code: "paused", problem: { code: "paused", by: "owner" } },
      },
    });
    expect(operators).toMatchObject({
      ring: rings,
      launch: { status: "cancelled", reason: { problem: { by: "operator" } } },
    });
  });

  it("forgets why the try before was not sent", () => {
    const again = aLaunch({ tries: 1, reason: unsent.reason });

    expect(next(claim(again, START)).reason).toBeNull();
  });

  it("sends up to 30 s after the tap, and asks again beyond", () => {
    expect(next(claim(aLaunch(), START + CONFIRMATION_MS)).status).toBe("sending");
    expect(moved(claim(aLaunch(), START + CONFIRMATION_MS + 1))).toMatchObject({
      launch: { status: "expired", nextAt: null, endedAt: START + 30_001, attempt: null },
      ring: true,
    });
  });

  it("asks again when the tap lies in the future: a clock was set back, and nobody knows how old it is", () => {
    const confirmedAt = START + HOUR_MS;
    const launch = aLaunch({ confirmedAt, nextAt: START });

    expect(next(claim(launch, START)).status).toBe("expired");
    expect(next(claim({ ...launch, confirmedAt: START + CONFIRMATION_MS }, START)).status).toBe(
      "sending",
    );
  });

  it("counts the 30 s of a scheduled launch from its due time", () => {
    const dueAt = START + HOUR_MS;
    const scheduled = aLaunch({ dueAt, nextAt: dueAt });

    expect(claim(scheduled, dueAt - 1)).toEqual({ rejected: "not-due" });
    expect(next(claim(scheduled, dueAt)).status).toBe("sending");
    expect(next(claim(scheduled, dueAt + CONFIRMATION_MS + 1)).status).toBe("expired");
  });

  it("waits for the pause after a try that was not sent", () => {
    expect(claim(aLaunch({ nextAt: START + 1_000 }), START + 999)).toEqual({ rejected: "not-due" });
  });

  it.each<Status>(["sending", "accepted", "unclear", "live", "failed", "cancelled", "expired"])(
    "is for queued launches only, not for one that is %s",
    (status) => {
      expect(claim(aLaunch({ status }), START)).toEqual({ rejected: "settled" });
    },
  );
});

describe("an answer", () => {
  it("makes it live, with what the provider knows", () => {
    expect(next(answer(sending, live))).toMatchObject({
      status: "live",
      mint: MINT,
      answeredAt: START + 900,
      endedAt: START + 900,
      resolvedBy: "provider",
      nextAt: null,
    });
  });

  it("makes it live also when the mint is still to follow, and keeps looking", () => {
    const listed: Outcome = { kind: "receipt", receipt: liveWith(null) };

    expect(next(answer(sending, listed))).toMatchObject({
      status: "live",
      mint: null,
      listingUrl: "https://example.com/moss",
      nextAt: START + 900 + POLL_MS,
    });
  });

  it.each(["not-sendable", "vault"] as const)(
    "leaves no trace of sending when we refused it ourselves (%s)",
    (code) => {
      const own: Outcome = { kind: "refused", reason: { code, said: null } };

      expect(next(answer(sending, own))).toMatchObject({
        status: "failed",
        sentAt: null,
        answeredAt: null,
        region: null,
      });
    },
  );

  it("makes it accepted, with the ticket to poll with", () => {
    expect(next(answer(sending, ticket))).toMatchObject({
      status: "accepted",
      eventId: EVENT,
      acceptedAt: START + 900,
      answeredAt: START + 900,
      nextAt: START + 900 + POLL_MS,
    });
  });

  it("makes it failed, with the provider's reason", () => {
    expect(next(answer(sending, refused))).toMatchObject({
      status: "failed",
      reason: refused.reason,
      endedAt: START + 900,
      nextAt: null,
    });
  });

  it("makes it unclear when it was lost, and looks soon", () => {
    expect(next(answer(sending, unclear))).toMatchObject({
      status: "unclear",
      reason: unclear.reason,
      answeredAt: null,
      endedAt: null,
      nextAt: START + 900 + POLL_MS,
    });
  });

  it("puts it back into the queue when provably nothing left, as if it had never been begun", () => {
    expect(next(answer({ ...sending, region: "europe" }, unsent, START))).toMatchObject({
      status: "queued",
      attempt: null,
      region: null,
      sentAt: null,
      tries: 1,
      reason: unsent.reason,
      nextAt: START + 1_000,
    });
  });

  it("waits longer after each try that was not sent, until the confirmation is too old", () => {
    let launch = aLaunch();
    let now = START;
    const pauses: number[] = [];
    while (launch.status === "queued") {
      launch = next(begin(launch, { attempt: "attempt-1", region: null, pausedBy: null, now }));
      if (launch.status !== "sending") break;
      launch = next(answer(launch, unsent, now));
      pauses.push((launch.nextAt ?? 0) - now);
      now = launch.nextAt ?? 0;
    }

    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
    expect(launch).toMatchObject({ status: "expired", reason: unsent.reason });
  });

  it.each([live, ticket, refused, unsent, unclear])(
    "to another attempt is not taken",
    (outcome) => {
      for (const launch of [sending, lost, aLaunch()]) {
        expect(settle(launch, { attempt: "attempt-2", outcome, now: START })).toEqual({
          rejected: "foreign-attempt",
        });
      }
    },
  );

  it.each<[Outcome, Partial<Launch>]>([
    [live, { status: "live", mint: MINT, reason: null, answeredAt: LATE }],
    [ticket, { status: "accepted", eventId: EVENT, acceptedAt: LATE, reason: null }],
    [refused, { status: "failed", reason: refused.reason, answeredAt: LATE }],
    [unsent, { status: "failed", reason: unsent.reason, answeredAt: null }],
  ])("that comes late wins over unclear: %j", (outcome, expected) => {
    expect(next(answer(lost, outcome, LATE))).toMatchObject(expected);
  });

  it("that is lost for good adds nothing to unclear", () => {
    expect(answer(lost, unclear, LATE)).toEqual({ rejected: "settled" });
  });

  it.each<Status>(["accepted", "live", "failed"])(
    "does not change what is %s, the owner's word included",
    (status) => {
      const settled = aLaunch({ status, resolvedBy: "owner" });

      expect(answer(settled, live)).toEqual({ rejected: "settled" });
    },
  );
});

describe("losing sight of an attempt", () => {
  it("makes it unclear at once when the process died", () => {
    expect(next(lose(sending, { ownerDied: true, now: START }))).toMatchObject({
      status: "unclear",
      reason: { code: "interrupted", said: null },
      nextAt: START + POLL_MS,
      attempt: "attempt-1",
    });
  });

  it("waits for the lease to run out while the process lives", () => {
    const { nextAt } = sending;

    expect(lose(sending, { ownerDied: false, now: (nextAt ?? 0) - 1 })).toEqual({
      rejected: "not-due",
    });
    expect(next(lose(sending, { ownerDied: false, now: nextAt ?? 0 })).status).toBe("unclear");
  });

  it.each<Status>(["queued", "accepted", "unclear", "live", "failed", "cancelled", "expired"])(
    "does not touch what is %s",
    (status) => {
      expect(lose(aLaunch({ status }), { ownerDied: true, now: START })).toEqual({
        rejected: "settled",
      });
    },
  );
});

describe("a poll", () => {
  const pending = { kind: "pending" } as const;

  it.each([accepted, polled])("ends it as live", (launch) => {
    expect(next(progress(launch, { progress: liveWith(MINT), now: LATE }))).toMatchObject({
      status: "live",
      mint: MINT,
      answeredAt: LATE,
      endedAt: LATE,
      reason: null,
      needsSignIn: false,
    });
  });

  it.each([accepted, polled])("ends it as failed, with the reason", (launch) => {
    const reason = { code: "daily-limit", said: null, resetAt: LATE } as const;

    expect(
      next(progress(launch, { progress: { kind: "failed", reason }, now: LATE })),
    ).toMatchObject({ status: "failed", reason, endedAt: LATE, nextAt: null });
  });

  it("changes nothing while it is pending, for five minutes", () => {
    const lastMoment = START + POLL_DEADLINE_MS;

    expect(progress(accepted, { progress: pending, now: lastMoment })).toEqual({
      rejected: "not-due",
    });
    expect(nextLook(accepted, lastMoment, true).nextAt).toBe(lastMoment + POLL_MS);
  });

  it("makes it unclear after five minutes, and goes on more slowly", () => {
    const late = next(progress(accepted, { progress: pending, now: AFTER_DEADLINE }));

    expect(late).toMatchObject({
      status: "unclear",
      reason: { code: "poll-deadline", said: null },
      eventId: EVENT,
      nextAt: AFTER_DEADLINE + 30_000,
    });
    const pauses = [0, 1, 2, 5, 10].map((tries) => nextLook({ ...late, tries }, 0, true).nextAt);
    expect(pauses).toEqual([30_000, 60_000, 120_000, 600_000, 600_000]);
  });

  it("has nothing to add to an unclear one that is still pending", () => {
    expect(progress(polled, { progress: pending, now: AFTER_DEADLINE })).toEqual({
      rejected: "not-due",
    });
  });

  it("that tells nothing at all only lets the deadline pass", () => {
    expect(wait(accepted, LATE)).toEqual({ rejected: "not-due" });
    expect(wait({ ...accepted, needsSignIn: true }, LATE)).toEqual({ rejected: "not-due" });
    expect(next(wait(accepted, AFTER_DEADLINE)).status).toBe("unclear");
    expect(wait(polled, AFTER_DEADLINE)).toEqual({ rejected: "settled" });
  });

  it("adds the mint to a launch that a quicker look has made live without one", () => {
    const ahead = next(progress(accepted, { progress: liveWith(null), now: LATE }));

    expect(moved(progress(ahead, { progress: liveWith(MINT), now: LATE + 5 }))).toMatchObject({
      launch: { status: "live", mint: MINT, answeredAt: LATE, endedAt: LATE, nextAt: null },
      ring: false,
    });
    expect(progress(ahead, { progress: liveWith(null), now: LATE + 5 })).toEqual({
      rejected: "settled",
    });
  });

  it.each<Status>(["queued", "sending", "unclear", "live", "failed"])(
    "has no say over what is %s and has no ticket",
    (status) => {
      const by = { progress: liveWith(MINT), now: LATE };

      expect(progress(aLaunch({ status, eventId: null }), by)).toEqual({ rejected: "settled" });
    },
  );
});

describe("waiting for a sign-in", () => {
  it("is noted once, and the timer goes on", () => {
    const shutOut = next(waitForSignIn(accepted, LATE));

    expect(shutOut).toMatchObject({
      status: "accepted",
      needsSignIn: true,
      nextAt: LATE + POLL_MS,
    });
    expect(waitForSignIn(shutOut, LATE + POLL_MS)).toEqual({ rejected: "not-due" });
    expect(nextLook(shutOut, LATE, true).nextAt).toBe(LATE + POLL_MS);
  });

  it("is over with the first poll that is answered, whatever it says", () => {
    const shutOut = next(waitForSignIn(accepted, LATE));
    const answered = progress(shutOut, { progress: { kind: "pending" }, now: LATE });

    expect(next(answered)).toMatchObject({
      status: "accepted",
      needsSignIn: false,
      nextAt: LATE + POLL_MS,
    });
  });

  it("makes it unclear at the deadline, saying why", () => {
    expect(next(waitForSignIn(accepted, AFTER_DEADLINE))).toMatchObject({
      status: "unclear",
      needsSignIn: true,
      reason: { code: "session-refused", said: null },
    });
  });

  it("is not asked of one that is unclear already", () => {
    expect(waitForSignIn(polled, AFTER_DEADLINE)).toEqual({ rejected: "settled" });
  });
});

describe("finding the token", () => {
  const found: Minted = { mint: MINT, pool: "pool-1", listingUrl: null };

  it("resolves an unclear launch", () => {
    expect(next(find(lost, { found, now: LATE }))).toMatchObject({
      status: "live",
      mint: MINT,
      pool: "pool-1",
      resolvedBy: "provider",
      endedAt: LATE,
      reason: null,
    });
  });

  it("adds the mint that was to follow, without moving the end or ringing again", () => {
    expect(moved(find(awaitingMint, { found, now: LATE }))).toMatchObject({
      launch: {
        status: "live",
        mint: MINT,
        pool: "pool-1",
        listingUrl: "https://a.example/",
        endedAt: START + 900,
        nextAt: null,
      },
      ring: false,
    });
  });

  it("is no news while the mint is still to follow", () => {
    expect(find(awaitingMint, { found: liveWith(null), now: LATE })).toEqual({
      rejected: "settled",
    });
  });

  it("never replaces a mint", () => {
    const other = { ...found, mint: "other" };

    expect(find(aLaunch({ status: "live" }), { found: other, now: LATE })).toEqual({
      rejected: "settled",
    });
  });
});

describe("cancelling", () => {
  it("ends a queued launch", () => {
    expect(next(cancel(aLaunch(), { ownerId: OWNER, now: START + 1 }))).toMatchObject({
      status: "cancelled",
      nextAt: null,
      endedAt: START + 1,
    });
  });

  it("is the owner's alone", () => {
    expect(cancel(aLaunch(), { ownerId: STRANGER, now: START })).toEqual({ rejected: "not-yours" });
  });

  it.each<Status>(["sending", "accepted", "unclear", "live", "failed", "cancelled", "expired"])(
    "comes too late for one that is %s",
    (status) => {
      expect(cancel(aLaunch({ status }), { ownerId: OWNER, now: START })).toEqual({
        rejected: "too-late",
      });
    },
  );
});

describe("the owner's word", () => {
  const say = (launch: Launch, mint: string | null, ownerId = OWNER) =>
    resolve(launch, { ownerId, mint, now: LATE });

  it("makes an unclear launch live, with its mint, marked as the owner's", () => {
    expect(moved(say(lost, MINT))).toMatchObject({
      launch: { status: "live", mint: MINT, resolvedBy: "owner", endedAt: LATE, nextAt: null },
      ring: false,
    });
  });

  it("makes it failed, with the reason why nobody knew", () => {
    expect(moved(say(lost, null))).toMatchObject({
      launch: { status: "failed", reason: lost.reason, resolvedBy: "owner", endedAt: LATE },
      ring: false,
    });
  });

  it("counts only when it is the owner's", () => {
    expect(say(lost, MINT, STRANGER)).toEqual({ rejected: "not-yours" });
    expect(say(lost, null, STRANGER)).toEqual({ rejected: "not-yours" });
  });

  it.each(["0x52908400098527886E0F7030069857D2E4169EE7", "moss", "", `${MINT} `])(
    "needs a mint of the chain's form, and %j is none on Solana",
    async (mint) => {
      expect(await problem(() => say(lost, mint))).toEqual({ code: "mint-form", chain: "solana" });
    },
  );

  it("takes an EVM address for an EVM target, and nothing else", async () => {
    const onBase = aLaunch({ status: "unclear", request: aRequest({ target: "clanker" }) });
    const mint = "0x52908400098527886E0F7030069857D2E4169EE7";

    expect(next(say(onBase, mint))).toMatchObject({ status: "live", mint });
    expect(await problem(() => say(onBase, MINT))).toEqual({ code: "mint-form", chain: "base" });
  });

  it.each<Status>(["queued", "sending", "accepted", "live", "failed", "cancelled", "expired"])(
    "is not asked for when it is %s",
    (status) => {
      expect(rejection(say(aLaunch({ status }), MINT))).toBe("settled");
    },
  );
});

describe("a bell", () => {
  const inTime = START + 15_000;

  it.each<[string, (now: number) => Decision]>([
    ["live", (now) => answer(sending, live, now)],
    ["failed", (now) => answer(sending, refused, now)],
    ["unclear", (now) => answer(sending, unclear, now)],
    ["live by a poll", (now) => progress(accepted, { progress: liveWith(MINT), now })],
    ["live by a look-up", (now) => find(lost, { found: liveWith(MINT), now })],
  ])("rings for %s when the person looks elsewhere by now, and not before", (_end, end) => {
    expect(moved(end(inTime)).ring).toBe(false);
    expect(moved(end(inTime + 1)).ring).toBe(true);
  });

  it("is silent on the way, however late", () => {
    const late = START + HOUR_MS;
    const scheduled = aLaunch({ dueAt: late, nextAt: late });

    const steps = [
      begin(scheduled, { attempt: "attempt-1", region: null, pausedBy: null, now: late }),
      answer(sending, ticket, late),
      answer(sending, unsent, late),
      cancel(scheduled, { ownerId: OWNER, now: late }),
    ];

    expect(steps.map((step) => moved(step).ring)).toEqual([false, false, false, false]);
  });
});

describe("the next look", () => {
  it("comes later each time at a launch whose answer was lost, up to ten minutes", () => {
    const pauses = [0, 1, 2, 3, 7, 99].map((tries) => nextLook({ ...lost, tries }, 0, true).nextAt);

    expect(pauses).toEqual([5_000, 10_000, 20_000, 40_000, 600_000, 600_000]);
  });

  it("comes once a day where the provider offers no way to look", () => {
    expect(nextLook(lost, START, false)).toEqual({ nextAt: START + 24 * HOUR_MS, tries: 1 });
  });

  it("for a mint goes on for a day, and the launch is live all the same", () => {
    const { confirmedAt } = awaitingMint;

    expect(nextLook(awaitingMint, confirmedAt + 24 * HOUR_MS, true).nextAt).not.toBeNull();
    expect(nextLook(awaitingMint, confirmedAt + 24 * HOUR_MS + 1, true).nextAt).toBeNull();
    expect(nextLook(awaitingMint, confirmedAt, false).nextAt).toBeNull();
  });
});
