import { describe, expect, it } from "vitest";
import { CHAINS, isAddress, type ChainId } from "../../src/domain/chains.ts";

const SOLANA = "4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T";
const EVM = "0x52908400098527886E0F7030069857D2E4169EE7";

describe("an address on Solana", () => {
  it.each([SOLANA, "So11111111111111111111111111111111111111112", "1".repeat(32)])(
    "can be %s",
    (text) => {
      expect(isAddress("solana", text)).toBe(true);
    },
  );

  it.each([
    ["one character too short", "1".repeat(31)],
    ["one too long", "1".repeat(45)],
    ["a zero", `0${SOLANA.slice(1)}`],
    ["a capital O", `O${SOLANA.slice(1)}`],
    ["a small l", `l${SOLANA.slice(1)}`],
    ["a blank after it", `${SOLANA} `],
    ["a line after it", `${SOLANA}\n`],
    ["an EVM address", EVM],
    ["nothing", ""],
  ])("cannot be %s", (_what, text) => {
    expect(isAddress("solana", text)).toBe(false);
  });
});

describe.each(["bnb", "monad", "base", "ethereum"] as const)("an address on %s", (chain) => {
  it.each([EVM, EVM.toLowerCase()])("can be %s", (text) => {
    expect(isAddress(chain, text)).toBe(true);
  });

  it.each([EVM.slice(2), EVM.slice(0, -1), `${EVM}0`, EVM.replace("5", "g"), SOLANA, ""])(
    "cannot be %j",
    (text) => {
      expect(isAddress(chain, text)).toBe(false);
    },
  );
});

it("leads to the chain's own explorer, where there is a known one", () => {
  const pages = Object.entries(CHAINS).map(([id, { explorer }]) => [
    id as ChainId,
    explorer?.url("MINT") ?? null,
  ]);

  expect(Object.fromEntries(pages)).toEqual({
    solana: "https://solscan.io/token/MINT",
    bnb: "https://bscscan.com/token/MINT",
    monad: null,
    base: "https://basescan.org/token/MINT",
    ethereum: "https://etherscan.io/token/MINT",
  });
});
