import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plain, CAPTION_LENGTH } from "../../../src/bot/html.ts";
import { previewWords, type PreviewFacts } from "../../../src/bot/words/cards.ts";
import { draftWords } from "../../../src/bot/words/buttons.ts";
import type { DraftContent } from "../../../src/domain/draft.ts";
import type { GroupProblem } from "../../../src/domain/governance.ts";
import { optionsOf, optionsSchema } from "../../../src/domain/options.ts";
import type { Problem } from "../../../src/domain/problem.ts";
import { TARGET_IDS, TARGETS, type TargetId } from "../../../src/domain/targets.ts";
import { START } from "../../support/a-clock.ts";
import { aContent } from "../../support/a-launch.ts";

const link = `https://moss.example/${"a".repeat(470)}`;

/** In base units. */
const SUM = "9".repeat(24);

const many = (share: object) => Array.from({ length: 370 }, () => ({ ...share, bps: 8_888 }));

/** Everything at its longest that the target takes. */
const longest = (target: TargetId): DraftContent =>
  aContent({
    target,
    name: "&<M>".repeat(64).slice(0, TARGETS[target].name.max),
    ticker: "M".repeat(TARGETS[target].ticker.max),
    description: "🌿 & ".repeat(200),
    picture: {
      kind: "stored",
      hash: "a".repeat(64),
      mime: "image/webp",
      bytes: 9_999_999,
      width: 4_096,
      height: 4_096,
    },
    buy: SUM,
    links: { website: link, twitter: link, telegram: link },
    options: optionsSchema.parse(
      Object.fromEntries(
        optionsOf(target).map(({ key, how }) => {
          if (how.kind === "switch") return [key, true];
          if (how.kind === "choice") return [key, how.values[0]];
          if (how.kind === "shares") return [key, many({ to: "wallet", who: "w".repeat(44) })];
          if (how.kind === "claimers") return [key, many({ username: "u".repeat(44) })];
          if (how.kind === "text") return [key, "r".repeat(64)];
          if (how.kind === "uuid") return [key, "123e4567-e89b-42d3-a456-426614174000"];
          return [key, how.kind === "amount" ? SUM : 10];
        }),
      ),
    ),
  });

function people(count: number): readonly string[] {
  return Array.from({ length: count }, () => "M".repeat(64));
}

const PROBLEMS: readonly Problem[] = [
  { code: "control-characters", field: "name" },
  { code: "ticker-alphabet", allowed: "latin", found: "🌿" },
  { code: "picture-needs-link", target: "blowfish", max: 255 },
  { code: "too-long", field: "description", max: 1000, got: 4096 },
  { code: "shares-total", option: "feeShares", got: 9000 },
  { code: "option-needs", option: "multiDeployBuy", needs: "multiDeploy" },
  { code: "credential-expired", kind: "session-jwt", expiredAt: START },
  { code: "credential-missing", kind: "solana-key" },
  { code: "credential-missing", kind: "bundle-wallets" },
  { code: "credential-missing", kind: "auto-sell-wallets" },
  { code: "group-objection", by: people(5) },
  {
    ...{ code: "group-cap", span: "day", unit: "SOL" },
    ...{ outlay: SUM, bound: SUM, used: SUM },
  },
  {
    ...{ code: "over-limit", span: "day", unit: "SOL" },
    ...{ outlay: SUM, bound: SUM, reserved: SUM, spent: SUM },
  },
];

const factsWith = (problems: readonly Problem[]): PreviewFacts => ({
  problems,
  around: { hostedLinkLength: null },
  wallet: { pays: true, shown: "encrypted Solana key 0123abcd", balance: 123_456_789_012n },
  region: { id: "na-east", p50Ms: 1234.5 },
  posted: false,
  group: null,
  warnings: [
    draftWords.tickerUsed("90 min ago"),
    draftWords.tokenEnds("10 min"),
    draftWords.keyRefused("session token", "90 min ago"),
    draftWords.limitUsed("swarms.world", "on 2026-11-22 at 00:00 UTC"),
  ],
});

/** Read by others, and everybody has said something. */
const factsInGroup = (problems: readonly Problem[], waitsFor: GroupProblem): PreviewFacts => ({
  ...factsWith(problems),
  ...{ wallet: null, warnings: [], posted: true },
  group: {
    ...{ payer: "M".repeat(64), needed: 5, until: START, problem: null, waitsFor },
    ...{ approvedBy: people(8), objectedBy: people(8) },
  },
});

describe("a card", () => {
  it("fits under a picture, whatever it has to say about a draft", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TARGET_IDS),
        fc.subarray([...PROBLEMS]),
        (target, problems) => {
          const text = plain(previewWords(longest(target), factsWith(problems)));

          expect(text.length).toBeLessThanOrEqual(CAPTION_LENGTH);
          expect(text.isWellFormed()).toBe(true);
          expect(text).toContain(TARGETS[target].label);
          expect(text).toContain(
            problems.length > 0 ? "Fix this first" : "A launch cannot be undone.",
          );
        },
      ),
    );
  });

  it("fits under a picture in a group as well, with everybody's votes", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TARGET_IDS),
        fc.subarray([...PROBLEMS]),
        fc.constantFrom<GroupProblem>(
          { code: "group-late", since: START },
          { code: "group-objection", by: people(5) },
        ),
        fc.boolean(),
        (target, problems, waitsFor, linked) => {
          const stored = longest(target);
          const content = linked
            ? { ...stored, picture: { kind: "link" as const, url: link } }
            : stored;

          const text = plain(previewWords(content, factsInGroup(problems, waitsFor)));

          expect(text.length).toBeLessThanOrEqual(CAPTION_LENGTH);
          expect(text).toContain("(8 of 5)");
        },
      ),
    );
  });

  it("counts what it has no room to tell", () => {
    const text = plain(previewWords(longest("pump"), factsWith(PROBLEMS)));

    expect(text).toMatch(/…and \d+ more\./);
  });

  it("shows a name in full while there is room", () => {
    const content = aContent({ target: "blowfish", name: "m".repeat(255) });

    expect(plain(previewWords(content, { ...factsWith([]), warnings: [] }))).toContain(
      "m".repeat(255),
    );
  });
});
