import fc from "fast-check";
import { describe, expect } from "vitest";
import {
  approvalsOf,
  CIRCLES,
  deadlineOf,
  FIRST_POLICY,
  VOTES,
  whyNotHere,
  type Asked,
  type GroupStanding,
  type Policy,
  type Role,
  type Vote,
} from "../../src/domain/governance.ts";
import { SOL } from "../../src/domain/money.ts";
import { START } from "../support/a-clock.ts";
import { law } from "./runs.ts";

const OWNER = 1;
const PEOPLE = [OWNER, 2, 3, 4, 5] as const;

const lamports = fc.bigInt({ min: 0n, max: 40n });
const aRole = fc.constantFrom<(Role | null)[]>("admin", "member", "outsider", null);
const aPerson = fc.constantFrom(...PEOPLE);

const aPolicy: fc.Arbitrary<Policy> = fc.record({
  launchers: fc.constantFrom(...CIRCLES),
  approvers: fc.constantFrom(...CIRCLES),
  approvals: fc.nat(3),
  deadlineMs: fc.constantFrom(10, 1_000),
  cooldownMs: fc.constantFrom(0, 10, 1_000),
  caps: fc.oneof(
    fc.constant([]),
    fc
      .record({ unit: fc.constant(SOL), perLaunch: lamports, perDay: lamports })
      .map((cap) => [cap]),
  ),
  listed: fc.uniqueArray(aPerson).map((ids) => ids.map((userId) => ({ userId, name: "N" }))),
  announces: fc.boolean(),
});

const someVotes: fc.Arbitrary<readonly Vote[]> = fc
  .uniqueArray(aPerson)
  .chain((ids) =>
    fc.tuple(
      ...ids.map((userId) =>
        fc
          .oneof(
            { weight: 5, arbitrary: fc.constant("approve" as const) },
            { weight: 1, arbitrary: fc.constantFrom(...VOTES) },
          )
          .map((word) => ({ userId, name: `P${userId}`, word })),
      ),
    ),
  );

const aStanding: fc.Arbitrary<GroupStanding> = fc.record({
  at: fc.constant(START),
  policy: aPolicy,
  lastConfirmedAt: fc.option(fc.integer({ min: START - 1_500, max: START })),
  spending: fc.oneof(
    fc.constant([]),
    fc.record({ reserved: lamports, spent: lamports }).map((sums) => [{ unit: SOL, ...sums }]),
  ),
  votes: someVotes,
  askedAt: fc.integer({ min: START - 1_500, max: START }),
});

const someRoles = fc
  .tuple(...PEOPLE.map(() => aRole))
  .map(
    (roles) =>
      new Map(
        roles.flatMap((role, at) => (role && PEOPLE[at] ? [[PEOPLE[at], role] as const] : [])),
      ),
  );

const anAsked: fc.Arbitrary<Asked> = fc.record({
  ownerId: fc.constant(OWNER),
  roles: someRoles,
  outlay: fc.option(
    lamports.map((sum) => ({ unit: SOL, tokens: 1, each: sum, sum })),
    { freq: 3 },
  ),
});

describe("the rules of a group", () => {
  let passed = 0;

  law(
    "let through only who is known to belong, once enough others who belong have agreed in time and nobody objects",
    fc.property(aStanding, anAsked, (standing, asked) => {
      if (whyNotHere(standing, asked) !== null) return;
      passed += 1;
      const { policy, votes, at } = standing;
      const belongs = (circle: Policy["launchers"], id: number) => {
        const role = asked.roles.get(id);
        if (role === undefined || role === "outsider") return false;
        if (circle === "admins") return role === "admin";
        return circle === "everybody" || policy.listed.some(({ userId }) => userId === id);
      };
      const agreed = votes.filter(
        ({ userId, word }) =>
          word === "approve" && userId !== OWNER && belongs(policy.approvers, userId),
      );
      expect(belongs(policy.launchers, OWNER)).toBe(true);
      expect(votes.some(({ word }) => word === "object")).toBe(false);
      expect(agreed.length).toBeGreaterThanOrEqual(policy.approvals);
      if (policy.approvals > 0) expect(at).toBeLessThan(deadlineOf(standing));
    }),
    { share: 20, afterAll: () => expect(passed).toBeGreaterThan(100) },
  );

  law(
    "leave the pause between two launches, and both caps whole",
    fc.property(aStanding, anAsked, (standing, asked) => {
      if (whyNotHere(standing, asked) !== null) return;
      const { policy, lastConfirmedAt, spending, at } = standing;
      if (lastConfirmedAt !== null) {
        expect(at - lastConfirmedAt).toBeGreaterThanOrEqual(policy.cooldownMs);
      }
      const [cap] = policy.caps;
      const sum = asked.outlay?.sum ?? 0n;
      if (!cap || sum === 0n) return;
      const { reserved, spent } = spending[0] ?? { reserved: 0n, spent: 0n };
      expect(sum).toBeLessThanOrEqual(cap.perLaunch);
      expect(sum + reserved + spent).toBeLessThanOrEqual(cap.perDay);
    }),
    { share: 20 },
  );

  law(
    "fail closed: knowing less about the people never lets a launch through",
    fc.property(aStanding, anAsked, aPerson, (standing, asked, unknown) => {
      const roles = new Map([...asked.roles].filter(([id]) => id !== unknown));
      if (whyNotHere(standing, asked) === null) return;

      expect(whyNotHere(standing, { ...asked, roles })).not.toBeNull();
    }),
    { share: 5 },
  );

  law(
    "take away with every approval that is taken back, and give with none of the owner's own",
    fc.property(aStanding, anAsked, aPerson, (standing, asked, who) => {
      const without = standing.votes.filter(({ userId }) => userId !== who);
      const own = { userId: OWNER, name: "Owner", word: "approve" } as const;
      const withOwn = [...standing.votes.filter(({ userId }) => userId !== OWNER), own];
      const count = (votes: readonly Vote[]) => approvalsOf({ ...standing, votes }, asked).length;

      expect(count(without)).toBeLessThanOrEqual(count(standing.votes));
      expect(count(withOwn)).toBe(count(standing.votes));
    }),
    { share: 5 },
  );

  law(
    "of a group that never set any are its admins' launches, and nobody else's",
    fc.property(aStanding, anAsked, (standing, asked) => {
      const first = { ...standing, policy: FIRST_POLICY, votes: [] };

      expect(whyNotHere(first, asked) === null).toBe(asked.roles.get(OWNER) === "admin");
    }),
  );
});
