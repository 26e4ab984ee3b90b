import { describe, expect, it } from "vitest";
import { ConfigError } from "../../src/domain/errors.ts";
import { openSqlite, type Engine } from "../../src/storage/sqlite.ts";
import { createStorage } from "../../src/storage/storage.ts";
import type { SlotAddress } from "../../src/vault/credential-store.ts";
import { retire, rotate } from "../../src/vault/rotate.ts";
import { createVault } from "../../src/vault/vault.ts";
import { verify } from "../../src/vault/verify.ts";
import { aClock } from "../support/a-clock.ts";
import { aRing, aVault, keep, read } from "../support/a-vault.ts";
import { createMemoryCredentialStore } from "../support/memory-credential-store.ts";

const [OLD, BOTH, NEW] = [aRing("k1"), aRing("k2", "k1"), aRing("k2")];
const slotOf = (ownerId: number): SlotAddress => ({
  ownerId,
  provider: "swarms",
  kind: "api-key",
});
/** More than a batch, so that a rotation takes several commits. */
const PEOPLE = Array.from({ length: 120 }, (_, index) => 1001 + index);

async function* none() {
  // Nothing is sealed beside the secrets.
}

/** A store in memory with a secret of each of these people under k1, and the bot started with k2 and k1. */
async function aFullStore(people: readonly number[] = [1001, 1002, 1003]) {
  const store = createMemoryCredentialStore();
  const { vault: before } = await aVault({ store, ring: OLD });
  for (const id of people) await keep(before, slotOf(id), `secret of ${id}`);
  const { vault } = await aVault({ store, ring: BOTH });
  return { store, vault };
}

/** Dies right after this many commits: what was committed is there, and nothing comes after. */
function dyingAfter(engine: Engine, commits: number): Engine {
  let left = commits;
  return {
    ...engine,
    async transact(work) {
      if (left === 0) throw new Error("killed");
      left -= 1;
      return engine.transact(work);
    },
  };
}

describe("a rotation", () => {
  it("goes on where it was killed, after whichever commit, and everything opens all the while", async () => {
    const clock = aClock();
    let commits = 0;
    for (let killed = true; killed; commits += 1) {
      const engine = openSqlite(":memory:");
      const { credentials: store } = createStorage(engine, { clock });
      const before = createVault({ ring: OLD, store, clock });
      await before.unlock();
      for (const id of PEOPLE) await keep(before, slotOf(id), `secret of ${id}`);
      const bot = createVault({ ring: BOTH, store, clock });
      await bot.unlock();

      const dying = createStorage(dyingAfter(engine, commits), { clock }).credentials;
      killed = await rotate(BOTH, dying).then(
        () => false,
        () => true,
      );

      const { dataKeys, secrets } = await verify(BOTH, store, none());
      expect([dataKeys, secrets]).toEqual(Array(2).fill({ open: PEOPLE.length, closed: 0 }));
      const left = (await store.dataKeys(0, 1_000)).filter(({ keyId }) => keyId === "k1").length;
      expect(await rotate(BOTH, store)).toEqual({ resealed: left, closed: 0 });
      expect(await store.keyIdsInUse()).toEqual(["k2"]);
      expect(await read(bot, slotOf(1001))).toBe("secret of 1001");
      await engine.close();
    }

    // Two canaries and the keys in use, then three pages with a commit each and an empty one.
    expect(commits).toBe(3 + 3 * 2 + 1 + 1);
  });

  it("changes nothing that a running bot remembers, nor what it seals meanwhile", async () => {
    const { store, vault } = await aFullStore();
    expect(await read(vault, slotOf(1001))).toBe("secret of 1001");

    await rotate(BOTH, store);

    await keep(vault, slotOf(1001), "replaced");
    await keep(vault, slotOf(2000), "of somebody new");
    expect(await read(vault, slotOf(1001))).toBe("replaced");
    expect(await read(vault, slotOf(1002))).toBe("secret of 1002");
    const { vault: later } = await aVault({ store, ring: NEW });
    expect(await read(later, slotOf(2000))).toBe("of somebody new");
    expect(await read(later, slotOf(1003))).toBe("secret of 1003");
  });

  it("does not bring back a data key that was destroyed or replaced while it was at work", async () => {
    const { store, vault } = await aFullStore();
    const reseal = store.reseal.bind(store);
    const meanwhile = {
      ...store,
      async reseal(keys: Parameters<typeof reseal>[0]) {
        for (const id of [1001, 1002]) {
          store.keys.delete(id);
          store.rows.delete(`${id}/swarms/api-key`);
          vault.forget(id);
        }
        await keep(vault, slotOf(1002), "starting over");
        return reseal(keys);
      },
    };

    expect(await rotate(BOTH, meanwhile)).toEqual({ resealed: 1, closed: 0 });

    expect(store.keys.has(1001)).toBe(false);
    expect(await read(vault, slotOf(1002))).toBe("starting over");
  });

  it("leaves a data key alone that does not open, counts it, and seals the others", async () => {
    const { store } = await aFullStore();
    const damaged = store.keys.get(1002);
    if (!damaged) throw new Error("it was made");
    store.keys.set(1002, { ...damaged, box: Buffer.alloc(77) });

    expect(await rotate(BOTH, store)).toEqual({ resealed: 2, closed: 1 });

    expect(store.keys.get(1002)?.keyId).toBe("k1");
    expect(await verify(BOTH, store, none())).toMatchObject({
      dataKeys: { open: 2, closed: 1 },
      secrets: { open: 2, closed: 1 },
      underKey: new Map([
        ["k2", 2],
        ["k1", 1],
      ]),
    });
  });

  it("waits until the bot was started with the new key: one without it could open nothing", async () => {
    const { store } = await aFullStore();
    // The bot went back to k1 alone; nothing lay under k2 yet.
    await aVault({ store, ring: OLD });

    await expect(rotate(BOTH, store)).rejects.toThrow(/VAULT_KEY: start the bot with the key k2/);

    expect(await store.keyIdsInUse()).toEqual(["k1"]);
  });

  it("can reseal nothing once a bot without the new key has started in the middle of it", async () => {
    const { store } = await aFullStore();
    const reseal = store.reseal.bind(store);
    const meanwhile = {
      ...store,
      async reseal(keys: Parameters<typeof reseal>[0]) {
        await aVault({ store, ring: OLD });
        return reseal(keys);
      },
    };

    await expect(rotate(BOTH, meanwhile)).rejects.toThrow(/k2/);

    expect(await store.keyIdsInUse()).toEqual(["k1"]);
  });

  it("refuses a ring that does not fit, as a start does", async () => {
    const { store } = await aFullStore();

    await expect(rotate(NEW, store)).rejects.toThrow(/lacks k1/);
    await expect(verify(NEW, store, none())).rejects.toThrow(ConfigError);
  });
});

