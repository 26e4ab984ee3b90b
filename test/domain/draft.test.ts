import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  draftContentSchema,
  emptyDraft,
  fitDraft,
  leftOut,
  retarget,
  type DraftContent,
  type Surroundings,
} from "../../src/domain/draft.ts";
import { launchRequestSchema } from "../../src/domain/launch.ts";
import type { Picture } from "../../src/domain/picture.ts";
import { TARGET_IDS, TARGETS, type TargetId } from "../../src/domain/targets.ts";
import { aContent } from "../support/a-launch.ts";

const HOSTED: Surroundings = { hostedLinkLength: 60 };
const NOWHERE: Surroundings = { hostedLinkLength: null };

const STORED: Picture = {
  kind: "stored",
  hash: "a".repeat(64),
  mime: "image/png",
  bytes: 1_000,
  width: 10,
  height: 10,
};
const linkOf = (length: number): Picture => ({
  kind: "link",
  url: "https://moss.example/".padEnd(length, "m"),
});

/** What is wrong with a draft, at each target where anything is. */
function problems(draft: DraftContent, around = HOSTED) {
  const found = TARGET_IDS.flatMap((id) => {
    const fit = fitDraft(draft, id, around);
    return fit.ok ? [] : [[id, fit.problems.map((problem) => Object.values(problem).join(" "))]];
  });
  return Object.fromEntries(found) as Partial<Record<TargetId, string[]>>;
}
const everywhere = (...words: string[]) => Object.fromEntries(TARGET_IDS.map((id) => [id, words]));

function requestOf(draft: DraftContent, target: TargetId) {
  const fit = fitDraft(draft, target, HOSTED);
  if (!fit.ok) throw new Error("does not fit");
  return fit.request;
}

describe("one draft on all ten targets", () => {
  it("is ready everywhere when it has all that anybody asks for", () => {
    expect(problems(aContent({ description: "A coin.", picture: STORED }))).toEqual({});
  });

  it("misses only what each target requires", () => {
    expect(problems(emptyDraft("pump"))).toEqual({
      ...everywhere("empty name", "empty ticker"),
      swarms: ["empty name", "empty ticker", "required description swarms"],
    });
  });

  it.each<[string, Partial<DraftContent>, Partial<Record<TargetId, string[]>>]>([
    [
      "a description that is missing",
      { description: null },
      { swarms: ["required description swarms"] },
    ],
    ["a ticker of one letter", { ticker: "M" }, { blowfish: ["too-short ticker 2"] }],
    [
      "a ticker of eleven letters",
      { ticker: "MOSSMOSSMOS" },
      { blowfish: ["too-long ticker 10 11"], swarms: ["too-long ticker 10 11"] },
    ],
    [
      "a ticker in Cyrillic",
      { ticker: "МОХ" },
      { blowfish: ["ticker-alphabet latin М"], swarms: ["ticker-alphabet latin М"] },
    ],
    ["an emoji in the ticker", { ticker: "M🌱" }, everywhere("ticker-emoji")],
    ["a name of one letter", { name: "M" }, { swarms: ["too-short name 2"] }],
    [
      "a name of 101 letters",
      { name: "M".repeat(101) },
      Object.fromEntries(
        TARGET_IDS.filter((id) => id !== "blowfish").map((id) => [id, ["too-long name 100 101"]]),
      ),
    ],
    ["a name that is turned around", { name: "\u202EssoM" }, everywhere("control-characters name")],
    [
      "a description of 1001 letters",
      { description: "M".repeat(1_001) },
      {
        blowfish: ["too-long description 1000 1001"],
        swarms: ["too-long description 1000 1001"],
      },
    ],
    [
      "a picture link of 256 characters",
      { picture: linkOf(256) },
      { blowfish: ["too-long picture 255 256"] },
    ],
    [
      "a picture link of 501 characters",
      { picture: linkOf(501) },
      {
        ...everywhere("too-long picture 500 501"),
        blowfish: ["too-long picture 255 501"],
      },
    ],
    [
      "shares that do not add up",
      { options: { feeShares: [{ to: "github", who: "moss", bps: 1 }] } },
      { pump: ["shares-total feeShares 1"] },
    ],
    [
      "several mistakes, told in the order of the questions",
      { name: null, ticker: "M!", description: null, picture: linkOf(501) },
      {
        ...everywhere("empty name", "ticker-alphabet any !", "too-long picture 500 501"),
        blowfish: ["empty name", "ticker-alphabet latin !", "too-long picture 255 501"],
        swarms: [
          "empty name",
          "ticker-alphabet latin !",
          "too-long picture 500 501",
          "required description swarms",
        ],
      },
    ],
  ])("with %s has exactly these problems", (_what, part, expected) => {
    expect(problems(aContent({ description: "A coin.", ...part }))).toEqual(expected);
  });

  it("needs a public link for a picture only where it cannot travel in the request", () => {
    const draft = aContent({ description: "A coin.", picture: STORED });

    expect(problems(draft, NOWHERE)).toEqual({ blowfish: ["picture-needs-link blowfish 255"] });
    expect(problems(draft, { hostedLinkLength: 256 })).toEqual({
      blowfish: ["picture-needs-link blowfish 255"],
    });
    expect(problems(draft, { hostedLinkLength: 255 })).toEqual({});
  });
});

