import { beforeEach, describe, expect, it } from "vitest";
import { FIRST_POLICY, type Policy, type Role } from "../../src/domain/governance.ts";
import { ETH, SOL } from "../../src/domain/money.ts";
import { confirm } from "../../src/launches/decide.ts";
import type { Draft } from "../../src/launches/draft-store.ts";
import type { Cast, VoteRefusal } from "../../src/launches/group-store.ts";
import { judgeVote } from "../../src/launches/voting.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { START, type VirtualClock } from "../support/a-clock.ts";
import { aDraft, anId, aRequest, OWNER } from "../support/a-launch.ts";

const GROUP = -1_001_234_567_890;
const [BEN, CLEO, DORA] = [701, 702, 703] as const;
const ALL = new Map<number, Role>([OWNER, BEN, CLEO, DORA].map((id) => [id, "admin"]));

type Stores = Pick<Storage, "groups" | "launches" | "drafts" | "notices" | "forgetting"> & {
  readonly clock: VirtualClock;
};

/** What every {@link GroupStore} keeps to, together with the stores that it shares transactions with. */
export function groupStoreContract(name: string, make: () => Promise<Stores>): void {
  describe(`group store: ${name}`, () => {
    let stores: Stores;
    let updates: number;
    beforeEach(async () => {
      stores = await make();
      updates = 0;
    });

    const rules = (part: Partial<Policy>, groupId = GROUP) =>
      stores.groups.change(groupId, (policy) => ({ ...policy, ...part }));
    async function opened(part: Partial<Draft> = {}): Promise<Draft> {
      const draft = aDraft({ groupId: GROUP, ...part });
      await stores.drafts.add(draft);
      return draft;
    }
    const launch = async ({ id, ownerId }: Draft, version = 1, buy = 0n) => {
      const tapped = await stores.launches.confirm(id, (updates += 1), (draft, standing, group) =>
        confirm(draft, {
          ...{ launchId: anId(), ownerId, version, standing, group, roles: ALL },
          fit: { ok: true, request: aRequest({ buy }) },
          tappedAt: stores.clock.now(),
          now: stores.clock.now(),
        }),
      );
      return tapped.kind === "rejected" ? tapped.why : tapped.kind;
    };
    const says = (
      { id }: Draft,
      userId: number,
      word: Cast["word"] = "approve",
      version = 1,
      roles = ALL,
    ): Promise<VoteRefusal | null> => {
      const cast = { draftId: id, version, userId, name: `P${userId}`, word };
      return stores.groups.vote(cast, (draft, group) => judgeVote(draft, group, cast, roles));
    };
    const votesOn = async (draft: Draft) => {
      const now = await stores.drafts.get(draft.id);
      return now && (await stores.groups.standing(now))?.votes;
    };

    describe("rules", () => {
      it("are the first ones of a group that nobody met, and of one that was just met", async () => {
        const unmet = await stores.groups.policy(GROUP);

        expect(await stores.groups.meet(GROUP)).toBe(false);
        expect([unmet, await stores.groups.policy(GROUP)]).toEqual([FIRST_POLICY, FIRST_POLICY]);
      });

      it("stay as they are when the group is met again", async () => {
        const kept = await rules({ approvals: 2, launchers: "everybody" });

        expect(await stores.groups.meet(GROUP)).toBe(true);
        expect(await stores.groups.policy(GROUP)).toEqual(kept);
      });

      it("are kept in every part, each group apart", async () => {
        const full: Policy = {
          ...{ launchers: "listed", approvers: "everybody", approvals: 3 },
          ...{ deadlineMs: 600_000, cooldownMs: 60_000, announces: true },
          caps: [
            { unit: ETH, perLaunch: 10n ** 24n, perDay: 10n ** 25n },
            { unit: SOL, perLaunch: 0n, perDay: 1n },
          ],
          listed: [
            { userId: BEN, name: "Ben" },
            { userId: CLEO, name: "Cleo 🌱" },
          ],
        };
        await rules(full);
        await rules({ approvals: 1 }, GROUP - 1);

        expect(await stores.groups.policy(GROUP)).toEqual(full);
        expect(await stores.groups.policy(GROUP - 1)).toEqual({ ...FIRST_POLICY, approvals: 1 });
      });

      it("change in nothing when the decision throws", async () => {
        const changed = stores.groups.change(GROUP, () => {
          throw new Error("a bug");
        });

        await expect(changed).rejects.toThrow("a bug");
        expect(await stores.groups.meet(GROUP)).toBe(false);
      });

      it("are asked of no draft that is of no group", async () => {
        await rules({ approvals: 2 });
        const own = await opened({ groupId: null });

        expect(await stores.groups.standing(own)).toBeNull();
        expect(await says(own, BEN)).toBe("draft-closed");
        expect(await launch(own)).toBe("confirmed");
      });
    });

    describe("votes", () => {
      beforeEach(() => rules({ approvals: 2 }));

      it("let a launch through once there are enough, and not before", async () => {
        const draft = await opened();

        const before = await launch(draft);
        await says(draft, BEN);
        const halfway = await launch(draft);
        await says(draft, CLEO);

        expect([before, halfway]).toEqual(["group-approvals", "group-approvals"]);
        expect(await launch(draft)).toBe("confirmed");
      });

      it("are one a person, however often they tap, and of the last word", async () => {
        const draft = await opened();
        for (const word of ["approve", "approve", "object", "approve"] as const) {
          await says(draft, BEN, word);
        }

        expect(await votesOn(draft)).toEqual([{ userId: BEN, name: `P${BEN}`, word: "approve" }]);
        expect(await launch(draft)).toBe("group-approvals");
      });

      it("of its owner are refused", async () => {
        const draft = await opened();

        expect(await says(draft, OWNER)).toBe("own");
        expect(await votesOn(draft)).toEqual([]);
      });

      it("of who has no say, and of whom Telegram says nothing, are refused", async () => {
        const draft = await opened();
        const as = (role: Role) => new Map([[BEN, role]]);

        expect(await says(draft, BEN, "approve", 1, as("member"))).toBe("no-say");
        expect(await says(draft, BEN, "object", 1, as("outsider"))).toBe("no-say");
        expect(await says(draft, BEN, "approve", 1, new Map())).toBe("unasked");
        expect(await votesOn(draft)).toEqual([]);
      });

      it("are void when the draft changes, and refused for what is no longer there", async () => {
        const draft = await opened();
        await says(draft, BEN);
        await says(draft, CLEO);

        await stores.drafts.change(draft.id, OWNER, 1, (content) => content, START + 5);

        expect(await launch(draft, 2)).toBe("group-approvals");
        expect(await says(draft, DORA, "approve", 1)).toBe("stale-button");
        expect(await votesOn(draft)).toEqual([]);
      });

      it("are void when the owner's keys change, as the card's button is", async () => {
        const draft = await opened();
        await says(draft, BEN);
        await says(draft, CLEO);

        await stores.drafts.outdate(OWNER, START + 5);

        expect(await launch(draft, 2)).toBe("group-approvals");
      });

      it("against it stop it until they are taken back", async () => {
        const draft = await opened();
        for (const who of [BEN, CLEO]) await says(draft, who);
        await says(draft, DORA, "object");
        const stopped = await launch(draft);
        await says(draft, DORA, null);

        expect(stopped).toBe("group-objection");
        expect(await launch(draft)).toBe("confirmed");
      });

      it("against it also stop it where nobody has to agree", async () => {
        await rules({ approvals: 0 });
        const draft = await opened();
        await says(draft, DORA, "object");

        expect(await launch(draft)).toBe("group-objection");
      });

      it("are over with their deadline, but for what is taken back", async () => {
        await rules({ deadlineMs: 600_000 });
        const draft = await opened();
        for (const who of [BEN, CLEO]) await says(draft, who);

        await stores.clock.advance(599_999);
        const inTime = await says(draft, DORA);
        await stores.clock.advance(1);

        expect(inTime).toBeNull();
        expect(await says(draft, DORA, "object")).toBe("late");
        expect(await says(draft, DORA, null)).toBeNull();
        expect(await launch(draft)).toBe("group-late");
      });

      it("are refused once it is launched", async () => {
        const draft = await opened();
        for (const who of [BEN, CLEO]) await says(draft, who);
        await launch(draft);

        expect(await says(draft, DORA, "object")).toBe("draft-closed");
      });

      it("of who has asked to be forgotten are gone, and so is their place on lists", async () => {
        await rules({ listed: [{ userId: BEN, name: "Ben" }] });
        const [draft, own] = [await opened(), await opened({ ownerId: BEN })];
        await says(draft, BEN);
        await says(own, CLEO);

        await stores.forgetting.forget(BEN, [], () => ({ rejected: "no-such" }));

        expect(await votesOn(draft)).toEqual([]);
        expect((await stores.groups.policy(GROUP)).listed).toEqual([]);
      });
    });

    describe("at the same moment", () => {
      it.each([
        ["launch", ["confirmed", "draft-closed"]],
        ["objection", ["group-objection", null]],
      ])("a launch and an objection end as the %s that came first has it", async (first, end) => {
        await rules({ approvals: 1 });
        const draft = await opened();
        await says(draft, BEN);
        const acts = [() => launch(draft), () => says(draft, CLEO, "object")];

        const began = (first === "launch" ? acts : acts.toReversed()).map((act) => act());
        const outcomes = await Promise.all(began);

        expect(first === "launch" ? outcomes : outcomes.toReversed()).toEqual(end);
      });

      it("two approvals and a launch make at most one launch, with both of them", async () => {
        await rules({ approvals: 2 });
        const draft = await opened();

        const [one, early, two, late] = await Promise.all([
          says(draft, BEN),
          launch(draft),
          says(draft, CLEO),
          launch(draft),
        ]);

        expect([one, early, two, late]).toEqual([null, "group-approvals", null, "confirmed"]);
      });

      it("a launch and a change of the draft never launch what was not approved", async () => {
        await rules({ approvals: 1 });
        const draft = await opened();
        await says(draft, BEN);

        const [, tapped] = await Promise.all([
          stores.drafts.change(draft.id, OWNER, 1, (content) => content, START),
          launch(draft),
        ]);

        expect(tapped).toBe("stale-button");
      });

      it("a launch meets the rules that were set before it", async () => {
        const draft = await opened();

        const [, tapped] = await Promise.all([rules({ approvals: 1 }), launch(draft)]);

        expect(tapped).toBe("group-approvals");
      });

      it("two launches of two people leave the pause between them", async () => {
        await rules({ cooldownMs: 60_000 });
        const [one, two] = [await opened(), await opened({ ownerId: BEN })];

        expect(await Promise.all([launch(one), launch(two)])).toEqual([
          "confirmed",
          "group-cooldown",
        ]);
        await stores.clock.advance(60_000);
        expect(await launch(two)).toBe("confirmed");
      });

      it("two launches of two people never pass the cap of a day together", async () => {
        await rules({ caps: [{ unit: SOL, perLaunch: 600n, perDay: 1_000n }] });
        const drafts = [await opened(), await opened({ ownerId: BEN })];

        const tapped = await Promise.all(drafts.map((draft) => launch(draft, 1, 501n)));

        expect(tapped).toEqual(["confirmed", "group-cap"]);
      });
    });

    it("counts what is launched in this group, and nothing of its members elsewhere", async () => {
      await rules({ cooldownMs: 60_000, caps: [{ unit: SOL, perLaunch: 10n, perDay: 10n }] });
      for (const groupId of [null, GROUP - 1]) {
        await rules({}, GROUP - 1);
        await launch(await opened({ groupId }), 1, 10n);
      }

      expect(await launch(await opened(), 1, 10n)).toBe("confirmed");
    });

    it("goes with the group when it becomes a supergroup, again and again", async () => {
      const to = GROUP - 5;
      const kept = await rules({ approvals: 1, cooldownMs: 60_000 });
      const [first, second] = [await opened(), await opened()];
      await says(first, BEN);
      await launch(first);
      await says(second, BEN);
      await stores.groups.meet(to);

      await stores.notices.migrateChat(GROUP, to);
      await stores.notices.migrateChat(GROUP, to);

      expect(await stores.groups.policy(to)).toEqual(kept);
      expect(await stores.groups.policy(GROUP)).toEqual(FIRST_POLICY);
      expect(await launch(second)).toBe("group-cooldown");
      await stores.clock.advance(60_000);
      expect(await launch(second)).toBe("confirmed");
    });
  });
}
