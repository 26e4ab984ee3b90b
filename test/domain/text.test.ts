import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cut, lengthOf, parseText, parseTicker, type TickerRule } from "../../src/domain/text.ts";
import { problem } from "../support/caught.ts";

const NAME = { min: 2, max: 12 };
const TEXT = { min: 1, max: 50, lines: "many" } as const;
const LATIN: TickerRule = { min: 2, max: 10, alphabet: "latin" };
const ANY: TickerRule = { min: 1, max: 20, alphabet: "any" };

const FAMILY = "👨‍👩‍👧‍👦";

describe("a name", () => {
  it.each([
    ["  Moss Coin ", "Moss Coin"],
    ["Moss \t  Coin", "Moss Coin"],
    ["<b>Moss</b>", "<b>Moss</b>"],
    ["&amp; Moss", "&amp; Moss"],
    ["Čaj & Möhre", "Čaj & Möhre"],
    ["苔コイン", "苔コイン"],
    ["مِرْآة", "مِرْآة"],
    ["می‌خواهم", "می‌خواهم"],
    ["क्‍ष क्‍ष", "क्‍ष क्‍ष"],
    ["Moss 🌱", "Moss 🌱"],
    ["❤️‍🔥 1️⃣", "❤️‍🔥 1️⃣"],
    ["🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇩🇪", "🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇩🇪"],
  ])("%j is taken as %j", (typed, text) => {
    expect(parseText("name", typed, NAME)).toBe(text);
  });

  it.each([
    ["", "empty"],
    [" \t\n ", "empty"],
    ["M", "too-short"],
    ["🌱", "too-short"],
    ["Moss Coin Extra", "too-long"],
    ["Mo\u0000ss", "control-characters"],
    ["Mo\u007Fss", "control-characters"],
    ["Moss\nCoin", "control-characters"],
    ["Moss\u2028Coin", "control-characters"],
    ["Moss\u2029Coin", "control-characters"],
    ["\u202EssoM", "control-characters"],
    ["Mo\u200Fss", "control-characters"],
    ["Mo\u2066ss", "control-characters"],
    ["Mo\u200Bss", "control-characters"],
    ["Mo\u2060ss", "control-characters"],
    ["Mo\u00ADss", "control-characters"],
    ["Mo\u034Fss", "control-characters"],
    ["Mo\u200Dss", "control-characters"],
    ["Mo\u200Css", "control-characters"],
    ["Mo\uFE0Fss", "control-characters"],
    ["1\uFE0F Moss", "control-characters"],
    ["Moss\u{E0041}", "control-characters"],
    ["\u200D\u200D", "control-characters"],
    ["\u3164\u3164", "control-characters"],
    ["\u2800\u2800", "control-characters"],
  ])("%j is refused as %s", async (typed, code) => {
    expect(await problem(() => parseText("name", typed, NAME))).toMatchObject({
      code,
      field: "name",
    });
  });

  it("is as long as people count", async () => {
    expect(parseText("name", FAMILY.repeat(12), NAME)).toBe(FAMILY.repeat(12));
    expect(await problem(() => parseText("name", FAMILY.repeat(13), NAME))).toEqual({
      code: "too-long",
      field: "name",
      max: 12,
      got: 13,
    });
  });

  it("does not hide a thousand marks behind one letter", async () => {
    const pile = `Mo${"\u0301".repeat(1_000)}`;

    expect(await problem(() => parseText("name", pile, NAME))).toMatchObject({ code: "too-long" });
  });
});

describe("a description", () => {
  it("may have several lines, whatever ends them", () => {
    expect(parseText("description", " one\r\ntwo\rthree\n\nfour ", TEXT)).toBe(
      "one\ntwo\nthree\n\nfour",
    );
  });

  it.each(["Moss\u202Ecoin", "Moss\u200Bcoin", "Moss\u0007coin", "Moss\u2028coin", "a\n\u200Db"])(
    "is refused with hidden marks: %j",
    async (typed) => {
      expect(await problem(() => parseText("description", typed, TEXT))).toEqual({
        code: "control-characters",
        field: "description",
      });
    },
  );
});

