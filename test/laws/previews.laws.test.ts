import fc from "fast-check";
import { describe, expect } from "vitest";
import { readDraftData, readVoteData } from "../../src/bot/callback-data.ts";
import { CAPTION_LENGTH, plain, type Html } from "../../src/bot/html.ts";
import { previewKeyboard, type View } from "../../src/bot/preview-keyboard.ts";
import {
  buttonWords,
  draftWords,
  groupWords,
  previewWords,
  problemWords,
  question,
  type PreviewFacts,
} from "../../src/bot/words/words.ts";
import { draftContentSchema, fitDraft, type DraftContent } from "../../src/domain/draft.ts";
import { canOnlyWait } from "../../src/domain/problem.ts";
import { optionsOf, type OptionSpec } from "../../src/domain/options.ts";
import { TARGET_IDS, TARGETS, type TargetId } from "../../src/domain/targets.ts";
import { checkInlineKeyboard } from "../../src/sandbox/telegram/keyboards.ts";
import { START } from "../support/a-clock.ts";
import { aDraft } from "../support/a-launch.ts";
import { BIDI_CONTROLS, hostile } from "./arbitraries.ts";
import { aProblem } from "./problems.ts";
import { law } from "./runs.ts";
import { shown } from "./telegram.ts";

const OFTEN = 2;
const WHOLE_MESSAGE = 4_096;
const VIEWS = ["main", "edit", "options", "more", "targets"] as const satisfies readonly View[];

const amount = fc.bigInt({ min: 0n, max: 10n ** 24n }).map(String);
const bps = fc.integer({ min: 1, max: 10_000 });
const oneWord = hostile(60).map((text) => text.replace(/\s/g, "") || "who");

/** A value of the kind that this option takes, as people may have typed it. */
function valueOf({ how }: OptionSpec): fc.Arbitrary<unknown> {
  switch (how.kind) {
    case "switch":
      return fc.boolean();
    case "choice":
      return fc.constantFrom(...how.values);
    case "amount":
      return amount;
    case "text":
      return oneWord;
    case "whole":
      return fc.integer({ min: 1, max: 10 });
    case "decimal":
      return fc.double({ min: 1e-9, max: 10_000, noNaN: true });
    case "uuid":
      return fc.uuid({ version: 4 });
    case "shares":
      return fc.array(
        fc.record({ to: fc.constantFrom("wallet", "github", "charity"), who: oneWord, bps }),
        { minLength: 1, maxLength: 370, size: "max" },
      );
    case "claimers":
      return fc.array(fc.record({ username: oneWord, bps }), {
        ...{ minLength: 1, maxLength: 370, size: "max" },
      });
  }
}

const picture = fc.option(
  fc.oneof(
    fc.constant({
      ...{ kind: "stored", hash: "a".repeat(64), mime: "image/webp", bytes: 9_999_999 },
      ...{ width: 4_096, height: 4_096, moves: true },
    }),
    fc.nat(470).map((length) => ({
      ...{
        kind: "stored",
        hash: "a".repeat(64),
        mime: "image/webp",
        bytes: 1,
        width: 1,
        height: 1,
      },
      source: `https://moss.example/${"a".repeat(length)}`,
    })),
    fc
      .nat(470)
      .map((length) => ({ kind: "link", url: `https://moss.example/${"a".repeat(length)}` })),
  ),
);

const contentFor = (target: TargetId): fc.Arbitrary<DraftContent> =>
  fc
    .record({
      name: fc.option(hostile(2_000)),
      ticker: fc.option(hostile(320)),
      description: fc.option(hostile(4_000)),
      picture,
      buy: fc.option(amount),
      links: fc.record(
        { website: hostile(500), twitter: hostile(500), telegram: hostile(500) },
        { requiredKeys: [] },
      ),
      options: fc.record(
        Object.fromEntries(optionsOf(target).map((spec) => [spec.key, valueOf(spec)])),
        { requiredKeys: [] },
      ),
    })
    .map((content) => draftContentSchema.parse({ ...content, target }));

const names = fc.array(hostile(64), { maxLength: 8 });
const group: fc.Arbitrary<PreviewFacts["group"]> = fc.record({
  payer: hostile(64),
  needed: fc.nat(5),
  approvedBy: names,
  objectedBy: names,
  until: fc.option(fc.constant(START)),
  problem: fc.constant(null),
  waitsFor: fc.option(
    fc.constantFrom(
      { code: "group-approvals", given: 1, needed: 2 } as const,
      { code: "group-late", since: START } as const,
    ),
  ),
});

const facts: fc.Arbitrary<PreviewFacts> = fc
  .record({
    around: fc.record({ hostedLinkLength: fc.constantFrom(null, 99) }),
    posted: fc.boolean(),
    group: fc.option(group),
    problems: fc.array(aProblem, { maxLength: 12 }),
    wallet: fc.option(
      fc.record({
        pays: fc.boolean(),
        shown: fc.constant("encrypted Solana key 0123abcd"),
        balance: fc.option(fc.bigInt({ min: 0n, max: 10n ** 24n })),
      }),
    ),
    region: fc.option(
      fc.record({
        id: fc.constantFrom("na-east", "australia"),
        p50Ms: fc.option(fc.double({ min: 0.1, max: 1e4, noNaN: true })),
      }),
    ),
    warnings: fc.subarray([
      draftWords.tickerUsed("90 min ago"),
      draftWords.tokenEnds("10 min"),
      draftWords.keyRefused("session token", "90 min ago"),
      draftWords.limitUsed("swarms.world", "on 2026-11-22 at 00:00 UTC"),
      draftWords.shortOfFunds,
    ]),
  })
  // A card in a group is read by all of it.
  .map((told) => (told.group ? { ...told, posted: true, wallet: null, warnings: [] } : told));

