import { describe, expect, it } from "vitest";
import type { SecretForm } from "../../src/domain/credential.ts";
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

  it("of a session is good for a month", async () => {
    const secret = checkSecret("jwt", await sampleKey("jwt", START), START);

    expect(secret.expiresAt).toBe(START + 30 * 24 * 3_600_000);
  });
});
