import { beforeEach, describe, expect, it } from "vitest";
import type { BotStore } from "../../src/bot/bot-store.ts";
import type { IntakeLink, IntakeLinkStore } from "../../src/bot/intake-link-store.ts";
import { InputError } from "../../src/domain/errors.ts";
import type { CredentialStore, SealedCredential } from "../../src/vault/credential-store.ts";
import { START } from "../support/a-clock.ts";
import { OWNER } from "../support/a-launch.ts";

const SLOT = { provider: "swarms", kind: "api-key" } as const;

const aLinkRow = (part: Partial<IntakeLink> = {}): IntakeLink => ({
  hash: "a".repeat(64),
  userId: OWNER,
  ...SLOT,
  expiresAt: START + 60_000,
  ...part,
});

const aKey = (part: Partial<SealedCredential> = {}): SealedCredential => ({
  ownerId: OWNER,
  ...SLOT,
  ...{ fingerprint: "0a1b2c3d", address: null, expiresAt: null, version: 1 },
  ...{ createdAt: START, lastUsedAt: null, refusedAt: null, box: Buffer.of(1) },
  ...part,
});

/** What every {@link IntakeLinkStore} and the keys that come through its links keep to. */
export function intakeLinkStoreContract(
  name: string,
  make: () => Promise<{
    readonly intakeLinks: IntakeLinkStore;
    readonly credentials: CredentialStore;
    readonly bot: BotStore;
  }>,
): void {
  describe(`intake link store: ${name}`, () => {
    let links: IntakeLinkStore;
    let credentials: CredentialStore;
    let bot: BotStore;
    const link = aLinkRow();
    beforeEach(async () => {
      ({ intakeLinks: links, credentials, bot } = await make());
      await links.open(link);
    });

    const refusal = async (storing: Promise<unknown>) => {
      const error: unknown = await storing.then(
        () => null,
        (thrown: unknown) => thrown,
      );
      return error instanceof InputError ? error.problem.code : error;
    };

    it("finds a link by its hash and by its person until its time is over", async () => {
      const { hash, expiresAt } = link;

      expect(await links.byHash(hash, expiresAt - 1)).toEqual(link);
      expect(await links.ofUser(OWNER, expiresAt - 1)).toEqual(link);
      expect(await links.byHash(hash, expiresAt)).toBeNull();
      expect(await links.ofUser(OWNER, expiresAt)).toBeNull();
      expect(await links.byHash("b".repeat(64), START)).toBeNull();
      expect(await links.ofUser(OWNER + 1, START)).toBeNull();
    });

    it("voids what was open when another is opened, for this person alone", async () => {
      const other = aLinkRow({ hash: "b".repeat(64), userId: OWNER + 1 });
      const newer = aLinkRow({ hash: "c".repeat(64), provider: "j7tracker", kind: "session-jwt" });
      await links.open(other);

      await links.open(newer);

      expect(await links.byHash(link.hash, START)).toBeNull();
      expect(await links.ofUser(OWNER, START)).toEqual(newer);
      expect(await links.byHash(other.hash, START)).toEqual(other);
    });

    it("voids what was open when it is closed", async () => {
      await links.close(OWNER);

      expect(await links.byHash(link.hash, START)).toBeNull();
      expect(await refusal(credentials.put(aKey(), link.hash))).toBe("intake-closed");
    });

    it("is used up by the key that is stored through it, and by no second one", async () => {
      expect(await credentials.put(aKey(), link.hash)).toBe(true);

      expect(await links.byHash(link.hash, START)).toBeNull();
      const second = aKey({ version: 2, fingerprint: "ffffffff" });
      expect(await refusal(credentials.put(second, link.hash))).toBe("intake-closed");
      expect(await credentials.get(aKey())).toEqual(aKey());
    });

    it("stores one of two keys that come through it at once", async () => {
      const puts = [1, 2].map((version) => credentials.put(aKey({ version }), link.hash));

      const ends = await Promise.allSettled(puts);

      expect(ends.filter((end) => end.status === "fulfilled" && end.value)).toHaveLength(1);
      expect(await credentials.get(aKey())).toEqual(aKey());
    });

    it("stays good when the slot was changed by somebody else meanwhile", async () => {
      expect(await credentials.put(aKey({ version: 5 }), link.hash)).toBe(false);

      expect(await links.byHash(link.hash, START)).toEqual(link);
    });

    it.each([
      ["somebody else", { ownerId: OWNER + 1 }],
      ["another provider", { provider: "j7tracker" }],
      ["another slot", { kind: "wallet-key" }],
      ["a moment too late", { createdAt: link.expiresAt }],
    ] as const)("is not good for %s, and nothing is stored", async (_, part) => {
      const key = aKey(part);

      expect(await refusal(credentials.put(key, link.hash))).toBe("intake-closed");

      expect(await credentials.get(key)).toBeNull();
      expect(await links.byHash(link.hash, START)).toEqual(link);
    });

    it("takes the expectation of the same key with it, and of no other", async () => {
      const pending = { userId: OWNER, expiresAt: START + 1, promptMessageId: 1 };
      await bot.expectSecret({ ...pending, provider: "swarms", kind: "wallet-key" });
      await credentials.put(aKey(), link.hash);
      expect(await bot.expectedSecret(OWNER)).not.toBeNull();
      await links.open(link);
      await bot.expectSecret({ ...pending, ...SLOT });

      await credentials.put(aKey({ version: 2 }), link.hash);

      expect(await bot.expectedSecret(OWNER)).toBeNull();
    });
  });
}
