import { describe, expect, it } from "vitest";
import type { SlotAddress } from "../../src/vault/credential-store.ts";
import { aVault, keep, read } from "../support/a-vault.ts";

const OWNER = 1001;
const API_KEY: SlotAddress = { ownerId: OWNER, provider: "swarms", kind: "api-key" };
const SOLANA_KEY: SlotAddress = { ownerId: OWNER, provider: "j7tracker", kind: "solana-key" };

describe("opening", () => {
  it("wipes the bytes when the work is done", async () => {
    const { vault } = await aVault();
    await keep(vault, API_KEY, "secret words");

    const kept = await vault
      .credentialOf(OWNER, "swarms", null)
      .open("api-key", async (secret) => secret.expose());

    expect(kept).toHaveLength(12);
    expect(kept.every((byte) => byte === 0)).toBe(true);
  });

  it.each([
    ["rejects", () => Promise.reject(new Error("work failed"))],
    [
      "throws",
      () => {
        throw new Error("work failed");
      },
    ],
  ])("wipes the bytes when the work %s", async (_how, fail) => {
    const { vault } = await aVault();
    await keep(vault, API_KEY, "secret words");
    let kept: Buffer = Buffer.alloc(0);

    const opened = vault.credentialOf(OWNER, "swarms", null).open("api-key", (secret) => {
      kept = secret.expose();
      return fail();
    });

    await expect(opened).rejects.toThrow("work failed");
    expect(kept).toHaveLength(12);
    expect(kept.every((byte) => byte === 0)).toBe(true);
  });

  it("records the use before the secret is handed out", async () => {
    const { vault, store, now } = await aVault();
    await keep(vault, API_KEY, "secret words");

    const seen = await vault
      .credentialOf(OWNER, "swarms", "launch1")
      .open("api-key", async () => [...store.recordedUses]);

    expect(seen).toMatchObject([{ ...API_KEY, version: 1, launchId: "launch1", at: now }]);
    expect(await vault.uses(OWNER, 10)).toEqual(seen);
    expect(await vault.list(OWNER)).toMatchObject([{ lastUsedAt: now }]);
  });

  it("hands nothing out when the use cannot be recorded", async () => {
    const { vault, store } = await aVault();
    await keep(vault, API_KEY, "secret words");
    store.failNext("recordUse");
    let handedOut = false;

    const opened = vault.credentialOf(OWNER, "swarms", null).open("api-key", async () => {
      handedOut = true;
    });

    await expect(opened).rejects.toThrow("recordUse failed");
    expect(handedOut).toBe(false);
  });

  it("takes a use as written down that was, for one opening of that very version", async () => {
    const { vault, store } = await aVault();
    await keep(vault, API_KEY, "secret words");
    const recorded = new Map([["api-key", 1]] as const);
    const credential = vault.credentialOf(OWNER, "swarms", "launch1", recorded);
    const times: number[] = [];

    for (let opened = 0; opened < 2; opened += 1) {
      await credential.open("api-key", async () => times.push(store.recordedUses.length));
    }
    await keep(vault, API_KEY, "other words");
    await vault
      .credentialOf(OWNER, "swarms", "launch2", recorded)
      .open("api-key", async () => times.push(store.recordedUses.length));

    expect(times).toEqual([0, 1, 2]);
    expect(store.recordedUses).toMatchObject([
      { launchId: "launch1", version: 1 },
      { launchId: "launch2", version: 2 },
    ]);
  });

  it("says which credential is missing", async () => {
    const { vault } = await aVault();

    await expect(read(vault, API_KEY)).rejects.toMatchObject({
      problem: { code: "credential-missing", kind: "api-key" },
    });
  });

  it("gives each of two calls at once its own bytes", async () => {
    const { vault } = await aVault();
    await keep(vault, API_KEY, "secret words");
    const credential = vault.credentialOf(OWNER, "swarms", null);
    const { promise: firstIsDone, resolve: endFirst } = Promise.withResolvers<undefined>();

    const slow = credential.open("api-key", async (secret) => {
      await firstIsDone;
      return secret.expose().toString();
    });
    await credential.open("api-key", async () => undefined);
    endFirst(undefined);

    expect(await slow).toBe("secret words");
  });

  it("cannot be printed on the way", async () => {
    const { vault } = await aVault();
    await keep(vault, API_KEY, "secret words");

    const printed = await vault
      .credentialOf(OWNER, "swarms", null)
      .open("api-key", async (secret) => `${String(secret)} ${JSON.stringify({ secret })}`);

    expect(printed).toBe('[secret] {"secret":"[secret]"}');
  });
});

describe("a refused credential", () => {
  it("is marked until it is replaced", async () => {
    const { vault, now } = await aVault();
    await keep(vault, SOLANA_KEY, "one");
    const credential = vault.credentialOf(OWNER, "j7tracker", null);

    await credential.markRefused("solana-key");

    expect(await vault.list(OWNER)).toMatchObject([{ refusedAt: now }]);
    await keep(vault, SOLANA_KEY, "two");
    expect(await vault.list(OWNER)).toMatchObject([{ refusedAt: null }]);
  });

  it("does not mark the one that replaced it while the provider was answering", async () => {
    const { vault } = await aVault();
    await keep(vault, SOLANA_KEY, "one");
    const credential = vault.credentialOf(OWNER, "j7tracker", null);

    await credential.open("solana-key", async () => keep(vault, SOLANA_KEY, "two"));
    await credential.markRefused("solana-key");

    expect(await vault.list(OWNER)).toMatchObject([{ version: 2, refusedAt: null }]);
  });
});
