import { base58 } from "@scure/base";
import { generateMnemonic } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { describe, expect, it } from "vitest";
import { findSecret } from "../../src/vault/find-secret.ts";
import { generate } from "../../src/vault/wallet.ts";
import { aSession } from "../support/some-keys.ts";
import { LINKS, MINTS, TRANSACTIONS } from "./harmless.ts";

const WALLET = generate();
const BYTES = [...WALLET];
const PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow";
const ELECTRUM =
  "wild father tree among universe such mobile favorite target dynamic credit identify";
const HEX = "4f3edf983ac636a65a842ce7c78d9aa706d3b113bce9c46f30d7d21715b23b1d";

const SECRETS = [
  ["ed25519", "a key in base58", base58.encode(WALLET)],
  ["ed25519", "a key in base64", WALLET.toString("base64")],
  ["ed25519", "a key in hex", WALLET.toString("hex")],
  ["ed25519", "a key file", JSON.stringify(BYTES)],
  ["ed25519", "a key file over lines", JSON.stringify(BYTES, null, 2)],
  ["ed25519", "a key file's numbers", BYTES.join(" ")],
  ["jwt", "a session", aSession()],
  ["seed-phrase", "a phrase of 12", PHRASE],
  ["seed-phrase", "a phrase as a phone writes it", PHRASE.replace("legal", "Legal")],
  ["seed-phrase", "a phrase over lines", PHRASE.replaceAll(" ", "\n")],
  ["seed-phrase", "a phrase with numbers", numbered(PHRASE)],
  ["seed-phrase", "a phrase of 15", generateMnemonic(wordlist, 160)],
  ["seed-phrase", "a phrase of 18", generateMnemonic(wordlist, 192)],
  ["seed-phrase", "a phrase of 21", generateMnemonic(wordlist, 224)],
  ["seed-phrase", "a phrase of 24", generateMnemonic(wordlist, 256)],
  ["evm-private-key", "what calls itself a key", `PRIVATE_KEY=0x${HEX}`],
  ["evm-private-key", "what is called a key", `private key is: ${HEX}`],
  ["api-key", "an API key", "sk-proj-a1B2c3D4e5F6g7H8i9J0k1L2m3"],
] as const;

const SENTENCES: readonly ((found: string) => string)[] = [
  (found) => found,
  (found) => `here: ${found}`,
  (found) => `my key is ${found} launch it please`,
  (found) => `look at "${found}".\nWhat do you think, will there be more?`,
  (found) => `(${found}), ${found}`,
];

describe("a secret is found", () => {
  it.each(SECRETS)("%s: %s, alone and among words", (kind, _what, secret) => {
    for (const put of SENTENCES) expect(findSecret(put(secret))).toBe(kind);
  });

  it.each([
    ["a key in an address", `https://example.com/import?key=${base58.encode(WALLET)}`],
    ["a key with a mark that nobody sees", base58.encode(WALLET).replace(/^.{40}/, "$&\u200B")],
    ["a session in an address", `https://example.com/#jwt_${aSession()}`],
    ["a phrase after list words", `seed phrase ${PHRASE} please keep safe`],
    ["Electrum's phrase, whose checksum is another one", ELECTRUM],
  ])("%s", (_what, text) => {
    expect(findSecret(text)).not.toBeNull();
  });
});

describe("no alarm is raised", () => {
  it.each([
    ["mint addresses", MINTS],
    ["transaction ids", TRANSACTIONS],
    ["links", LINKS],
  ])("over any of 40 %s, alone and among words", (_what, list) => {
    expect(new Set(list).size).toBe(40);
    for (const one of list) {
      for (const put of SENTENCES) expect([one, findSecret(put(one))]).toEqual([one, null]);
    }
  });

  it.each([
    "there will just have been more people when they find this than you want",
    "please make this coin good today people will want more of this than that",
    "token=abc.def.ghi and 1, 2, 3, 4",
    Array.from({ length: 64 }, (_, at) => at).join(", "),
    base58.encode(Buffer.concat([WALLET.subarray(32), WALLET.subarray(0, 32)])),
    `tx 0x${HEX}, block 0x${HEX}`,
    PHRASE.split(" ").slice(1).join(" "),
    `we say ${PHRASE.split(" ").toReversed().join(" ")} here`,
  ])("over %s", (text) => {
    expect(findSecret(text)).toBeNull();
  });

  it("for long, however long the text is", () => {
    for (const filler of ["a ", "1,", "k:1,", "eyJ.", "[", "12. ", "A", "sk-", "ey", "legal "]) {
      expect(findSecret(filler.repeat(10_000))).toBeNull();
    }
  });
});

function numbered(phrase: string): string {
  return phrase
    .split(" ")
    .map((word, at) => `${at + 1}. ${word}`)
    .join("\n");
}
