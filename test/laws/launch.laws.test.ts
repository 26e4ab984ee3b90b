import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Launch, Status } from "../../src/domain/launch.ts";
import { EDGES } from "../../src/launches/decide.ts";
import { CONFIRMATION_MS } from "../../src/launches/timers.ts";
import { aStep, type Step } from "./launch-steps.ts";
import { aWorld, isOpen, movesOf, walkOf, type Moved, type World } from "./launch-world.ts";
import { law } from "./runs.ts";

/** Cheap, and it is the rare orders of things that matter. */
const OFTEN = 6;
const FINAL: readonly Status[] = ["live", "failed", "cancelled", "expired"];
const DAY_MS = 24 * 3_600_000;

const target = fc.constantFrom("pump", "bnb", "blowfish", "swarms");
const steps = fc.array(aStep, { maxLength: 40, size: "max" });

function always(name: string, holds: (world: World) => void, afterAll?: () => void): void {
  let taken = 0;
  const property = fc.property(target, steps, (where, all) => {
    taken += all.length;
    holds(after(where, all));
  });
  law(name, property, { share: OFTEN, commands: () => taken, ...(afterAll && { afterAll }) });
}

function after(where: Parameters<typeof aWorld>[0], all: readonly Step[]): World {
  const world = aWorld(where);
  for (const step of all) step.take(world);
  return world;
}

function ofEveryMove(name: string, holds: (move: Moved, world: World) => void): void {
  always(name, (world) => {
    for (const move of movesOf(world)) holds(move, world);
  });
}

const confirmed = ({ id, draftId, ownerId, provider, request, confirmedAt }: Launch) => ({
  ...{ id, draftId, ownerId, provider, request, confirmedAt },
});

