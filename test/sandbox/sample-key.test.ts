import { describe, expect, it } from "vitest";
import type { SecretForm } from "../../src/domain/credential.ts";
import { readJwt } from "../../src/sandbox/providers/jwt.ts";
import { walletOf } from "../../src/sandbox/providers/swarms/wallet-key.ts";
import { sampleKey } from "../../src/sandbox/sample-key.ts";
import { checkSecret } from "../../src/vault/secret-forms.ts";
import { START } from "../support/a-clock.ts";

const FORMS: Readonly<Record<SecretForm, true>> = {
  ...{ jwt: true, "sealed-key": true, "api-key": true, ed25519: true },
  ...{ "wallet-amounts": true, "wallet-amount-delays": true, opaque: true },
};

describe("a made-up key", () => {
  it.each(Object.keys(FORMS) as SecretForm[])("has the form of a real one: %s", async (form) => {
    const typed = await sampleKey(form, START);

    const secret = checkSecret(form, Buffer.from(typed), START);

    expect(secret.address !== null).toBe(form === "ed25519");
    expect(await sampleKey(form, START)).not.toEqual(typed);
  });

  it("is taken by the played providers", async () => {
    const [session, wallet] = await Promise.all([
      sampleKey("jwt", START),
      sampleKey("ed25519", START),
    ]);

    expect(readJwt(session.toString())?.sub).toMatch(/^sandbox-/);
    expect(await walletOf(wallet.toString())).toMatch(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/);
  });

  it("of a session is good for a month", async () => {
    const secret = checkSecret("jwt", await sampleKey("jwt", START), START);

    expect(secret.expiresAt).toBe(START + 30 * 24 * 3_600_000);
  });
});