const drafted = fc
  .constantFrom(...TARGET_IDS)
  .chain((target) => fc.record({ content: contentFor(target), facts }));

function ofEveryPreview(
  name: string,
  holds: (card: Html, content: DraftContent, told: PreviewFacts) => void,
): void {
  law(
    name,
    fc.property(drafted, ({ content, facts: told }) => {
      holds(previewWords(content, told), content, told);
    }),
    { share: OFTEN },
  );
}

describe("the preview of any draft", () => {
  ofEveryPreview("is HTML that Telegram takes, and fits under a picture", (card) => {
    expect(shown(card).text.length).toBeLessThanOrEqual(CAPTION_LENGTH);
    expect(shown(card).text).toBe(plain(card));
  });

  ofEveryPreview("holds no markup but its own, hides nothing and turns nothing around", (card) => {
    for (const { type } of shown(card).entities) expect(["bold", "italic", "code"]).toContain(type);
    expect(card.html).not.toMatch(BIDI_CONTROLS);
    expect(card.html.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
    expect(card.html.isWellFormed()).toBe(true);
    expect(card.html).not.toMatch(/undefined|\[object|Invalid Date/);
  });

  ofEveryPreview(
    "says where it goes, and that it cannot be undone or what comes first",
    (card, content, told) => {
      const text = plain(card);
      const end =
        told.problems.length > 0
          ? told.problems.every(canOnlyWait)
            ? "Not now; the reason stands above."
            : "Fix this first; the buttons below help."
          : told.group?.waitsFor
            ? plain(groupWords.waits)
            : "A launch cannot be undone.";

      expect(text).toContain(`${TARGETS[content.target].label} · `);
      expect(text.endsWith(end)).toBe(true);
    },
  );

  ofEveryPreview("speaks to nobody as its owner where others read it", (card, _content, told) => {
    const own = told.problems.filter(({ code }) =>
      ["credential-missing", "credential-expired", "too-many-launches", "over-limit"].includes(
        code,
      ),
    );

    for (const problem of own) {
      if (told.posted) expect(plain(card)).not.toContain(plain(problemWords(problem)));
    }
  });

  law(
    "offers a way on for every problem that stands on it",
    fc.property(drafted, ({ content, facts: told }) => {
      fc.pre(told.problems.some(canOnlyWait));
      const around = { hostedLinkLength: null };

      const rows = previewKeyboard({ around }, aDraft({ content }), "main", told).inline_keyboard;

      expect(rows.flat().map(({ text }) => text)).toContain(buttonWords.checkAgain);
    }),
  );

  ofEveryPreview("names every option that moves money", (card, { target, options }) => {
    const text = plain(card);
    const here = new Set<string>(optionsOf(target).map(({ key }) => key));
    const labels = {
      ...{ multiDeploy: "How many tokens", multiDeployBuy: "Buy for each", bundle: "Bundle buys" },
      ...{ sniper: "Sniper buys", autoSell: "Auto-sell", feeShares: "Fee split" },
      ...{ bagsCreatorBps: "Creator share", bagsClaimers: "Fee claimers" },
    };
    for (const [key, label] of Object.entries(labels)) {
      const value = options[key as keyof typeof labels];
      if (here.has(key) && value !== undefined && value !== false) expect(text).toContain(label);
    }
  });

  law(
    "has buttons that Telegram takes, each for this draft as it is now, in every view",
    fc.property(drafted, fc.constantFrom(...VIEWS), ({ content, facts: told }, view) => {
      const draft = aDraft({ content, version: 999_999 });
      const around = { hostedLinkLength: null };
      const rows = previewKeyboard({ around }, draft, view, told).inline_keyboard;

      checkInlineKeyboard({ inline_keyboard: rows });
      for (const button of rows.flat()) {
        const data = "callback_data" in button ? button.callback_data : "";
        const press = readDraftData(data) ?? readVoteData(data);
        expect(press).toMatchObject({ draftId: draft.id, version: draft.version });
        expect(button.text).not.toMatch(BIDI_CONTROLS);
        expect(button.text.length).toBeLessThanOrEqual(100);
      }
    }),
    { share: OFTEN },
  );

  law(
    "offers Launch only when nothing is wrong, and nobody has to agree first",
    fc.property(drafted, ({ content, facts: told }) => {
      const fit = fitDraft(content, content.target, { hostedLinkLength: null });
      const problems = fit.ok ? told.problems : fit.problems;
      const rows = previewKeyboard(
        { around: { hostedLinkLength: null } },
        aDraft({ content }),
        "main",
        { problems, group: told.group },
      );
      const actions = rows.inline_keyboard
        .flat()
        .flatMap((one) =>
          "callback_data" in one ? [readDraftData(one.callback_data)?.action] : [],
        );

      expect(actions.includes("go")).toBe(problems.length === 0 && !told.group?.waitsFor);
    }),
  );

  law(
    "gives questions and last words that fit a message",
    fc.property(
      drafted,
      fc.constantFrom("name", "ticker", "picture", "buy", "option" as const),
      ({ content }, field) => {
        const asked = question(field, content);
        const name = content.name ?? draftWords.noName;

        expect(shown(asked.ask).text.length).toBeLessThanOrEqual(WHOLE_MESSAGE);
        expect(asked.placeholder.length).toBeLessThanOrEqual(64);
        for (const last of [draftWords.cancelled(name), draftWords.expired(name)]) {
          expect(shown(last).text.length).toBeLessThanOrEqual(CAPTION_LENGTH);
        }
      },
    ),
  );
});
