import { beforeEach, describe, expect, it } from "vitest";
import type { AdmissionStore, Invite } from "../../src/bot/admission-store.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { START } from "../support/a-clock.ts";
import { aDraft, aLaunch, OWNER } from "../support/a-launch.ts";
import { launchOf } from "./launch-store.ts";

const ADMIN = 42;
const HOUR_MS = 60 * 60_000;

const anInvite = (part: Partial<Omit<Invite, "used">> = {}): Omit<Invite, "used"> => ({
  code: "bcdfghjkmnpqrstvwxyz2345",
  by: ADMIN,
  uses: 2,
  createdAt: START,
  expiresAt: START + HOUR_MS,
  ...part,
});

/**
 * What every {@link AdmissionStore} keeps to.
 *
 * @param make As for the other contracts; with the stores whose rows are counted.
 */
export function admissionStoreContract(
  name: string,
  make: () => Promise<Pick<Storage, "admissions" | "bot" | "drafts" | "launches">>,
): void {
  describe(`admission store: ${name}`, () => {
    let all: Awaited<ReturnType<typeof make>>;
    let admissions: AdmissionStore;
    beforeEach(async () => {
      all = await make();
      ({ admissions } = all);
    });

    const admit = (state: "allowed" | "denied", userId = OWNER, at = START) =>
      admissions.admit({ userId, state, by: ADMIN, at });

    it("knows nothing of somebody of whom nothing was said", async () => {
      expect(await admissions.admissionOf(OWNER)).toBeNull();
    });

    it("keeps the last word about a person, who said it and when", async () => {
      await admit("allowed");

      expect(await admit("denied", OWNER, START + 5)).toBe(true);

      expect(await admissions.admissionOf(OWNER)).toEqual({
        ...{ userId: OWNER, state: "denied", by: ADMIN, invite: null, at: START + 5 },
      });
    });

    it("changes nothing when the same is said again", async () => {
      expect(await admit("allowed")).toBe(true);

      expect(await admit("allowed", OWNER, START + 5)).toBe(false);

      expect(await admissions.admissionOf(OWNER)).toMatchObject({ at: START });
    });

    it("shows the latest words first, no more than asked for", async () => {
      for (const at of [1, 2, 3]) await admit("allowed", OWNER + at, START + at);
      await admit("denied", OWNER + 1, START + 9);

      const latest = await admissions.latest(2);

      expect(latest.map(({ userId, state }) => [userId - OWNER, state])).toEqual([
        [1, "denied"],
        [3, "allowed"],
      ]);
    });

    it("lets a person in by an invitation, and tells by which", async () => {
      const { code } = anInvite();
      await admissions.addInvite(anInvite());

      expect(await admissions.useInvite(code, OWNER, START + 1)).toBe("admitted");

      expect(await admissions.admissionOf(OWNER)).toEqual({
        ...{ userId: OWNER, state: "allowed", by: ADMIN, invite: code, at: START + 1 },
      });
      expect(await admissions.openInvites(START, 10)).toEqual([{ ...anInvite(), used: 1 }]);
    });

    it("counts the same person once", async () => {
      const { code } = anInvite();
      await admissions.addInvite(anInvite());
      await admissions.useInvite(code, OWNER, START);

      expect(await admissions.useInvite(code, OWNER, START)).toBe("already");

      expect(await admissions.openInvites(START, 10)).toMatchObject([{ used: 1 }]);
    });

    it("takes no use from an invitation for somebody who is in already", async () => {
      await admissions.addInvite(anInvite());
      await admit("allowed");

      expect(await admissions.useInvite(anInvite().code, OWNER, START)).toBe("already");

      expect(await admissions.openInvites(START, 10)).toMatchObject([{ used: 0 }]);
      expect(await admissions.admissionOf(OWNER)).toMatchObject({ invite: null });
    });

    it("lets nobody back in whom an admin shut out, and takes no use for that", async () => {
      await admissions.addInvite(anInvite());
      await admit("denied");

      expect(await admissions.useInvite(anInvite().code, OWNER, START)).toBe("denied");

      expect(await admissions.admissionOf(OWNER)).toMatchObject({ state: "denied" });
      expect(await admissions.openInvites(START, 10)).toMatchObject([{ used: 0 }]);
    });

    it("never lets in more people than there are uses, also when a hundred come at once", async () => {
      const { code } = anInvite();
      await admissions.addInvite(anInvite({ uses: 7 }));

      const came = await Promise.all(
        Array.from({ length: 100 }, (_, at) => admissions.useInvite(code, OWNER + at, START)),
      );

      expect(came.filter((use) => use === "admitted")).toHaveLength(7);
      expect(came.filter((use) => use === "void")).toHaveLength(93);
      expect(await admissions.census()).toMatchObject({ allowed: 7 });
    });

    it("lets one person in once, also when they come a hundred times at once", async () => {
      const { code } = anInvite();
      await admissions.addInvite(anInvite());

      await Promise.all(
        Array.from({ length: 100 }, () => admissions.useInvite(code, OWNER, START)),
      );

      expect(await admissions.openInvites(START, 10)).toMatchObject([{ used: 1 }]);
    });

    it.each([
      ["unknown", anInvite({ code: "another" }), START],
      ["at its end", anInvite(), START + HOUR_MS],
    ])("lets nobody in by an invitation that is %s", async (_what, invite, at) => {
      await admissions.addInvite(invite);

      expect(await admissions.useInvite(anInvite().code, OWNER, at)).toBe("void");

      expect(await admissions.admissionOf(OWNER)).toBeNull();
    });

    it("lets nobody in by an invitation that was revoked, and keeps who came before", async () => {
      const { code } = anInvite();
      await admissions.addInvite(anInvite());
      await admissions.useInvite(code, OWNER, START);

      expect(await admissions.revokeInvite(code, START + 1)).toBe(true);

      expect(await admissions.useInvite(code, OWNER + 1, START + 1)).toBe("void");
      expect(await admissions.revokeInvite(code, START + 2)).toBe(false);
      expect(await admissions.openInvites(START + 1, 10)).toEqual([]);
      expect(await admissions.admissionOf(OWNER)).toMatchObject({ state: "allowed" });
    });

    it("lists open invitations, newest first: not those that are used up or over", async () => {
      await admissions.addInvite(anInvite({ code: "first" }));
      await admissions.addInvite(anInvite({ code: "second", createdAt: START + 1 }));
      await admissions.addInvite(anInvite({ code: "spent", uses: 1 }));
      await admissions.addInvite(anInvite({ code: "over", expiresAt: START + 5 }));
      await admissions.useInvite("spent", OWNER, START);

      const open = await admissions.openInvites(START + 5, 10);

      expect(open.map(({ code }) => code)).toEqual(["second", "first"]);
      expect(await admissions.openInvites(START + 5, 1)).toHaveLength(1);
    });

    it("counts people, whom it let in or shut out, and launches by status", async () => {
      for (const at of [0, 1, 2]) await all.bot.person(OWNER + at, START);
      await admit("allowed");
      for (const at of [1, 2]) await admit("denied", OWNER + at);
      const launch = aLaunch({ ownerId: OWNER });
      await all.drafts.add(aDraft({ id: launch.draftId, ownerId: OWNER }));
      await all.launches.confirm(launch.draftId, 1, launchOf(launch));

      expect(await admissions.census()).toEqual({
        ...{ people: 3, allowed: 1, denied: 2, launches: { queued: 1 } },
      });
    });
  });
}
