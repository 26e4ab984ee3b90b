import { randomBytes } from "node:crypto";
import { base58 } from "@scure/base";
import { describe, expect, it } from "vitest";
import { looksLike } from "../../src/vault/looks-like.ts";
import { generate } from "../../src/vault/wallet.ts";

const WALLET = generate();
const WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow";
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("a text looks like", () => {
  it.each([
    ["empty", " \n"],
    ["seed-phrase", WORDS],
    ["seed-phrase", `${WORDS} ${WORDS}`],
    ["seed-phrase", WORDS.replace("legal", "Legal")],
    ["seed-phrase", WORDS.replaceAll(" ", "\n")],
    ["seed-phrase", WORDS.replaceAll(" ", ", ")],
    [
      "seed-phrase",
      WORDS.split(" ")
        .map((word, at) => `${at + 1}. ${word}`)
        .join("\n"),
    ],
    ["evm-private-key", "ab".repeat(32)],
    ["evm-private-key", `0x${"Ab".repeat(32)}`],
    ["ed25519", base58.encode(WALLET)],
    ["ed25519", WALLET.toString("base64")],
    ["ed25519", JSON.stringify([...WALLET])],
    ["jwt", `${part({ alg: "HS256" })}.${part({ sub: 1 })}.c2lnbmF0dXJl`],
    ["address", base58.encode(WALLET.subarray(32))],
    ["address", "So11111111111111111111111111111111111111112"],
    ["address", `0x${"12".repeat(20)}`],
    ["wallet-amounts", `${"k".repeat(40)}:0.5, ${"k".repeat(40)}:1`],
    ["wallet-amount-delays", `${"k".repeat(40)}:0.5:100`],
    ["api-key", `sk-${"a1".repeat(16)}`],
  ])("%s", (expected, text) => {
    expect(looksLike(text)).toBe(expected);
    expect(looksLike(` "${text}"\n`)).toBe(expected);
  });

  it.each([
    "Moss Coin, MOSS",
    "/launch pump MOSS 0.5",
    "https://example.com/a.b.c/moss.png",
    "www.example.com",
    "8:30",
    "12:30:45, 13:00:00",
    "please send the picture again with your new name since this one did",
    "the first launch went well thanks everyone for waiting here this long",
    WORDS.split(" ").slice(1).join(" "),
    "[1,2,3]",
    "{}",
    "0xabc",
    "eyJ",
  ])("just text: %s", (text) => {
    expect(looksLike(text)).toBe("text");
  });

  it("just text when it is a Solana transaction's signature, 64 bytes that are no key", () => {
    expect(looksLike(base58.encode(randomBytes(64)))).toBe("text");
  });

  it("something within a moment, however long it is", () => {
    for (const filler of ["a ", "1,", "k:1,", "eyJ.", "[", "12. ", "A"]) {
      expect(looksLike(filler.repeat(50_000))).toBe("text");
    }
  });
});
