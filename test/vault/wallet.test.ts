import { createHash } from "node:crypto";
import { base58 } from "@scure/base";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Secret } from "../../src/domain/secret.ts";
import { addressOf, generate, readWallet, sign } from "../../src/vault/wallet.ts";

/** RFC 8032, section 7.1: seed, public key, message, signature. Published test vectors, not keys of anybody. */
const RFC_8032 = [
  [
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  ],
  [
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  ],
  [
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    "af82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
  ],
  [
    "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
    "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
    createHash("sha512").update("abc").digest("hex"),
    "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
  ],
] as const;

const hex = (text: string) => Buffer.from(text, "hex");

const SPELLINGS = [
  ["a JSON array", (key: Buffer) => JSON.stringify([...key])],
  ["a JSON array over several lines", (key: Buffer) => JSON.stringify([...key], null, 2)],
  ["base64", (key: Buffer) => key.toString("base64")],
  ["base58", (key: Buffer) => base58.encode(key)],
] as const;

describe("a wallet key", () => {
  it.each(SPELLINGS)("is the same 64 bytes as %s", (_name, spell) => {
    fc.assert(
      fc.property(fc.constant(null).map(generate), (key) => {
        expect(readWallet(spell(key))?.equals(key)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it.each(SPELLINGS)("is refused as %s when its halves do not belong together", (_name, spell) => {
    const key = generate();
    const altered = Buffer.from(key);
    altered.writeUInt8(altered.readUInt8(40) ^ 1, 40);

    expect(() => readWallet(spell(altered))).toThrow(
      expect.objectContaining({ problem: { code: "wallet-halves-differ" } }),
    );
  });

  it.each([
    ["a seed alone", base58.encode(generate().subarray(0, 32))],
    ["65 bytes of base58", base58.encode(Buffer.alloc(65, 7))],
    ["63 numbers", JSON.stringify(Array(63).fill(7))],
    ["a number above 255", JSON.stringify([...Array<number>(63).fill(7), 256])],
    ["a fraction", JSON.stringify([...Array<number>(63).fill(7), 1.5])],
    ["numbers as text", JSON.stringify(Array(64).fill("7"))],
    ["an array cut short", "[1,2,3"],
    ["a very long array", `[${"1,".repeat(5000)}1]`],
    ["nothing", ""],
  ])("is not %s", (_what, text) => {
    expect(readWallet(text)).toBeNull();
  });

  it("has the base58 of its public half as its address", () => {
    const [seed, publicKey] = RFC_8032[0];
    const key = hex(seed + publicKey);

    expect(addressOf(key)).toBe(base58.encode(hex(publicKey)));
    expect(addressOf(key)).toBe("FVen3X669xLzsi6N2V91DoiyzHzg1uAgqiT8jZ9nS96Z");
  });

  it("is different each time one is made", () => {
    expect(generate().equals(generate())).toBe(false);
  });
});

describe("a signature", () => {
  it.each(RFC_8032)("is as RFC 8032 has it for the seed %s", (seed, publicKey, message, signed) => {
    const wallet = new Secret(hex(seed + publicKey));

    expect(sign(wallet, hex(message)).toString("hex")).toBe(signed);
  });

  it("leaves the wallet as it was", () => {
    const key = generate();
    const before = Buffer.from(key);

    sign(new Secret(key), Buffer.from("hello"));

    expect(key.equals(before)).toBe(true);
  });
});