describe("a fitted request", () => {
  const full = aContent({
    ticker: "$moss",
    description: "A coin.",
    buy: "500000000",
    links: { website: "https://moss.example/", twitter: "https://x.com/moss" },
    options: { mayhem: true, quoteMint: "USDC" },
  });

  it("holds what its target takes", () => {
    expect(requestOf(full, "pump")).toEqual({
      target: "pump",
      name: "Moss Coin",
      ticker: "moss",
      description: null,
      picture: null,
      buy: 500_000_000n,
      links: { website: "https://moss.example/", twitter: "https://x.com/moss" },
      options: { mayhem: true },
    });
    expect(requestOf(full, "swarms")).toEqual({
      target: "swarms",
      name: "Moss Coin",
      ticker: "MOSS",
      description: "A coin.",
      picture: null,
      buy: null,
      links: {},
      options: { quoteMint: "USDC" },
    });
  });

  it("keeps text as typed, markup included: escaping is for whoever shows it", () => {
    expect(requestOf(aContent({ name: "<b>Moss</b> & Co" }), "pump").name).toBe("<b>Moss</b> & Co");
  });

  it.each(TARGET_IDS)("for %s is the same whether the draft was moved there or not", (target) => {
    expect(fitDraft(retarget(full, target), target, HOSTED)).toEqual(
      fitDraft(full, target, HOSTED),
    );
  });

  it("fits again as itself, and can be stored, wherever any draft is ready", () => {
    const text = fc.option(fc.string({ unit: "grapheme", maxLength: 30 }));
    const content = fc.record({
      name: text,
      ticker: fc.oneof(text, fc.stringMatching(/^[A-Za-z0-9]{1,12}$/)),
      description: text,
    });
    fc.assert(
      fc.property(content, fc.constantFrom(...TARGET_IDS), (part, target) => {
        const fit = fitDraft(aContent(part), target, HOSTED);
        if (!fit.ok) {
          expect(fit.problems).not.toEqual([]);
          return;
        }
        const { name, ticker, description } = fit.request;
        const again = fitDraft(aContent({ name, ticker, description }), target, HOSTED);
        expect(again).toEqual(fit);
        expect(launchRequestSchema.parse(JSON.parse(JSON.stringify(fit.request)))).toEqual(
          fit.request,
        );
      }),
    );
  });
});

describe("moving a draft to another target", () => {
  const draft = aContent({
    target: "bnb",
    buy: "10000000000000000",
    options: { multiDeploy: 2, multiDeployBuy: "10000000000000000", gwei: 5 },
  });

  it("keeps amounts on the same chain", () => {
    const onPump = aContent({ target: "pump", buy: "5", options: { multiDeployBuy: "7" } });

    expect(retarget(onPump, "bonk")).toEqual({ ...onPump, target: "bonk" });
    expect(retarget(onPump, "swarms")).toMatchObject({ target: "swarms", buy: "5" });
  });

  it("drops every amount on another chain: 0.01 BNB in wei would be ten million SOL", () => {
    expect(retarget(draft, "pump")).toEqual({
      ...draft,
      target: "pump",
      buy: null,
      options: { multiDeploy: 2, gwei: 5 },
    });
    expect(requestOf(draft, "pump")).toMatchObject({ buy: null, options: { multiDeploy: 2 } });
    expect(requestOf(draft, "pump").options).not.toHaveProperty("multiDeployBuy");
  });

  it("drops them between chains with coins of the same name as well", () => {
    expect(retarget(aContent({ target: "clanker", buy: "5" }), "stroid").buy).toBeNull();
  });

  it("never carries a sum of money to another chain", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TARGET_IDS),
        fc.constantFrom(...TARGET_IDS),
        fc.bigInt({ min: 0n, max: 10n ** 24n }),
        (from, to, sum) => {
          const typed = aContent({
            target: from,
            description: "A coin.",
            buy: String(sum),
            options: { multiDeploy: 2, multiDeployBuy: String(sum) },
          });
          const { buy, options } = requestOf(typed, to);
          const same = TARGETS[from].chain === TARGETS[to].chain;
          const takesBuy = TARGETS[to].buy !== null;

          expect(buy).toBe(same && takesBuy ? sum : null);
          expect(options.multiDeployBuy).toBe(same && takesBuy ? String(sum) : undefined);
        },
      ),
    );
  });
});

describe("what is left out", () => {
  const full = aContent({
    description: "A coin.",
    buy: "5",
    links: { website: "https://moss.example/", telegram: "https://t.me/moss" },
  });

  it.each<[TargetId, string[]]>([
    ["pump", ["description"]],
    ["blowfish", ["website", "telegram", "buy"]],
    ["swarms", ["website", "telegram", "buy"]],
  ])("at %s is named", (target, names) => {
    expect(leftOut(full, target)).toEqual(names);
  });

  it("is nothing for a draft that holds nothing", () => {
    expect(TARGET_IDS.flatMap((id) => leftOut(emptyDraft(id), id))).toEqual([]);
  });
});

describe("a stored draft", () => {
  it.each(TARGET_IDS)("can be an empty one for %s", (target) => {
    expect(draftContentSchema.parse(emptyDraft(target))).toEqual(emptyDraft(target));
  });

  it.each([
    { target: "solana" },
    { buy: "0.5" },
    { buy: "-5" },
    { picture: { ...STORED, hash: "moss" } },
    { picture: { kind: "link", url: "moss" } },
    { wallet: "key" },
  ])("is never one with %j", (part) => {
    expect(draftContentSchema.safeParse({ ...aContent(), ...part }).success).toBe(false);
  });
});
