import { randomBytes } from "node:crypto";
import { base58 } from "@scure/base";
import { describe, expect, it } from "vitest";
import type { SecretForm } from "../../src/domain/credential.ts";
import { InputError } from "../../src/domain/errors.ts";
import type { Problem } from "../../src/domain/problem.ts";
import { checkSecret } from "../../src/vault/secret-forms.ts";
import { generate } from "../../src/vault/wallet.ts";

const NOW = Date.UTC(2026, 0, 15);
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const aJwt = (payload: object) => `${part({ alg: "HS256" })}.${part(payload)}.c2lnbmF0dXJl`;

const WALLET = generate();
const RAW_KEYS = [
  ["base58", base58.encode(WALLET)],
  ["a JSON array", JSON.stringify([...WALLET])],
  ["base64", WALLET.toString("base64")],
] as const;
const HEX = "ab".repeat(32);
const SEED = "legal winner thank year wave sausage worth useful legal winner thank yellow";
const SEALED = "U2VhbGVkIGJ5IHRoZSBwcm92aWRlcg+/=";

const check = (form: SecretForm, typed: string) => checkSecret(form, Buffer.from(typed), NOW);
const kept = (form: SecretForm, typed: string) => check(form, typed).bytes.toString();

function problemOf(form: SecretForm, typed: string): Problem {
  try {
    check(form, typed);
  } catch (error) {
    if (error instanceof InputError) return error.problem;
    throw error;
  }
  throw new Error("it was taken");
}

describe("any secret", () => {
  it.each([
    ["white space", `  ${SEALED}\r\n`],
    ["double quotes", `"${SEALED}"`],
    ["curly quotes", `“${SEALED}”`],
    ["backticks and a marker nobody sees", `\uFEFF\`${SEALED}\`\u200B`],
  ])("is kept without %s around it", (_what, typed) => {
    expect(kept("sealed-key", typed)).toBe(SEALED);
  });

  it.each<SecretForm>(["jwt", "sealed-key", "api-key", "ed25519", "wallet-amounts", "opaque"])(
    "is refused as %s when it is empty or endless",
    (form) => {
      expect(problemOf(form, ' "" ')).toEqual({
        code: "secret-form",
        expected: form,
        looksLike: "empty",
      });
      expect(problemOf(form, "a".repeat(16 * 1024 + 1))).toMatchObject({ looksLike: "text" });
    },
  );
});

describe("a JWT", () => {
  it("tells when it ends", () => {
    const jwt = aJwt({ sub: "user", exp: NOW / 1000 + 900 });

    expect(check("jwt", jwt)).toEqual({
      bytes: Buffer.from(jwt),
      address: null,
      expiresAt: NOW + 900_000,
    });
  });

  it.each([
    ["says nothing of its end", {}],
    ["says it in words", { exp: "tomorrow" }],
  ])("is taken when it %s", (_what, payload) => {
    expect(check("jwt", aJwt(payload)).expiresAt).toBeNull();
  });

  it("is kept without the word Bearer", () => {
    expect(kept("jwt", `Bearer ${aJwt({})}`)).toBe(aJwt({}));
  });

  it("is refused when it is over, to the millisecond", () => {
    expect(problemOf("jwt", aJwt({ exp: NOW / 1000 }))).toEqual({
      code: "secret-expired",
      expiredAt: NOW,
    });
    expect(check("jwt", aJwt({ exp: NOW / 1000 + 0.001 })).expiresAt).toBe(NOW + 1);
  });

  it.each([
    ["two parts", `${part({})}.${part({})}`],
    ["four parts", `${aJwt({})}.x`],
    ["an empty signature", `${part({ alg: "none" })}.${part({})}.`],
    ["a payload that is no JSON", `${part({})}.bm8.c2ln`],
    ["a payload that is a list", `${part({})}.${part([])}.c2ln`],
    ["a host name", "www.example.com"],
  ])("is not %s", (_what, typed) => {
    expect(problemOf("jwt", typed)).toMatchObject({ code: "secret-form", looksLike: "text" });
  });

  it("is not a wallet's key, and the answer says what it is", () => {
    for (const [, key] of RAW_KEYS) {
      expect(problemOf("jwt", key)).toMatchObject({ looksLike: "ed25519" });
    }
  });
});

