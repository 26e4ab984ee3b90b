import { describe, expect, it } from "vitest";
import { CREDENTIAL_KINDS } from "../../src/domain/credential.ts";
import {
  checkOptions,
  OPTION_CREDENTIALS,
  OPTIONS,
  optionsFor,
  optionsOf,
  optionsSchema,
  withoutAmounts,
  type LaunchOptions,
} from "../../src/domain/options.ts";
import { TARGET_IDS, type TargetId } from "../../src/domain/targets.ts";
import { problem } from "../support/caught.ts";

const SOLANA_J7: readonly TargetId[] = ["pump", "bonk", "usd1", "bags"];
const J7: readonly TargetId[] = [...SOLANA_J7, "bnb", "nadfun", "clanker", "stroid"];

/** Which target takes which option, as the providers' contracts say. */
const TAKEN: Readonly<Record<keyof LaunchOptions, readonly TargetId[]>> = {
  mayhem: ["pump"],
  noCreatorFees: ["pump"],
  agent: ["pump"],
  buybackBps: ["pump"],
  agentBuyback: ["pump"],
  feeShares: ["pump"],
  bonkers: ["bonk", "usd1"],
  bagsCreatorBps: ["bags"],
  bagsClaimers: ["bags"],
  bagsConfig: ["bags"],
  gwei: ["bnb", "nadfun", "clanker"],
  bnbCurrency: ["bnb"],
  feeSelection: ["swarms"],
  quoteMint: ["swarms"],
  privateDescription: J7,
  referral: J7,
  sellPanel: J7,
  imageType: J7,
  multiDeploy: J7,
  multiDeployBuy: J7,
  anonymousWallets: J7,
  bundle: J7,
  sniper: J7,
  autoSell: SOLANA_J7,
  vanityMint: SOLANA_J7,
  vanityPool: ["pump", "bonk", "usd1"],
};

const share = (bps: number) => ({ to: "wallet", who: "moss", bps }) as const;
const claimer = (bps: number) => ({ username: "moss", bps });

describe("the catalogue", () => {
  it("lists every option once, for the targets that take it", () => {
    const listed = OPTIONS.map(({ key, targets }) => [key, [...targets]]);

    expect(Object.fromEntries(listed)).toEqual(TAKEN);
    expect(OPTIONS).toHaveLength(Object.keys(TAKEN).length);
    expect(new Set(OPTIONS.map(({ key }) => key))).toEqual(
      new Set(Object.keys(optionsSchema.shape)),
    );
  });

  it("offers only choices that can be stored", () => {
    const choices = OPTIONS.flatMap(({ key, how }) =>
      how.kind === "choice" ? how.values.map((value) => ({ [key]: value })) : [],
    );

    expect(choices.length).toBeGreaterThan(0);
    expect(choices.every((options) => optionsSchema.safeParse(options).success)).toBe(true);
  });

  it.each(TARGET_IDS)("gives %s its own options, in the catalogue's order", (target) => {
    const keys = optionsOf(target).map(({ key }) => key);

    expect(keys).toEqual(
      OPTIONS.map(({ key }) => key).filter((key) => TAKEN[key].includes(target)),
    );
  });

  it("has nothing for blowfish", () => {
    expect(optionsOf("blowfish")).toEqual([]);
  });

  it("keeps options that are keys in slots, as switches here", () => {
    const switches = OPTIONS.filter(({ how }) => how.kind === "switch").map(({ key }) => key);

    expect(switches).toEqual(expect.arrayContaining(Object.keys(OPTION_CREDENTIALS)));
    expect(CREDENTIAL_KINDS).toEqual(expect.arrayContaining(Object.values(OPTION_CREDENTIALS)));
  });
});

describe("moving options to another target", () => {
  const options: LaunchOptions = {
    mayhem: true,
    gwei: 5,
    sellPanel: false,
    multiDeployBuy: "5",
    quoteMint: "USDC",
  };

  it.each<[TargetId, LaunchOptions]>([
    ["pump", { mayhem: true, sellPanel: false, multiDeployBuy: "5" }],
    ["bnb", { gwei: 5, sellPanel: false, multiDeployBuy: "5" }],
    ["swarms", { quoteMint: "USDC" }],
    ["blowfish", {}],
  ])("leaves out what %s does not take", (target, left) => {
    expect(optionsFor(target, options)).toEqual(left);
  });

  it("leaves out sums of money where the unit changes", () => {
    expect(withoutAmounts(options)).toEqual({
      mayhem: true,
      gwei: 5,
      sellPanel: false,
      quoteMint: "USDC",
    });
  });
});

describe("shares", () => {
  it.each<LaunchOptions>([
    {},
    { feeShares: [share(10_000)] },
    { feeShares: [share(1), share(9_999)] },
    { bagsCreatorBps: 10_000 },
    { bagsClaimers: [claimer(10_000)] },
    { bagsCreatorBps: 0, bagsClaimers: [claimer(10_000)] },
    { bagsCreatorBps: 4_000, bagsClaimers: [claimer(3_500), claimer(2_500)] },
  ])("that make 10000 are fine: %j", (options) => {
    expect(() => checkOptions(options)).not.toThrow();
  });

  it.each<[LaunchOptions, string, number]>([
    [{ feeShares: [share(9_999)] }, "feeShares", 9_999],
    [{ feeShares: [share(10_000), share(1)] }, "feeShares", 10_001],
    [{ bagsClaimers: [claimer(6_000)] }, "bagsClaimers", 6_000],
    [{ bagsCreatorBps: 4_000 }, "bagsClaimers", 4_000],
    [{ bagsCreatorBps: 0 }, "bagsClaimers", 0],
    [{ bagsCreatorBps: 4_000, bagsClaimers: [claimer(6_001)] }, "bagsClaimers", 10_001],
  ])("that do not are refused: %j", async (options, option, got) => {
    expect(await problem(() => checkOptions(options))).toEqual({
      code: "shares-total",
      option,
      got,
    });
  });
});

describe("options that need another one", () => {
  it.each<LaunchOptions>([
    { multiDeploy: 2, multiDeployBuy: "5" },
    { multiDeploy: 2, anonymousWallets: true },
    { anonymousWallets: false },
    { multiDeploy: 1 },
  ])("are fine with it: %j", (options) => {
    expect(() => checkOptions(options)).not.toThrow();
  });

  it.each<[LaunchOptions, string]>([
    [{ multiDeployBuy: "5" }, "multiDeployBuy"],
    [{ multiDeploy: 1, multiDeployBuy: "5" }, "multiDeployBuy"],
    [{ anonymousWallets: true }, "anonymousWallets"],
    [{ multiDeploy: 1, anonymousWallets: true }, "anonymousWallets"],
  ])("are refused without: %j", async (options, option) => {
    expect(await problem(() => checkOptions(options))).toEqual({
      code: "option-needs",
      option,
      needs: "multiDeploy",
    });
  });
});

describe("what is stored", () => {
  it.each([
    { buybackBps: 10_001 },
    { buybackBps: 0.5 },
    { multiDeploy: 0 },
    { multiDeploy: 11 },
    { multiDeployBuy: "0.5" },
    { multiDeployBuy: "-5" },
    { feeShares: [] },
    { feeShares: [{ to: "bank", who: "moss", bps: 10_000 }] },
    { bagsConfig: "preset" },
    { gwei: 0 },
    { gwei: 10_001 },
    { imageType: "photo" },
    { sniper_wallets: "key:1" },
  ])("is never %j", (options) => {
    expect(optionsSchema.safeParse(options).success).toBe(false);
  });
});
