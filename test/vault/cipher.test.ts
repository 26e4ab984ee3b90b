import { createSecretKey, randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VaultError } from "../../src/domain/errors.ts";
import { associated, fingerprint, open, seal } from "../../src/vault/cipher.ts";

const aKey = () => createSecretKey(randomBytes(32));
const about = associated("secret", 7, "swarms", "api-key", 1);

describe("a sealed box", () => {
  it("opens to what went in, for any bytes and any subject", () => {
    const key = aKey();

    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 2000 }),
        fc.array(fc.oneof(fc.string(), fc.integer()), { maxLength: 5 }),
        (bytes, parts) => {
          const plain = Buffer.from(bytes);
          const subject = associated("secret", ...parts);

          expect(open(key, subject, seal(key, subject, plain)).equals(plain)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("is 45 bytes longer than what is in it: version, salt, iv and tag", () => {
    expect(seal(aKey(), about, Buffer.alloc(10))).toHaveLength(10 + 45);
  });

  it("never looks the same twice", () => {
    const key = aKey();

    const boxes = [1, 2, 3].map(() => seal(key, about, Buffer.from("same")).toString("hex"));

    expect(new Set(boxes).size).toBe(3);
  });

  it("does not open when any single bit of it was turned", () => {
    const key = aKey();
    const box = seal(key, about, Buffer.from("secret words"));

    for (let at = 0; at < box.length * 8; at++) {
      const altered = Buffer.from(box);
      altered.writeUInt8(altered.readUInt8(at >> 3) ^ (1 << (at & 7)), at >> 3);
      expect(() => open(key, about, altered), `bit ${at}`).toThrow(VaultError);
    }
  });

  it("does not open when it was cut or made longer", () => {
    const key = aKey();
    const box = seal(key, about, Buffer.from("secret words"));

    for (let length = 0; length < box.length; length++) {
      expect(() => open(key, about, box.subarray(0, length))).toThrow(VaultError);
    }
    expect(() => open(key, about, Buffer.concat([box, Buffer.of(0)]))).toThrow(VaultError);
  });

  it("does not open under another key or about another subject", () => {
    const key = aKey();
    const box = seal(key, about, Buffer.from("secret words"));

    expect(() => open(aKey(), about, box)).toThrow(VaultError);
    expect(() => open(key, associated("state", 7, "swarms", "api-key", 1), box)).toThrow(
      VaultError,
    );
  });
});

describe("associated data", () => {
  it("is the same only for the same parts, wherever a part ends", () => {
    const parts = fc.array(fc.stringMatching(/^[0-9:a]{0,4}$/), { maxLength: 4 });

    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(associated("k", ...one).equals(associated("k", ...other))).toBe(same);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("a fingerprint", () => {
  it("tells secrets apart, stays the same, and differs between owners", () => {
    const [key, other] = [aKey(), aKey()];
    const print = fingerprint(key, Buffer.from("secret"));

    expect(print).toMatch(/^[0-9a-f]{8}$/);
    expect(fingerprint(key, Buffer.from("secret"))).toBe(print);
    expect(fingerprint(key, Buffer.from("secreT"))).not.toBe(print);
    expect(fingerprint(other, Buffer.from("secret"))).not.toBe(print);
  });
});