describe("a vault key that is to be retired", () => {
  it("is kept while something is under it, while it is the newest, and when nobody knows it", async () => {
    const { store } = await aFullStore();

    await expect(retire(BOTH, store, "k1")).rejects.toThrow(/3 data keys are still under k1/);
    await expect(retire(BOTH, store, "k2")).rejects.toThrow(/is the newest/);
    await expect(retire(BOTH, store, "k7")).rejects.toThrow(/knows no key/);

    expect([...store.canaries.values()]).not.toContain("retired");
  });

  it("never seals again, and may stand behind the newest until somebody takes it out", async () => {
    const { store, vault } = await aFullStore();
    const { vault: stale } = await aVault({ store, ring: aRing("k1", "k2") });
    await rotate(BOTH, store);

    await retire(BOTH, store, "k1");

    await expect(keep(stale, slotOf(3000), "new")).rejects.toThrow(/k1/);
    await expect(aVault({ store, ring: aRing("k1", "k2") })).rejects.toThrow(/k1 was retired/);
    await expect(aVault({ store, ring: BOTH })).resolves.toBeDefined();
    expect(await read(vault, slotOf(1001))).toBe("secret of 1001");
    const { vault: later } = await aVault({ store, ring: NEW });
    expect(await read(later, slotOf(1001))).toBe("secret of 1001");
  });

  it("opens nothing any more that was put back from before", async () => {
    const { store } = await aFullStore();
    const before = store.keys.get(1001);
    if (!before) throw new Error("it was made");
    await rotate(BOTH, store);
    await retire(BOTH, store, "k1");

    store.keys.set(1001, before);

    await expect(aVault({ store, ring: NEW })).rejects.toThrow(/lacks k1/);
  });
});

describe("a check of everything that is sealed", () => {
  it("counts states too, and records no use", async () => {
    const { store, vault } = await aFullStore();
    const box = await vault.sealState(1001, "here", Buffer.from("state"));
    async function* states() {
      yield { ownerId: 1001, label: "here", box };
      yield { ownerId: 1001, label: "there", box };
      yield { ownerId: 9999, label: "here", box };
    }

    const verified = await verify(BOTH, store, states());

    expect(verified.states).toEqual({ open: 1, closed: 2 });
    expect(verified.secrets).toEqual({ open: 3, closed: 0 });
    expect(store.recordedUses).toEqual([]);
  });

  it("does not count somebody who is being forgotten right now", async () => {
    const { store } = await aFullStore();
    const list = store.list.bind(store);
    const meanwhile = {
      ...store,
      async list(ownerId: number) {
        const rows = await list(ownerId);
        store.keys.delete(1002);
        store.rows.delete("1002/swarms/api-key");
        return rows;
      },
    };

    const verified = await verify(BOTH, meanwhile, none());

    expect(verified).toMatchObject({ dataKeys: { closed: 0 }, secrets: { open: 2, closed: 0 } });
  });
});
