import { base58 } from "@scure/base";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SlotAddress } from "../../src/vault/credential-store.ts";
import { generate } from "../../src/vault/wallet.ts";
import { aVault, keep, read } from "../support/a-vault.ts";
import { slotKey } from "../support/memory-credential-store.ts";

const OWNER = 1001;
const API_KEY: SlotAddress = { ownerId: OWNER, provider: "swarms", kind: "api-key" };
const WALLET: SlotAddress = { ownerId: OWNER, provider: "blowfish", kind: "sign-in-wallet" };

describe("sealing", () => {
  it("gives back what went in, for any line of text", async () => {
    const { vault } = await aVault();

    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", minLength: 1 }), async (text) => {
        const line = `<${text.replace(/[\p{Cc}\u2028\u2029]/gu, "")}>`;
        await keep(vault, API_KEY, line);
        expect(await read(vault, API_KEY)).toBe(line);
      }),
    );
  });

  it("wipes what was typed, also when it is refused", async () => {
    const { vault } = await aVault();
    const good = Buffer.from("sk-0123456789abcdef0123");
    const bad = Buffer.from("two words");

    await vault.seal(API_KEY, "api-key", good);
    const refused = vault.seal(API_KEY, "api-key", bad);

    await expect(refused).rejects.toMatchObject({ problem: { code: "secret-form" } });
    expect(good.every((byte) => byte === 0)).toBe(true);
    expect(bad.every((byte) => byte === 0)).toBe(true);
  });

  it("keeps nothing readable and tells only what may be shown", async () => {
    const { vault, store, now } = await aVault();

    const info = await vault.seal(API_KEY, "api-key", Buffer.from("sk-0123456789abcdef0123"));

    expect(info).toEqual({
      provider: "swarms",
      kind: "api-key",
      fingerprint: expect.stringMatching(/^[0-9a-f]{8}$/) as string,
      address: null,
      expiresAt: null,
      version: 1,
      createdAt: now,
      lastUsedAt: null,
      refusedAt: null,
    });
    expect(await vault.list(OWNER)).toEqual([info]);
    expect(store.rows.get(slotKey(API_KEY))?.box.toString("latin1")).not.toContain("0123456789");
  });

  it("counts versions up and shows by the fingerprint whether it is the same secret", async () => {
    const { vault } = await aVault();

    const first = await keep(vault, API_KEY, "one");
    const second = await keep(vault, API_KEY, "two");
    const third = await keep(vault, API_KEY, "one");

    expect([first.version, second.version, third.version]).toEqual([1, 2, 3]);
    expect(second.fingerprint).not.toBe(first.fingerprint);
    expect(third.fingerprint).toBe(first.fingerprint);
    expect(await read(vault, API_KEY)).toBe("one");
  });

  it("gives owners fingerprints of their own: equal secrets are not seen to be equal", async () => {
    const { vault } = await aVault();

    const mine = await keep(vault, API_KEY, "the same");
    const theirs = await keep(vault, { ...API_KEY, ownerId: 1002 }, "the same");

    expect(theirs.fingerprint).not.toBe(mine.fingerprint);
  });

  it("lets both of two secrets through that are sealed at once, one after the other", async () => {
    const { vault, store } = await aVault();

    const infos = await Promise.all([keep(vault, API_KEY, "one"), keep(vault, WALLET, "two")]);
    const same = await Promise.all([keep(vault, API_KEY, "three"), keep(vault, API_KEY, "four")]);

    expect(infos.map((info) => info.version)).toEqual([1, 1]);
    expect(same.map((info) => info.version).toSorted()).toEqual([2, 3]);
    expect(store.keys.size).toBe(1);
    expect(["three", "four"]).toContain(await read(vault, API_KEY));
    expect(await read(vault, WALLET)).toBe("two");
  });

  it("keeps a wallet as its 64 bytes and shows its address without opening it", async () => {
    const { vault, store } = await aVault();
    const key = generate();

    const info = await vault.seal(WALLET, "ed25519", Buffer.from(base58.encode(key)));

    const credential = vault.credentialOf(OWNER, "blowfish", null);
    expect(info.address).toBe(base58.encode(key.subarray(32)));
    expect(await credential.address("sign-in-wallet")).toBe(info.address);
    expect(await credential.address("wallet-key")).toBeNull();
    expect(store.recordedUses).toEqual([]);
    await credential.open("sign-in-wallet", async (secret) => {
      expect(secret.expose().equals(key)).toBe(true);
    });
  });
});

describe("a wallet made by the bot", () => {
  it("opens to 64 bytes whose public half is the address that was shown", async () => {
    const { vault } = await aVault();

    const info = await vault.makeWallet(WALLET);

    const address = await vault
      .credentialOf(OWNER, "blowfish", null)
      .open("sign-in-wallet", async (secret) => base58.encode(secret.expose().subarray(32)));
    expect(info).toMatchObject({ kind: "sign-in-wallet", version: 1, address });
  });

  it("is never replaced by a second tap, since somebody may have paid to it", async () => {
    const { vault } = await aVault();

    const [first, second] = await Promise.all([vault.makeWallet(WALLET), vault.makeWallet(WALLET)]);
    const third = await vault.makeWallet(WALLET);

    expect(second).toEqual(first);
    expect(third).toEqual(first);
  });

  it("is another one after the first was removed", async () => {
    const { vault } = await aVault();
    const first = await vault.makeWallet(WALLET);

    await vault.remove(WALLET);
    const second = await vault.makeWallet(WALLET);

    expect(second.address).not.toBe(first.address);
  });
});
