import { describe, expect, it } from "vitest";
import { ConfigError, VaultError } from "../../src/domain/errors.ts";
import type { SlotAddress } from "../../src/vault/credential-store.ts";
import { parseKeyRing } from "../../src/vault/key-ring.ts";
import { aboutSecret } from "../../src/vault/open-credential.ts";
import { createVault } from "../../src/vault/vault.ts";
import { aRing, aVault, keep, read } from "../support/a-vault.ts";
import { createMemoryCredentialStore, slotKey } from "../support/memory-credential-store.ts";

const OWNER = 1001;
const API_KEY: SlotAddress = { ownerId: OWNER, provider: "swarms", kind: "api-key" };

describe("a row that was moved", () => {
  const strangers: readonly (readonly [string, Partial<SlotAddress>])[] = [
    ["another owner", { ownerId: 1002 }],
    ["another provider", { provider: "j7tracker" }],
    ["another kind", { kind: "wallet-key" }],
  ];

  it.each(strangers)("does not open for %s", async (_who, change) => {
    const { vault, store } = await aVault();
    const elsewhere = { ...API_KEY, ...change };
    await keep(vault, API_KEY, "mine");
    await keep(vault, elsewhere, "theirs");
    const mine = store.rows.get(slotKey(API_KEY));
    const theirs = store.rows.get(slotKey(elsewhere));
    if (!mine || !theirs) throw new Error("both were sealed");

    store.rows.set(slotKey(elsewhere), { ...theirs, box: mine.box });
    await expect(read(vault, elsewhere)).rejects.toThrow(VaultError);
    // Nor with the whole row, which still names the slot that it was taken from.
    store.rows.set(slotKey(elsewhere), mine);
    await expect(read(vault, elsewhere)).rejects.toThrow(VaultError);

    expect(await read(vault, API_KEY)).toBe("mine");
  });

  it("is bound to its owner by its subject too, and not by the data key alone", () => {
    const mine = aboutSecret(API_KEY, 1);

    expect(aboutSecret({ ...API_KEY, ownerId: 1002 }, 1).equals(mine)).toBe(false);
  });

  it("does not open as an older or newer version of itself", async () => {
    const { vault, store } = await aVault();
    await keep(vault, API_KEY, "first");
    const first = store.rows.get(slotKey(API_KEY));
    await keep(vault, API_KEY, "second");
    const second = store.rows.get(slotKey(API_KEY));
    if (!first || !second) throw new Error("both were sealed");

    store.rows.set(slotKey(API_KEY), { ...second, box: first.box });

    await expect(read(vault, API_KEY)).rejects.toThrow(VaultError);
  });

  it("does not open with the data key of somebody else in the owner's place", async () => {
    const store = createMemoryCredentialStore();
    const { vault } = await aVault({ store });
    await keep(vault, API_KEY, "mine");
    await keep(vault, { ...API_KEY, ownerId: 1002 }, "theirs");
    const theirs = store.keys.get(1002);
    if (!theirs) throw new Error("it was made");

    store.keys.set(OWNER, { ...theirs, ownerId: OWNER });

    const { vault: restarted } = await aVault({ store });
    await expect(read(restarted, API_KEY)).rejects.toThrow(VaultError);
  });

  it("does not open, and records no use, when any byte of it was altered", async () => {
    const { vault, store } = await aVault();
    await keep(vault, API_KEY, "mine");
    const row = store.rows.get(slotKey(API_KEY));
    if (!row) throw new Error("it was sealed");

    for (let at = 0; at < row.box.length; at++) {
      const box = Buffer.from(row.box);
      box.writeUInt8(box.readUInt8(at) ^ 1, at);
      store.rows.set(slotKey(API_KEY), { ...row, box });
      await expect(read(vault, API_KEY), `byte ${at}`).rejects.toThrow(VaultError);
    }
    expect(store.recordedUses).toEqual([]);
  });
});

const everyByteOf = (box: Buffer): readonly Buffer[] =>
  Array.from(box, (byte, at) => {
    const altered = Buffer.from(box);
    altered.writeUInt8(byte ^ 1, at);
    return altered;
  });

