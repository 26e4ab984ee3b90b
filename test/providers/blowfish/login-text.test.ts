import { expect, it } from "vitest";
import { loginText } from "../../../src/providers/blowfish/login-text.ts";

const nonce = Buffer.alloc(32, 1).toString("base64");

it("puts the documented words before the nonce", () => {
  expect(loginText("prefixed", nonce)?.toString()).toBe(
    `Sign this message to authenticate: ${nonce}`,
  );
});

it("takes a bare nonce only as base64 of exactly 32 bytes, since anything else could be a transaction", () => {
  const transaction = Buffer.alloc(180, 1).toString("base64");
  const odd = [
    "",
    "nonce",
    Buffer.alloc(31).toString("base64"),
    transaction,
    `${nonce} `,
    nonce.slice(0, -1),
  ];

  expect(loginText("bare", nonce)?.toString()).toBe(nonce);
  expect(odd.map((one) => loginText("bare", one))).toEqual(odd.map(() => null));
});

it("signs no novel, not even behind the prefix", () => {
  expect(loginText("prefixed", "x".repeat(257))).toBeNull();
});
