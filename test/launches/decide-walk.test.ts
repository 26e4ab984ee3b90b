import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Launch, Status } from "../../src/domain/launch.ts";
import { OPEN } from "../../src/domain/launch.ts";
import { confirm, EDGES } from "../../src/launches/decide.ts";
import { nextLook, POLL_DEADLINE_MS } from "../../src/launches/timers.ts";
import type { Decision, Move } from "../../src/launches/launch-store.ts";
import { START } from "../support/a-clock.ts";
import { aDraft, aLaunch, aRequest, aStanding, OF_NO_GROUP, OWNER } from "../support/a-launch.ts";
import { aStorage } from "../support/a-storage.ts";
import { COMMANDS } from "./every-command.ts";

const OWNERS_WORD = /^resolve/;

/** What holds of every launch that a decision can give. */
function expectSound(launch: Launch): void {
  const { status } = launch;
  const open = OPEN.includes(status);
  const gone = status === "sending" || status === "accepted" || status === "unclear";

  expect(launch.endedAt !== null).toBe(!open);
  if (open) expect(launch.nextAt).not.toBeNull();
  else if (status !== "live" || launch.mint !== null) expect(launch.nextAt).toBeNull();
  if (gone) expect([launch.attempt, launch.sentAt]).not.toContain(null);
  if (status === "queued") expect(launch).toMatchObject({ attempt: null, sentAt: null });
  if (status === "accepted") expect(launch.eventId).not.toBeNull();
  if (status === "live") {
    expect(launch.mint ?? launch.listingUrl ?? launch.eventId).not.toBeNull();
    expect(launch.reason).toBeNull();
  }
  if (status === "failed" || status === "unclear") expect(launch.reason).not.toBeNull();
}

function expectSoundMove(before: Launch, { launch, ring }: Move, command: string, now: number) {
  const fixed = ({ id, draftId, ownerId, provider, request, confirmedAt }: Launch) => ({
    ...{ id, draftId, ownerId, provider, request, confirmedAt },
  });

  expect(EDGES[before.status]).toContain(launch.status);
  expect(launch.version).toBe(before.version + 1);
  expect(fixed(launch)).toEqual(fixed(before));
  if (ring) expect(now - before.confirmedAt).toBeGreaterThan(15_000);
  if (ring) expect(launch.status).not.toBe(before.status);
  if (launch.resolvedBy === "owner" && before.resolvedBy !== "owner") {
    expect(command).toMatch(OWNERS_WORD);
  }
  expectSound(launch);
}

/** Launches in each status and in each condition that makes a difference. */
const LAUNCHES: Readonly<Record<string, Launch>> = {
  queued: aLaunch(),
  "queued again": aLaunch({ tries: 3, reason: { code: "unreachable", said: null } }),
  sending: aLaunch({ status: "sending" }),
  accepted: aLaunch({ status: "accepted" }),
  "accepted, signed out": aLaunch({ status: "accepted", needsSignIn: true }),
  unclear: aLaunch({ status: "unclear" }),
  "unclear with a ticket": aLaunch({ status: "unclear", eventId: "event-1", acceptedAt: START }),
  live: aLaunch({ status: "live" }),
  "live without a mint": aLaunch({ status: "live", mint: null, listingUrl: "https://a.example" }),
  failed: aLaunch({ status: "failed" }),
  cancelled: aLaunch({ status: "cancelled" }),
  expired: aLaunch({ status: "expired" }),
};

const MOMENTS = [0, 1_000, 20_000, 31_000, 61_000, POLL_DEADLINE_MS + 60_000, 48 * 3_600_000];

describe.each(Object.entries(LAUNCHES))("a launch that is %s", (_name, launch) => {
  it.each(Object.keys(COMMANDS))("answers %s by an edge of the table or a rejection", (command) => {
    for (const later of MOMENTS) {
      const now = START + later;
      const decision = COMMANDS[command]?.(launch, now);

      if (decision && "launch" in decision) expectSoundMove(launch, decision, command, now);
      else expect(decision).toHaveProperty("rejected");
    }
  });

  it("always has a next look while it is open", () => {
    const looks = MOMENTS.flatMap((later) => [
      nextLook(launch, START + later, true),
      nextLook(launch, START + later, false),
    ]);

    if (OPEN.includes(launch.status)) {
      expect(looks.filter(({ nextAt }) => nextAt === null)).toEqual([]);
    }
    expect(looks.every(({ tries }) => tries === launch.tries + 1)).toBe(true);
  });
});

it("walks the table whatever comes, sending once for each proof that nothing left", async () => {
  const { launches, drafts } = aStorage();
  const step = fc.record({
    // Mostly what a healthy walk is made of, or nearly all would end in their first steps.
    command: fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom("begin", "settle: accepted", "settle: unclear") },
      { weight: 3, arbitrary: fc.constantFrom(...Object.keys(COMMANDS)) },
    ),
    pauseMs: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(0, 1_000, 6_000) },
      { weight: 1, arbitrary: fc.constantFrom(16_000, 31_000, 151_000, POLL_DEADLINE_MS) },
    ),
  });
  const target = fc.constantFrom("pump", "blowfish", "swarms");
  const seen = new Set<string>();
  let updateId = 0;

  await fc.assert(
    fc.asyncProperty(
      target,
      fc.array(step, { maxLength: 30, size: "max" }),
      async (where, steps) => {
        const draft = aDraft();
        await drafts.add(draft);
        const fit = { ok: true, request: aRequest({ target: where }) } as const;
        const launchId = draft.id.toUpperCase();
        const standing = aStanding();
        updateId += 1;
        await launches.confirm(draft.id, updateId, (stored) =>
          confirm(stored, {
            launchId,
            ownerId: OWNER,
            version: 1,
            fit,
            standing,
            ...OF_NO_GROUP,
            now: START,
          }),
        );
        const walk: Status[] = ["queued"];
        let [now, sent, proven] = [START, 0, 0];

        for (const { command, pauseMs } of steps) {
          now += pauseMs;
          const judge = (launch: Launch): Decision =>
            COMMANDS[command]?.(launch, now) ?? { rejected: "no-such" };
          // The database's own checks are the second keeper of what expectSound says.
          const applied = await launches.apply(launchId, judge);
          if (applied.kind === "rejected") continue;

          const { before, launch } = applied;
          expectSoundMove(before, { launch, ring: false }, command, now);
          seen.add(`${before.status} to ${launch.status}`);
          walk.push(launch.status);
          if (launch.status === "sending") sent += 1;
          if (before.status === "sending" && launch.status === "queued") proven += 1;
        }

        expect(sent).toBeLessThanOrEqual(proven + 1);
        const afterDoubt = walk.includes("unclear") ? walk.slice(walk.indexOf("unclear")) : [];
        expect(afterDoubt).not.toContain("sending");
        expect(afterDoubt).not.toContain("queued");
        const history = await launches.history(launchId);
        expect(history.map(({ version }) => version)).toEqual(walk.map((_status, at) => at + 1));
        expect(history.map(({ status }) => status)).toEqual(walk);
      },
    ),
    { numRuns: 400, seed: 7 },
  );

  const edges = Object.entries(EDGES).flatMap(([from, to]) => to.map((one) => `${from} to ${one}`));
  expect([...seen].sort()).toEqual(edges.sort());
});