describe("a box of another kind", () => {
  it("does not open when any byte of a data key's was altered", async () => {
    const store = createMemoryCredentialStore();
    const { vault } = await aVault({ store });
    await keep(vault, API_KEY, "mine");
    const row = store.keys.get(OWNER);
    if (!row) throw new Error("it was made");

    for (const box of everyByteOf(row.box)) {
      store.keys.set(OWNER, { ...row, box });
      vault.forget(OWNER);
      await expect(read(vault, API_KEY)).rejects.toThrow(VaultError);
    }

    store.keys.set(OWNER, row);
    expect(await read(vault, API_KEY)).toBe("mine");
  });

  it("does not open when any byte of a state's was altered", async () => {
    const { vault } = await aVault();
    const box = await vault.sealState(OWNER, "here", Buffer.from("state"));

    const opened = await Promise.all(
      everyByteOf(box).map((altered) => vault.openState(OWNER, "here", altered)),
    );

    expect(opened.every((plain) => plain === null)).toBe(true);
  });

  it("does not stand in for another: a data key under another vault key's name, or as a canary", async () => {
    const store = createMemoryCredentialStore();
    const { vault } = await aVault({ store, ring: aRing("k2", "k1") });
    await keep(vault, API_KEY, "mine");
    const row = store.keys.get(OWNER);
    if (!row) throw new Error("it was made");

    store.keys.set(OWNER, { ...row, keyId: "k1" });
    vault.forget(OWNER);
    await expect(read(vault, API_KEY)).rejects.toThrow(VaultError);
    store.keys.set(OWNER, row);
    store.canaries.set("k2", row.box);

    await expect(aVault({ store, ring: aRing("k2", "k1") })).rejects.toThrow(ConfigError);
  });

  it("stops the start when any byte of a canary was altered", async () => {
    const store = createMemoryCredentialStore();
    await aVault({ store });
    const canary = store.canaries.get("k1");
    if (!Buffer.isBuffer(canary)) throw new Error("it was left");

    for (const box of everyByteOf(canary)) {
      store.canaries.set("k1", box);
      await expect(aVault({ store })).rejects.toThrow(ConfigError);
    }
  });
});

describe("the vault key", () => {
  it("is known again after a restart", async () => {
    const store = createMemoryCredentialStore();
    const { vault } = await aVault({ store });
    await keep(vault, API_KEY, "mine");

    const { vault: restarted } = await aVault({ store });

    expect(await read(restarted, API_KEY)).toBe("mine");
    expect([...store.canaries.keys()]).toEqual(["k1"]);
  });

  it("stops the start when another key goes by its id", async () => {
    const store = createMemoryCredentialStore();
    await aVault({ store, ring: aRing("k1") });
    const other = Buffer.from("another key of thirty-two bytes!").toString("base64");

    const started = aVault({ store, ring: parseKeyRing(`k1:${other}`, "VAULT_KEY_FILE") });

    await expect(started).rejects.toThrow(ConfigError);
    await expect(started).rejects.toMatchObject({ setting: "VAULT_KEY_FILE" });
  });

  it("stops the start when data is sealed under a key that is gone, and names its id", async () => {
    const store = createMemoryCredentialStore();
    const { vault } = await aVault({ store, ring: aRing("k1") });
    await keep(vault, API_KEY, "mine");

    const started = aVault({ store, ring: aRing("k2") });

    await expect(started).rejects.toMatchObject({
      name: "ConfigError",
      message: expect.stringContaining("k1") as string,
    });
    expect([...store.canaries.keys()], "a refused start leaves nothing behind").toEqual(["k1"]);
  });

  it("may be dropped when nothing is sealed under it", async () => {
    const store = createMemoryCredentialStore();
    await aVault({ store, ring: aRing("k1") });

    await expect(aVault({ store, ring: aRing("k2") })).resolves.toBeDefined();
  });

  it("opens old data when it is second in the ring, and seals new data under the first", async () => {
    const store = createMemoryCredentialStore();
    const { vault } = await aVault({ store, ring: aRing("k1") });
    await keep(vault, API_KEY, "old");

    const { vault: rotated } = await aVault({ store, ring: aRing("k2", "k1") });
    await keep(rotated, { ...API_KEY, ownerId: 1002 }, "new");

    expect(await read(rotated, API_KEY)).toBe("old");
    expect(store.keys.get(OWNER)?.keyId).toBe("k1");
    expect(store.keys.get(1002)?.keyId).toBe("k2");
  });

  it("is missed by name when a vault that was not unlocked meets data it cannot open", async () => {
    const store = createMemoryCredentialStore();
    const { vault, now } = await aVault({ store, ring: aRing("k1") });
    await keep(vault, API_KEY, "mine");
    const clock = { now: () => now, elapsedMs: () => 0, after: () => () => undefined };

    const careless = createVault({ ring: aRing("k2"), store, clock });

    await expect(read(careless, API_KEY)).rejects.toThrow(/k1/);
  });
});
