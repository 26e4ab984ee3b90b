import { beforeEach, describe, expect, it } from "vitest";
import { VaultError } from "../../src/domain/errors.ts";
import type { SealedDataKey } from "../../src/vault/data-key-store.ts";
import type {
  CredentialStore,
  CredentialUse,
  SealedCredential,
  SlotAddress,
} from "../../src/vault/credential-store.ts";

const OWNER = 1001;
const STRANGER = 1002;
const JWT: SlotAddress = { ownerId: OWNER, provider: "j7tracker", kind: "session-jwt" };
const API_KEY: SlotAddress = { ownerId: OWNER, provider: "swarms", kind: "api-key" };

function aSealed(slot: SlotAddress, fields: Partial<SealedCredential> = {}): SealedCredential {
  return {
    ...slot,
    fingerprint: "0a1b2c3d",
    address: null,
    expiresAt: null,
    version: 1,
    createdAt: 1_700_000_000_000,
    lastUsedAt: null,
    refusedAt: null,
    box: Buffer.of(1, 2, 3, 0, 255),
    ...fields,
  };
}

const aUse = (slot: SlotAddress, at: number, fields: Partial<CredentialUse> = {}) => ({
  ...{ ...slot, version: 1, launchId: null, at },
  ...fields,
});

/**
 * What every {@link CredentialStore} keeps to.
 *
 * @param make A new, empty store for each test; who needs to close it does so with vitest's `onTestFinished`.
 */
