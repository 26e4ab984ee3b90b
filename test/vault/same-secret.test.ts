import { expect, it } from "vitest";
import { Secret } from "../../src/domain/secret.ts";
import { sameSecret } from "../../src/vault/same-secret.ts";

const SECRET = "aB3_-".repeat(6);
const secret = new Secret(Buffer.from(SECRET));

it("knows the secret", () => {
  expect(sameSecret(secret, SECRET)).toBe(true);
});

it.each([
  "",
  "a",
  SECRET.slice(0, -1),
  `${SECRET}a`,
  `${SECRET}\0`,
  SECRET.toLowerCase(),
  ` ${SECRET}`,
  "🌿".repeat(30),
  "a".repeat(100_000),
])("takes nothing else for it, and no length is an error: %#", (given) => {
  expect(sameSecret(secret, given)).toBe(false);
});
