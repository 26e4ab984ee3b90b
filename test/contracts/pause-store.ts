import { beforeEach, describe, expect, it } from "vitest";
import type { Launch } from "../../src/domain/launch.ts";
import { halt } from "../../src/launches/decide.ts";
import type { PauseStore } from "../../src/launches/pause-store.ts";
import { START } from "../support/a-clock.ts";
import { aDraft, OWNER } from "../support/a-launch.ts";
import { launchOf, type LaunchStores } from "./launch-store.ts";

const ADMIN = 42;
const OTHER = OWNER + 1;

/** What every {@link PauseStore} keeps to. */
export function pauseStoreContract(name: string, make: () => Promise<LaunchStores>): void {
  describe(`pause store: ${name}`, () => {
    let stores: LaunchStores;
    let pauses: PauseStore;
    let updates = 0;
    beforeEach(async () => {
      stores = await make();
      ({ pauses } = stores);
    });

    async function launched(ownerId: number, status: Launch["status"]): Promise<Launch> {
      const draft = aDraft({ ownerId });
      await stores.drafts.add(draft);
      const made = launchOf({ status, version: 1 });
      const confirmed = await stores.launches.confirm(draft.id, (updates += 1), made);
      if (confirmed.kind !== "confirmed") throw new Error(`not confirmed: ${confirmed.kind}`);
      return confirmed.launch;
    }
    const halted = (launch: Launch) => halt(launch, "owner", START);
    const statusOf = async ({ id }: Launch) => (await stores.launches.get(id))?.status;

    it("cancels what waits, with its reason, and counts what nobody can call back", async () => {
      const queued = await launched(OWNER, "queued");
      const underWay = [await launched(OWNER, "sending"), await launched(OWNER, "accepted")];
      for (const status of ["live", "failed", "unclear"] as const) await launched(OWNER, status);
      const theirs = await launched(OTHER, "queued");

      const found = await pauses.pause(OWNER, OWNER, halted);

      expect(found).toEqual({ cancelled: 1, underWay: 2 });
      expect(await stores.launches.get(queued.id)).toMatchObject({
        status: "cancelled",
        nextAt: null,
        reason: { code: "paused", problem: { code: "paused", by: "owner" } },
      });
      expect(await Promise.all(underWay.map(statusOf))).toEqual(["sending", "accepted"]);
      expect(await statusOf(theirs)).toBe("queued");
    });

    it("of everybody cancels what waits of everybody", async () => {
      const queued = [await launched(OWNER, "queued"), await launched(OTHER, "queued")];

      const found = await pauses.pause("all", ADMIN, halted);

      expect(found).toEqual({ cancelled: 2, underWay: 0 });
      expect(await Promise.all(queued.map(statusOf))).toEqual(["cancelled", "cancelled"]);
      expect(await pauses.pausedBy(OWNER)).toBe("operator");
    });

    it("is a person's own to take back, and an operator's is not", async () => {
      await pauses.pause(OWNER, OWNER, halted);
      expect(await pauses.pausedBy(OWNER)).toBe("owner");
      expect(await pauses.pausedBy(OTHER)).toBeNull();
      expect(await pauses.resume(OWNER, ADMIN), "not theirs").toBe(false);
      expect(await pauses.resume(OWNER, OWNER)).toBe(true);
      expect(await pauses.pausedBy(OWNER)).toBeNull();

      await pauses.pause(OWNER, ADMIN, halted);
      expect(await pauses.resume(OWNER, OWNER)).toBe(false);
      expect(await pauses.pausedBy(OWNER)).toBe("operator");
      expect(await pauses.resume(OWNER, ADMIN + 1), "any operator").toBe(true);
      expect(await pauses.resume(OWNER, ADMIN + 1), "once").toBe(false);
    });

    it("of an operator replaces a person's own, and is not replaced by it", async () => {
      await pauses.pause(OWNER, OWNER, halted);
      await pauses.pause(OWNER, ADMIN, halted);
      await pauses.pause(OWNER, OWNER, halted);

      expect(await pauses.resume(OWNER, OWNER)).toBe(false);
      expect(await pauses.pausedBy(OWNER)).toBe("operator");
    });

    it("of everybody and one's own stand side by side", async () => {
      await pauses.pause(OWNER, OWNER, halted);
      await pauses.pause("all", ADMIN, halted);
      expect(await pauses.pausedBy(OWNER)).toBe("operator");

      expect(await pauses.resume("all", ADMIN + 1), "any operator").toBe(true);

      expect(await pauses.pausedBy(OWNER)).toBe("owner");
    });

    it("leaves nothing behind when it dies in the middle", async () => {
      const queued = await launched(OWNER, "queued");

      const dying = pauses.pause(OWNER, OWNER, () => {
        throw new Error("the plug was pulled");
      });

      await expect(dying).rejects.toThrow("the plug was pulled");
      expect(await pauses.pausedBy(OWNER)).toBeNull();
      expect(await statusOf(queued)).toBe("queued");
    });
  });
}