describe("whatever comes in whatever order, however often and at whatever time", () => {
  always("what left this machine left it once", ({ attempts }) => {
    expect(attempts.filter(({ wentOut }) => wentOut).length).toBeLessThanOrEqual(1);
  });

  ofEveryMove("only a queued launch is sent", ({ before, after }) => {
    if (after.status === "sending") expect(before.status).toBe("queued");
  });

  ofEveryMove("only proof that nothing left brings a launch back into the queue", (move, world) => {
    if (move.after.status !== "queued") return;
    const attempt = world.attempts.find(({ id }) => id === move.before.attempt);
    expect(move.before.status).toBe("sending");
    expect(move.call.says).toBe("settle: unsent");
    expect(attempt?.wentOut).toBe(false);
  });

  always("an unclear launch is never queued or sent again", (world) => {
    const walk = walkOf(world);
    const since = walk.includes("unclear") ? walk.slice(walk.indexOf("unclear")) : [];
    expect(since).not.toContain("queued");
    expect(since).not.toContain("sending");
  });

  ofEveryMove("a final status never changes, but for a mint that follows", ({ before, after }) => {
    if (!FINAL.includes(before.status)) return;
    expect([before.status, after.status]).toEqual(["live", "live"]);
    expect(before.mint).toBeNull();
    expect(after.mint).not.toBeNull();
    expect(after.endedAt).toBe(before.endedAt);
  });

  ofEveryMove("a known mint is never lost and never replaced", ({ before, after }) => {
    if (before.mint !== null) expect(after.mint).toBe(before.mint);
  });

  ofEveryMove("every change has the next version", ({ before, after }) => {
    expect(after.version).toBe(before.version + 1);
  });

  ofEveryMove("every change is an edge of the table", ({ before, after }) => {
    expect(EDGES[before.status]).toContain(after.status);
  });

  ofEveryMove("what was confirmed stays as it was confirmed", ({ before, after }) => {
    expect(confirmed(after)).toEqual(confirmed(before));
  });

  always("an open launch always has a timer, an ended one only for its mint", (world) => {
    for (const launch of [...movesOf(world).map((move) => move.after), world.launch]) {
      if (isOpen(launch)) expect(launch.nextAt).not.toBeNull();
      else if (launch.status !== "live" || launch.mint !== null) expect(launch.nextAt).toBeNull();
      expect(launch.endedAt === null).toBe(isOpen(launch));
    }
  });

  ofEveryMove("nothing waits longer than a day for its next look", ({ after, now }) => {
    if (after.nextAt !== null) expect(after.nextAt - now).toBeLessThanOrEqual(DAY_MS);
  });

  always("an answer to another attempt changes nothing", ({ trail }) => {
    for (const { call, before, after } of trail) {
      if (call.attempt === undefined || call.attempt === before.attempt) continue;
      expect(after).toBeNull();
    }
  });

  always("a stranger changes nothing", ({ trail }) => {
    for (const { call, after, rejected } of trail) {
      if (call.by !== "stranger") continue;
      expect(after).toBeNull();
      expect(rejected).toBe("not-yours");
    }
  });

  ofEveryMove("the owner's word counts while it is queued or unclear, and only then", (move) => {
    if (move.call.by !== "owner") return;
    const ends = move.before.status === "queued" ? ["cancelled"] : ["live", "failed"];
    expect(["queued", "unclear"]).toContain(move.before.status);
    expect(ends).toContain(move.after.status);
  });

  ofEveryMove("only the owner's word is put down as the owner's", ({ call, before, after }) => {
    if (after.resolvedBy !== "owner" || before.resolvedBy === "owner") return;
    expect(call.by).toBe("owner");
  });

  ofEveryMove("an end says who told it", ({ call, before, after }) => {
    if (after.status !== "live" && after.status !== "failed") return;
    const follows = before.status === "live";
    const teller = call.by === "owner" ? "owner" : "provider";
    expect(after.resolvedBy).toBe(follows && call.by !== "owner" ? before.resolvedBy : teller);
  });

  always("the answer to the attempt settles it, however late, before anybody else did", (world) => {
    for (const { call, before, after } of world.trail) {
      if (call.attempt === undefined || call.attempt !== before.attempt) continue;
      const waits = before.status === "sending" || before.status === "unclear";
      const tells = call.says !== "settle: unclear" || before.status === "sending";
      expect(after !== null).toBe(waits && tells);
    }
  });

  always("it is live because it was created, or because its owner said so", (world) => {
    const { launch, attempts } = world;
    if (launch.status !== "live" || launch.resolvedBy === "owner") return;
    expect(attempts.find(({ id }) => id === launch.attempt)?.created).toBe(true);
  });

  always("it failed because nothing was created, or because its owner said so", (world) => {
    const { launch, attempts } = world;
    if (launch.resolvedBy === "owner" || !FINAL.includes(launch.status)) return;
    if (launch.status !== "live") expect(attempts.filter(({ created }) => created)).toEqual([]);
  });

  always("the same thing said twice in a row counts once", ({ trail }) => {
    for (const { call, after, now } of trail) {
      if (after) expect(call.decide(after, now)).toHaveProperty("rejected");
    }
  });

  ofEveryMove("nothing is sent on a confirmation older than its time", ({ after, before, now }) => {
    const age = Math.abs(now - before.confirmedAt);
    if (after.status === "sending") expect(age).toBeLessThanOrEqual(CONFIRMATION_MS);
    if (after.status === "expired") expect(age).toBeGreaterThan(CONFIRMATION_MS);
  });

  always("no launch is taken before its timer, and no lease is broken early", ({ trail }) => {
    for (const { call, before, after, now } of trail) {
      const early = before.nextAt !== null && now < before.nextAt;
      if (early && /^(begin|a sweeper)/.test(call.says)) expect(after).toBeNull();
    }
  });

  ofEveryMove("only an end that comes late rings", ({ ring, before, after, now }) => {
    const ends =
      after.status !== before.status &&
      ["live", "failed", "unclear", "expired"].includes(after.status);
    const byOwner = after.resolvedBy === "owner";
    expect(ring).toBe(ends && !byOwner && now - before.confirmedAt > 15_000);
  });

  ofEveryMove("each status carries what its card has to say", ({ after }) => {
    const { status, attempt, sentAt, eventId, reason, acceptedAt } = after;
    if (["sending", "accepted", "unclear"].includes(status)) {
      expect([attempt, sentAt]).not.toContain(null);
    }
    if (status === "queued") expect([attempt, sentAt, after.region]).toEqual([null, null, null]);
    if (status === "accepted") expect([eventId, acceptedAt]).not.toContain(null);
    if (status === "failed" || status === "unclear") expect(reason).not.toBeNull();
    if (status === "live") {
      expect(reason).toBeNull();
      expect(after.mint ?? after.listingUrl ?? eventId).not.toBeNull();
    }
  });
});

const NOTEWORTHY: Readonly<Record<string, (move: Moved, world: World) => boolean>> = {
  "a second attempt after proof": (_move, { attempts }) => attempts.length > 1,
  "late evidence": ({ before, call }) => before.status === "unclear" && call.attempt !== undefined,
  "late proof that nothing left": ({ before, call }) =>
    before.status === "unclear" && call.says === "settle: unsent",
  "a mint that followed": ({ before }) => before.status === "live",
  "a move by a redelivery": ({ again }) => again,
  "a move while the clock stood before the confirmation": ({ now, before }) =>
    now < before.confirmedAt,
  "the owner's word": ({ call, before }) => call.by === "owner" && before.status === "unclear",
  "a poll not let in": ({ after }) => after.needsSignIn,
  "an owner who was wrong": ({ after }, { attempts }) =>
    after.resolvedBy === "owner" &&
    after.status === "failed" &&
    attempts.some(({ created }) => created),
};

it("is not said of too little: every status, every edge and every odd case comes up", () => {
  const seen = new Set<string>();
  for (const [where, all] of fc.sample(fc.tuple(target, steps), { numRuns: 4_000, seed: 11 })) {
    const world = after(where, all);
    for (const move of movesOf(world)) {
      seen.add(`${move.before.status} to ${move.after.status}`);
      for (const [name, is] of Object.entries(NOTEWORTHY)) if (is(move, world)) seen.add(name);
    }
  }

  const edges = Object.entries(EDGES).flatMap(([from, to]) => to.map((one) => `${from} to ${one}`));
  expect([...seen].sort()).toEqual([...edges, ...Object.keys(NOTEWORTHY)].sort());
});
