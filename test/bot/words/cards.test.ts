import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plain, CAPTION_LENGTH } from "../../../src/bot/html.ts";
import { previewWords, type PreviewFacts } from "../../../src/bot/words/cards.ts";
import { draftWords } from "../../../src/bot/words/buttons.ts";
import type { DraftContent } from "../../../src/domain/draft.ts";
import { optionsOf, optionsSchema } from "../../../src/domain/options.ts";
import type { Problem } from "../../../src/domain/problem.ts";
import { TARGET_IDS, TARGETS, type TargetId } from "../../../src/domain/targets.ts";
import { START } from "../../support/a-clock.ts";
import { aContent } from "../../support/a-launch.ts";

const link = `https://moss.example/${"a".repeat(470)}`;

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
    buy: "999999999999999999999999",
    links: { website: link, twitter: link, telegram: link },
    options: optionsSchema.parse(
      Object.fromEntries(
        optionsOf(target).map(({ key, how }) => {
          if (how.kind === "switch") return [key, true];
          if (how.kind === "choice") return [key, how.values[0]];
          if (how.kind === "shares") return [key, [{ to: "wallet", who: "w", bps: 1 }]];
          if (how.kind === "claimers") return [key, [{ username: "u", bps: 1 }]];
          if (how.kind === "text") return [key, "r".repeat(64)];
          if (how.kind === "uuid") return [key, "123e4567-e89b-42d3-a456-426614174000"];
          return [key, how.kind === "amount" ? "9".repeat(24) : 7];
        }),
      ),
    ),
  });

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
