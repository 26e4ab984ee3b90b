import { describe, expect, it } from "vitest";
import { CREDENTIAL_KINDS, PROVIDER_NAMES } from "../../src/domain/credential.ts";
import { isTarget, TARGET_IDS, TARGETS } from "../../src/domain/targets.ts";
import { formatAmount, SOL } from "../../src/domain/money.ts";

const SOLANA_J7 = ["pump", "bonk", "usd1", "bags"] as const;
const EVM_J7 = ["bnb", "nadfun", "clanker", "stroid"] as const;

describe("the targets", () => {
  it("are ten, each under its own id, in the order in which people are asked", () => {
    expect(TARGET_IDS).toEqual([...SOLANA_J7, ...EVM_J7, "blowfish", "swarms"]);
    expect(Object.entries(TARGETS).map(([id, target]) => [id, target.id])).toEqual(
      TARGET_IDS.map((id) => [id, id]),
    );
    expect(new Set(TARGET_IDS.map((id) => TARGETS[id].label)).size).toBe(10);
  });

  it("use every provider, and only slots that exist", () => {
    const used = Object.values(TARGETS);

    expect(new Set(used.map(({ provider }) => provider))).toEqual(new Set(PROVIDER_NAMES));
    expect(used.flatMap(({ credentials }) => credentials)).toSatisfy((kinds: string[]) =>
      kinds.every((kind) => (CREDENTIAL_KINDS as readonly string[]).includes(kind)),
    );
  });

  it.each(["pump", "swarms"])("know %s", (text) => {
    expect(isTarget(text)).toBe(true);
  });

  it.each(["", "PUMP", "toString", "j7tracker"])("do not know %j", (text) => {
    expect(isTarget(text)).toBe(false);
  });
});

describe.each([
  ...SOLANA_J7.map((id) => [id, "solana", "SOL", "solana-key"] as const),
  ["bnb", "bnb", "BNB", "evm-key"],
  ["nadfun", "monad", "MON", "evm-key"],
  ["clanker", "base", "ETH", "evm-key"],
  ["stroid", "ethereum", "ETH", "evm-key"],
] as const)("%s", (id, chain, symbol, key) => {
  it("goes through j7tracker with a session and the key of its chain", () => {
    expect(TARGETS[id]).toMatchObject({
      provider: "j7tracker",
      chain,
      credentials: ["session-jwt", key],
    });
  });

  it(`takes a first buy in ${symbol}, a picture in the request, links, and no description`, () => {
    expect(TARGETS[id]).toMatchObject({
      buy: { symbol },
      cost: null,
      picture: { forms: ["data", "link"] },
      links: ["website", "twitter", "telegram"],
      description: null,
    });
  });
});

it("blowfish takes what its contract names: short Latin tickers, pictures by link, no buy, no links", () => {
  expect(TARGETS.blowfish).toMatchObject({
    provider: "blowfish",
    chain: "solana",
    credentials: ["sign-in-wallet"],
    buy: null,
    cost: null,
    name: { min: 1, max: 255 },
    ticker: { min: 2, max: 10, alphabet: "latin" },
    description: { max: 1000, required: false },
    picture: { forms: ["link"], maxLink: 255 },
    links: [],
  });
});

it("swarms takes what its contract names: a description, a file, no buy, and 0.04 SOL", () => {
  const { cost } = TARGETS.swarms;

  expect(TARGETS.swarms).toMatchObject({
    provider: "swarms",
    chain: "solana",
    credentials: ["api-key", "wallet-key"],
    buy: null,
    name: { min: 2 },
    ticker: { min: 1, max: 10, alphabet: "latin" },
    description: { min: 1, required: true },
    picture: { forms: ["file", "link"] },
    links: [],
  });
  expect(formatAmount(cost ?? 0n, SOL)).toBe("0.04 SOL");
});

it("links to a token's page only where a pattern is known", () => {
  const listed = TARGET_IDS.filter((id) => TARGETS[id].listing !== null);

  expect(listed).toEqual(["pump"]);
  expect(TARGETS.pump.listing?.url("MINT")).toBe("https://pump.fun/coin/MINT");
});
