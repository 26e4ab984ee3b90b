import { describe, expect, it } from "vitest";
import { VaultError } from "../../src/domain/errors.ts";
import type { SlotAddress } from "../../src/vault/credential-store.ts";
import { aVault, keep, read } from "../support/a-vault.ts";
import { createMemoryCredentialStore, slotKey } from "../support/memory-credential-store.ts";

const OWNER = 1001;
const API_KEY: SlotAddress = { ownerId: OWNER, provider: "swarms", kind: "api-key" };

describe("sealed state", () => {
  it("opens to what went in, under its owner and label, also after a restart", async () => {
    const store = createMemoryCredentialStore();
    const { vault } = await aVault({ store });
    const box = await vault.sealState(OWNER, "conversation", Buffer.from('{"step":1}'));

    const { vault: restarted } = await aVault({ store });

    const plain = await restarted.openState(OWNER, "conversation", box);
    expect(plain?.toString()).toBe('{"step":1}');
    expect(box.toString("latin1")).not.toContain("step");
  });

  it("is null for another label, another owner, an altered box and something else", async () => {
    const { vault } = await aVault();
    const box = await vault.sealState(OWNER, "conversation", Buffer.from("state"));
    await vault.sealState(1002, "conversation", Buffer.from("theirs"));
    const altered = Buffer.from(box);
    altered.writeUInt8(altered.readUInt8(30) ^ 1, 30);

    expect(await vault.openState(OWNER, "other", box)).toBeNull();
    expect(await vault.openState(1002, "conversation", box)).toBeNull();
    expect(await vault.openState(9999, "conversation", box)).toBeNull();
    expect(await vault.openState(OWNER, "conversation", altered)).toBeNull();
    expect(await vault.openState(OWNER, "conversation", Buffer.from("{}"))).toBeNull();
  });

  it("never opens as a secret, nor a secret as state", async () => {
    const { vault, store } = await aVault();
    await keep(vault, API_KEY, "mine");
    const row = store.rows.get(slotKey(API_KEY));
    if (!row) throw new Error("it was sealed");

    expect(await vault.openState(OWNER, "swarms", row.box)).toBeNull();
    const box = await vault.sealState(OWNER, "swarms", Buffer.from("state"));
    store.rows.set(slotKey(API_KEY), { ...row, box });
    await expect(read(vault, API_KEY)).rejects.toThrow(VaultError);
  });

  it("reads the data key once, and lets a store that fails be seen", async () => {
    const store = createMemoryCredentialStore();
    const { vault } = await aVault({ store });
    const box = await vault.sealState(OWNER, "conversation", Buffer.from("state"));

    store.failNext("dataKey");
    expect(await vault.openState(OWNER, "conversation", box)).toEqual(Buffer.from("state"));
    vault.forget(OWNER);

    await expect(vault.openState(OWNER, "conversation", box)).rejects.toThrow("dataKey failed");
  });

  it("is lost for good once the data key was destroyed and forgotten", async () => {
    const { vault, store } = await aVault();
    const box = await vault.sealState(OWNER, "conversation", Buffer.from("state"));

    store.keys.delete(OWNER);
    vault.forget(OWNER);
    await keep(vault, API_KEY, "starting over");

    expect(await vault.openState(OWNER, "conversation", box)).toBeNull();
    expect(await read(vault, API_KEY)).toBe("starting over");
  });

  it("seals a secret under the stored key even when another process destroyed the old one", async () => {
    const store = createMemoryCredentialStore();
    const { vault } = await aVault({ store });
    await keep(vault, API_KEY, "before");

    store.keys.delete(OWNER);
    await keep(vault, API_KEY, "after");

    const { vault: restarted } = await aVault({ store });
    expect(await read(restarted, API_KEY)).toBe("after");
  });
});