export function credentialStoreContract(name: string, make: () => Promise<CredentialStore>): void {
  describe(`credential store: ${name}`, () => {
    let store: CredentialStore;
    beforeEach(async () => {
      store = await make();
      for (const keyId of ["k1", "k2"]) await store.addCanary(keyId, Buffer.of(1));
      for (const ownerId of [OWNER, STRANGER]) {
        await store.addDataKey({ ownerId, keyId: "k1", box: Buffer.of(ownerId % 256) });
      }
    });

    it("gives back a secret exactly as it was put", async () => {
      const sealed = aSealed(JWT, { address: "an-address", expiresAt: 1_800_000_000_123 });

      expect(await store.put(sealed)).toBe(true);

      expect(await store.get(JWT)).toEqual(sealed);
    });

    it("says null for an empty slot, whosever it is", async () => {
      await store.put(aSealed(JWT));

      expect(await store.get(API_KEY)).toBeNull();
      expect(await store.get({ ...JWT, ownerId: STRANGER })).toBeNull();
      expect(await store.get({ ...JWT, provider: "blowfish" })).toBeNull();
    });

    it("replaces a secret by its next version only", async () => {
      await store.put(aSealed(JWT, { lastUsedAt: 5, refusedAt: 6 }));
      const second = aSealed(JWT, { version: 2, fingerprint: "ffffffff", box: Buffer.of(9) });

      expect(await store.put(aSealed(JWT, { version: 3 }))).toBe(false);
      expect(await store.put(second)).toBe(true);
      expect(await store.put(aSealed(JWT, { version: 2 }))).toBe(false);

      expect(await store.get(JWT)).toEqual(second);
    });

    it("takes version 1 into an empty slot and never over a secret", async () => {
      expect(await store.put(aSealed(JWT, { version: 2 }))).toBe(false);
      expect(await store.put(aSealed(JWT))).toBe(true);
      expect(await store.put(aSealed(JWT, { fingerprint: "99999999" }))).toBe(false);

      expect(await store.get(JWT)).toMatchObject({ version: 1, fingerprint: "0a1b2c3d" });
    });

    it("lets one of two secrets win that are put at once", async () => {
      const answers = await Promise.all([
        store.put(aSealed(JWT, { box: Buffer.of(1) })),
        store.put(aSealed(JWT, { box: Buffer.of(2) })),
      ]);

      expect(answers.filter((won) => won)).toHaveLength(1);
    });

    it("lists one owner's secrets and nobody else's", async () => {
      await store.put(aSealed(JWT));
      await store.put(aSealed(API_KEY));
      await store.put(aSealed({ ...JWT, ownerId: STRANGER }));

      const kinds = (await store.list(OWNER)).map((row) => row.kind);

      expect(kinds.toSorted()).toEqual(["api-key", "session-jwt"]);
    });

    it("removes one secret, once, and takes version 1 again", async () => {
      await store.put(aSealed(JWT));
      await store.put(aSealed(API_KEY));

      expect(await store.remove(JWT)).toBe(true);
      expect(await store.remove(JWT)).toBe(false);

      expect(await store.get(JWT)).toBeNull();
      expect(await store.get(API_KEY)).not.toBeNull();
      expect(await store.put(aSealed(JWT))).toBe(true);
    });

    it("records uses, newest first and at most as many as asked for", async () => {
      const theirs = { ...JWT, ownerId: STRANGER };
      for (const slot of [JWT, theirs]) await store.put(aSealed(slot));
      await store.recordUse(aUse(JWT, 100));
      await store.recordUse(aUse(JWT, 200, { launchId: "l1" }));
      await store.recordUse(aUse(JWT, 200, { launchId: "l2" }));
      await store.recordUse(aUse(theirs, 300));

      const uses = await store.uses(OWNER, 2);

      expect(uses).toMatchObject([
        aUse(JWT, 200, { launchId: "l2" }),
        aUse(JWT, 200, { launchId: "l1" }),
      ]);
    });

    it("goes on with the uses where a page ended, also between two of the same moment", async () => {
      await store.put(aSealed(JWT));
      for (const launchId of ["l1", "l2", "l3"]) {
        await store.recordUse(aUse(JWT, 200, { launchId }));
      }
      const [, second] = await store.uses(OWNER, 2);

      const rest = await store.uses(OWNER, 10, second);

      expect(rest.map(({ launchId }) => launchId)).toEqual(["l1"]);
    });

    it("records no use of a secret that is gone", async () => {
      await store.put(aSealed(JWT));
      await store.remove(JWT);

      expect(await store.recordUse(aUse(JWT, 100))).toBe(false);

      expect(await store.uses(OWNER, 10)).toEqual([]);
    });

    it("moves the time of the last use, of the used secret alone", async () => {
      await store.put(aSealed(JWT));
      await store.put(aSealed(API_KEY));

      expect(await store.recordUse(aUse(JWT, 123))).toBe(true);

      expect(await store.get(JWT)).toEqual(aSealed(JWT, { lastUsedAt: 123 }));
      expect(await store.get(API_KEY)).toEqual(aSealed(API_KEY));
    });

    it("keeps the uses of a secret that was removed", async () => {
      await store.put(aSealed(JWT));
      await store.recordUse(aUse(JWT, 100));

      await store.remove(JWT);

      expect(await store.uses(OWNER, 10)).toMatchObject([aUse(JWT, 100)]);
    });

    it("marks a secret as refused until it is replaced", async () => {
      await store.put(aSealed(JWT));

      await store.markRefused(JWT, 77);
      await store.markRefused(API_KEY, 77);

      expect(await store.get(JWT)).toMatchObject({ refusedAt: 77 });
      expect(await store.get(API_KEY)).toBeNull();
      await store.put(aSealed(JWT, { version: 2 }));
      expect(await store.get(JWT)).toMatchObject({ refusedAt: null });
    });

    it("keeps the first data key of an owner and hands that one out", async () => {
      const first = { ownerId: 2001, keyId: "k1", box: Buffer.of(1) };
      const second = { ownerId: 2001, keyId: "k2", box: Buffer.of(2) };

      expect(await store.addDataKey(first)).toEqual(first);
      expect(await store.addDataKey(second)).toEqual(first);

      expect(await store.dataKey(2001)).toEqual(first);
      expect(await store.dataKey(2002)).toBeNull();
    });

    it("names each vault key in use once", async () => {
      await store.addDataKey({ ownerId: 2001, keyId: "k2", box: Buffer.of(1) });

      expect((await store.keyIdsInUse()).toSorted()).toEqual(["k1", "k2"]);
    });

    it("keeps the first canary of a vault key", async () => {
      await store.addCanary("k3", Buffer.of(3));
      await store.addCanary("k3", Buffer.of(4));

      expect(await store.canary("k3")).toEqual(Buffer.of(3));
      expect(await store.canary("k4")).toBeNull();
    });

    it("takes no data key under a vault key that it does not know", async () => {
      const stray = { ownerId: 2001, keyId: "k9", box: Buffer.of(1) };
      const was = await store.dataKey(OWNER);
      if (!was) throw new Error("it was added");

      await expect(store.addDataKey(stray)).rejects.toThrow(VaultError);
      const now = { ...was, keyId: "k9" };
      await expect(store.reseal([{ was, now }])).rejects.toThrow(VaultError);

      expect(await store.dataKey(2001)).toBeNull();
      expect(await store.dataKey(OWNER)).toEqual(was);
    });

    it("pages through data keys, and through everybody who has a key or a secret, by owner", async () => {
      await store.put(aSealed({ ...JWT, ownerId: 1500 }));

      const [first] = await store.dataKeys(0, 1);
      const rest = await store.dataKeys(OWNER, 10);

      expect(first?.ownerId).toBe(OWNER);
      expect(rest.map(({ ownerId }) => ownerId)).toEqual([STRANGER]);
      expect(await store.owners(0, 2)).toEqual([OWNER, STRANGER]);
      expect(await store.owners(STRANGER, 2)).toEqual([1500]);
    });

    it("reseals a data key that is still the same, and leaves one that was replaced alone", async () => {
      const [mine, theirs] = [await store.dataKey(OWNER), await store.dataKey(STRANGER)];
      if (!mine || !theirs) throw new Error("both were added");
      const under = (was: SealedDataKey) => ({ ...was, keyId: "k2", box: Buffer.of(7) });
      const stale = { ...theirs, box: Buffer.of(99) };

      const resealed = await store.reseal([
        { was: mine, now: under(mine) },
        { was: stale, now: under(stale) },
      ]);

      expect(resealed).toBe(1);
      expect(await store.dataKey(OWNER)).toEqual(under(mine));
      expect(await store.dataKey(STRANGER)).toEqual(theirs);
    });

    it("retires a vault key that nothing is under, for good", async () => {
      expect(await store.retire("k2")).toBe(0);

      expect(await store.canary("k2")).toBe("retired");
      await store.addCanary("k2", Buffer.of(2));
      await store.dropCanaries([]);
      expect(await store.canary("k2")).toBe("retired");
      const key = { ownerId: 2001, keyId: "k2", box: Buffer.of(1) };
      await expect(store.addDataKey(key)).rejects.toThrow(VaultError);
    });

    it("retires no vault key that something is under, and says how much", async () => {
      expect(await store.retire("k1")).toBe(2);

      expect(await store.canary("k1")).toEqual(Buffer.of(1));
    });

    it("drops canaries of keys that are not named and not in use", async () => {
      await store.addCanary("k3", Buffer.of(3));

      await store.dropCanaries(["k3"]);

      expect(await store.canary("k1"), "in use").not.toBeNull();
      expect(await store.canary("k2")).toBeNull();
      expect(await store.canary("k3"), "named").not.toBeNull();
    });

    it("holds owner ids above 2^31: Telegram's are larger", async () => {
      const slot = { ...JWT, ownerId: 7_123_456_789_012 };
      await store.addDataKey({ ownerId: slot.ownerId, keyId: "k1", box: Buffer.of(1) });

      await store.put(aSealed(slot));

      expect(await store.list(slot.ownerId)).toEqual([aSealed(slot)]);
    });
  });
}
