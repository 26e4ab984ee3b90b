import { beforeEach, describe, expect, it } from "vitest";
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
      await store.put(aSealed(JWT));
      await store.recordUse(aUse(JWT, 100));
      await store.recordUse(aUse(JWT, 200, { launchId: "l1" }));
      await store.recordUse(aUse(JWT, 200, { launchId: "l2" }));
      await store.recordUse(aUse({ ...JWT, ownerId: STRANGER }, 300));

      const uses = await store.uses(OWNER, 2);

      expect(uses).toEqual([
        aUse(JWT, 200, { launchId: "l2" }),
        aUse(JWT, 200, { launchId: "l1" }),
      ]);
    });

    it("moves the time of the last use, of the used secret alone", async () => {
      await store.put(aSealed(JWT));
      await store.put(aSealed(API_KEY));

      await store.recordUse(aUse(JWT, 123));

      expect(await store.get(JWT)).toEqual(aSealed(JWT, { lastUsedAt: 123 }));
      expect(await store.get(API_KEY)).toEqual(aSealed(API_KEY));
    });

    it("keeps the uses of a secret that was removed", async () => {
      await store.put(aSealed(JWT));
      await store.recordUse(aUse(JWT, 100));

      await store.remove(JWT);

      expect(await store.uses(OWNER, 10)).toEqual([aUse(JWT, 100)]);
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
      await store.addCanary("k1", Buffer.of(1));
      await store.addCanary("k1", Buffer.of(2));

      expect(await store.canary("k1")).toEqual(Buffer.of(1));
      expect(await store.canary("k2")).toBeNull();
    });

    it("holds owner ids above 2^31: Telegram's are larger", async () => {
      const slot = { ...JWT, ownerId: 7_123_456_789_012 };
      await store.addDataKey({ ownerId: slot.ownerId, keyId: "k1", box: Buffer.of(1) });

      await store.put(aSealed(slot));

      expect(await store.list(slot.ownerId)).toEqual([aSealed(slot)]);
    });
  });
}