describe("a sealed key", () => {
  it.each([SEALED, "deadbeef", "enc:v1:aa/bb", "e".repeat(66), "5".repeat(40), "k"])(
    "may look like %s",
    (typed) => {
      expect(kept("sealed-key", typed)).toBe(typed);
    },
  );

  it("may be 64 bytes of base64 that are no wallet: a sealed key with its iv and tag", () => {
    const typed = randomBytes(64).toString("base64");

    expect(kept("sealed-key", typed)).toBe(typed);
  });

  it.each([
    ...RAW_KEYS.map(([name, key]) => [`a raw key in ${name}`, key, "ed25519"] as const),
    ["64 mistyped bytes of base58", base58.encode(randomBytes(64)), "ed25519"],
    ["an EVM key", `0x${HEX}`, "evm-private-key"],
    ["an EVM key without 0x", HEX, "evm-private-key"],
    ["a seed phrase", SEED, "seed-phrase"],
    ["a JWT", aJwt({}), "jwt"],
    ["a Solana address", base58.encode(WALLET.subarray(32)), "address"],
    ["an EVM address", `0x${"12".repeat(20)}`, "address"],
    ["two words", "two words", "text"],
    ["a list", "one,two", "text"],
    ["letters beyond ASCII", "ключ", "text"],
  ] as const)("is never %s", (_what, typed, looksLike) => {
    const problem = problemOf("sealed-key", typed);

    expect(problem).toEqual({ code: "secret-form", expected: "sealed-key", looksLike });
    expect(JSON.stringify(problem)).not.toContain(typed);
  });
});

describe("an API key", () => {
  it.each(["sk-0123456789abcdef", HEX, "a1b2-c3d4.e5"])("may look like %s", (typed) => {
    expect(kept("api-key", typed)).toBe(typed);
  });

  it.each([
    ...RAW_KEYS.map(([name, key]) => [`a raw key in ${name}`, key] as const),
    ["an EVM key", `0x${HEX}`],
    ["a JWT", aJwt({})],
    ["a seed phrase", SEED],
    ["two words", "my key"],
  ] as const)("is never %s", (_what, typed) => {
    expect(problemOf("api-key", typed)).toMatchObject({ code: "secret-form", expected: "api-key" });
  });
});

describe("a wallet key", () => {
  it.each(RAW_KEYS)("is kept as 64 bytes when it comes as %s", (_name, typed) => {
    expect(check("ed25519", ` "${typed}" `)).toEqual({
      bytes: WALLET,
      address: base58.encode(WALLET.subarray(32)),
      expiresAt: null,
    });
  });

  it.each([
    ["a seed phrase", SEED, "seed-phrase"],
    ["an EVM key", HEX, "evm-private-key"],
    ["the address alone", base58.encode(WALLET.subarray(32)), "address"],
    ["a JWT", aJwt({}), "jwt"],
    ["a list that was cut", JSON.stringify([...WALLET]).slice(0, -5), "text"],
  ] as const)("is not %s", (_what, typed, looksLike) => {
    expect(problemOf("ed25519", typed)).toEqual({
      code: "secret-form",
      expected: "ed25519",
      looksLike,
    });
  });

  it("is refused when one letter is wrong", () => {
    expect(problemOf("ed25519", base58.encode(randomBytes(64)))).toEqual({
      code: "wallet-halves-differ",
    });
  });
});

describe("a list of wallets", () => {
  it.each<readonly [SecretForm, string, string]>([
    ["wallet-amounts", "keyA:0.5", "keyA:0.5"],
    ["wallet-amounts", " keyA:0.5 , keyB:1\n", "keyA:0.5,keyB:1"],
    ["wallet-amounts", "enc:v1:abc:2", "enc:v1:abc:2"],
    ["wallet-amount-delays", "keyA:0.5:100, keyB:1:0", "keyA:0.5:100,keyB:1:0"],
  ])("as %s may be %s", (form, typed, expected) => {
    expect(kept(form, typed)).toBe(expected);
  });

  it.each<readonly [SecretForm, string]>([
    ["wallet-amounts", "keyA"],
    ["wallet-amounts", ":0.5"],
    ["wallet-amounts", "keyA:0.5,"],
    ["wallet-amounts", "keyA:0.5,,keyB:1"],
    ["wallet-amounts", "keyA:.5"],
    ["wallet-amounts", "keyA:0,5"],
    ["wallet-amounts", "keyA:-1"],
    ["wallet-amounts", "keyA:1e3"],
    ["wallet-amounts", "key A:1"],
    ["wallet-amount-delays", "keyA:0.5"],
    ["wallet-amount-delays", "keyA:0.5:1.5"],
    ["wallet-amount-delays", ":0.5:100"],
  ])("as %s is not %s", (form, typed) => {
    expect(problemOf(form, typed)).toMatchObject({ code: "secret-form", expected: form });
  });

  it("takes no raw key for a sealed one", () => {
    expect(problemOf("wallet-amounts", `keyA:1,${base58.encode(WALLET)}:0.5`)).toMatchObject({
      looksLike: "ed25519",
    });
  });
});

describe("a secret of unknown form", () => {
  it("is any one line", () => {
    expect(kept("opaque", "keyA:50:100 keyB")).toBe("keyA:50:100 keyB");
    expect(problemOf("opaque", "two\nlines")).toMatchObject({ code: "secret-form" });
  });
});