describe("a ticker", () => {
  it.each([
    ["MOSS", "MOSS"],
    ["moss", "MOSS"],
    ["$MOSS", "MOSS"],
    [" $ moss ", "MOSS"],
    ["＄MOSS", "MOSS"],
    ["M0SS2", "M0SS2"],
  ])("%j is %j where only A to Z and 0 to 9 are taken", (typed, ticker) => {
    expect(parseTicker(typed, LATIN)).toBe(ticker);
  });

  it.each([
    ["moss", "moss"],
    ["$Moss", "Moss"],
    ["МОХ", "МОХ"],
    ["苔", "苔"],
    ["مِرْآة", "مِرْآة"],
    ["1", "1"],
  ])("%j is %j where letters of every script are taken", (typed, ticker) => {
    expect(parseTicker(typed, ANY)).toBe(ticker);
  });

  it.each([
    ["", { code: "empty", field: "ticker" }],
    ["$", { code: "empty", field: "ticker" }],
    ["M", { code: "too-short", field: "ticker", min: 2 }],
    ["MOSSMOSSMOS", { code: "too-long", field: "ticker", max: 10, got: 11 }],
    ["MOSS🌱", { code: "ticker-emoji" }],
    ["🇩🇪", { code: "ticker-emoji" }],
    ["A1️⃣", { code: "ticker-emoji" }],
    ["MO SS", { code: "ticker-alphabet", allowed: "latin", found: " " }],
    ["$$MOSS", { code: "ticker-alphabet", allowed: "latin", found: "$" }],
    ["MÖSS", { code: "ticker-alphabet", allowed: "latin", found: "Ö" }],
    ["МOSS", { code: "ticker-alphabet", allowed: "latin", found: "М" }],
    // Upper-cased, these would become SS, FI and I.
    ["straße", { code: "ticker-alphabet", allowed: "latin", found: "ß" }],
    ["ﬁn", { code: "ticker-alphabet", allowed: "latin", found: "ﬁ" }],
    ["mıx", { code: "ticker-alphabet", allowed: "latin", found: "ı" }],
    ["MO\u200BSS", { code: "control-characters", field: "ticker" }],
    ["<b>", { code: "ticker-alphabet", allowed: "latin", found: "<" }],
  ])("%j is refused where only A to Z and 0 to 9 are taken", async (typed, expected) => {
    expect(await problem(() => parseTicker(typed, LATIN))).toEqual(expected);
  });

  it.each([
    ["MO-SS", { code: "ticker-alphabet", allowed: "any", found: "-" }],
    ["\u0301MOSS", { code: "ticker-alphabet", allowed: "any", found: "\u0301" }],
    ["MOSS🌱", { code: "ticker-emoji" }],
    ["1️⃣", { code: "ticker-emoji" }],
    ["MO\uFE0FSS", { code: "control-characters", field: "ticker" }],
    ["\u3164", { code: "control-characters", field: "ticker" }],
  ])("%j is refused where letters of every script are taken", async (typed, expected) => {
    expect(await problem(() => parseTicker(typed, ANY))).toEqual(expected);
  });

  it("never comes out in another form than the provider's own pattern", () => {
    const typed = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.stringMatching(/^\$?[a-zA-Z0-9ßı]{0,12}$/),
    );
    fc.assert(
      fc.property(typed, (text) => {
        let ticker: string;
        try {
          ticker = parseTicker(text, LATIN);
        } catch (error) {
          expect(error).toMatchObject({ name: "InputError" });
          return;
        }
        expect(ticker).toMatch(/^[A-Z0-9]{2,10}$/);
        expect(parseTicker(ticker, LATIN)).toBe(ticker);
      }),
      { numRuns: 500 },
    );
  });
});

describe("length", () => {
  it.each([
    ["", 0],
    ["Moss", 4],
    ["é", 1],
    ["e\u0301", 1],
    [FAMILY, 1],
    ["🧑🏻‍❤️‍💋‍🧑🏿", 1],
    ["🏴󠁧󠁢󠁥󠁮󠁧󠁿", 1],
    ["🇩🇪🇫🇷", 2],
  ])("of %j is %d", (text, length) => {
    expect(lengthOf(text)).toBe(length);
  });
});

describe("cutting", () => {
  it.each([
    ["short", 10, "short"],
    ["exactly 10", 10, "exactly 10"],
    ["more than ten", 10, "more than…"],
    ["  two\n\n lines ", 10, "two lines"],
    ["aa😀bb", 4, "aa…"],
    ["aa😀bb", 5, "aa😀…"],
  ])("%j to %d gives %j", (text, max, expected) => {
    expect(cut(text, max)).toBe(expected);
  });

  it("never gives more than asked for, nor half a character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 20 }), (text, max) => {
        const got = cut(text, max);

        expect(got.length).toBeLessThanOrEqual(max);
        expect(got.isWellFormed()).toBe(true);
      }),
    );
  });
});
