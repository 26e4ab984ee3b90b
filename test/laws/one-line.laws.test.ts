import fc from "fast-check";
import { describe, expect } from "vitest";
import type { Found, Line, Settled } from "../../src/domain/one-line/line.ts";
import { HARD_MARKS } from "../../src/domain/one-line/quotes.ts";
import { readLine } from "../../src/domain/one-line/read-line.ts";
import { formatAmount, parseAmount, SOL } from "../../src/domain/money.ts";
import { TARGET_IDS, TARGETS } from "../../src/domain/targets.ts";
import { hostile } from "./arbitraries.ts";
import { law } from "./runs.ts";

const OFTEN = 3;
const MARKS = ["“”", "„“", "«»", "»«", "‹›", "「」", "『』", '""', "＂＂", "``", "''", "‘’"];
const ANY_MARK = new RegExp(`[${HARD_MARKS}]`, "gu");

const target = fc.constantFrom(...TARGET_IDS);
const ticker = fc.stringMatching(/^[A-Z][A-Z0-9]{1,9}$/).filter(isNoTarget);
/** Bare words of a name that are nothing else. */
const plainWord = fc.stringMatching(/^[A-ZÄЖ][a-zéжß]{1,8}$/).filter(isNoTarget);
const plainName = fc.array(plainWord, { minLength: 1, maxLength: 3 }).map((all) => all.join(" "));
/** A name that means all sorts of things when it is not quoted. */
const wildName = fc
  .array(
    fc.oneof(
      plainWord,
      target,
      ticker,
      fc.constantFrom("0.5", "$X", "@a", "x.com/a", "1,000", "&"),
    ),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((all) => all.join(" "));
const amount = fc.bigInt({ min: 0n, max: 10n ** 15n - 1n });
const page = fc.stringMatching(/^[a-z]{2,8}$/);

function isNoTarget(word: string): boolean {
  return !/^(sol|eth|mon|bnb)$/i.test(word) && readLine(word).found.target === undefined;
}

/** One way to type each field, which means it wherever it stands. */
interface Typed {
  readonly says: Found;
  readonly item: string;
}
const typedTarget = fc.tuple(target, fc.nat(2)).map(([id, how]): Typed => ({
  says: { target: id },
  item: [id, id.toUpperCase(), TARGETS[id].label][how] ?? id,
}));
const typedTicker = fc.tuple(ticker, fc.boolean()).map(([says, tag]): Typed => ({
  says: { ticker: says },
  item: tag ? `$${says}` : says,
}));
const quotedName = fc
  .tuple(wildName, fc.constantFrom(...MARKS))
  // A single character between apostrophes is a shortened word.
  .filter(([name, marks]) => name.length > 1 || !/['‘]/.test(marks))
  .map(([name, marks]): Typed => ({
    says: { name },
    item: marks.slice(0, 1) + name + marks.slice(1),
  }));
const bareName = plainName.map((name): Typed => ({ says: { name }, item: name }));
const typedBuy = fc
  .tuple(amount, fc.constantFrom("", "SOL", " sol"))
  .map(([lamports, unit]): Typed => {
    const digits = formatAmount(lamports, SOL).replace(" SOL", "");
    const sure = digits.includes(".") ? digits : `${digits}.0`;
    return { says: { buy: sure + (unit === "" ? "" : " SOL") }, item: sure + unit };
  });
const typedLink = fc
  .tuple(page, fc.constantFrom("website", "twitter", "telegram", "picture"))
  .map(([word, field]): Typed => {
    const url = {
      website: `https://${word}.example/`,
      twitter: `https://x.com/${word}`,
      telegram: `https://t.me/${word}`,
      picture: `https://${word}.example/${word}.png`,
    }[field];
    return { says: { [field]: url }, item: url };
  });

const aLine = fc
  .tuple(typedTarget, typedTicker, fc.oneof(quotedName, bareName), typedBuy, typedLink)
  .map((all) => all as readonly Typed[]);
const shuffled = aLine.chain((items) =>
  fc.tuple(
    fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length }),
    fc.constantFrom(" ", "  ", ", ", "\n", "; ", " | ", " — "),
  ),
);
const saying = (items: readonly Typed[]): Found =>
  Object.assign({}, ...items.map(({ says }) => says)) as Found;

/** Pieces that mean something, in all the wrong places. */
const piece = fc.oneof(
  fc.constantFrom(...MARKS.flatMap((pair) => Array.from(pair)), ",", "，", "|", "-", "$", "@", "…"),
  fc.constantFrom("pump", "BONK", "usd1", "letsbonk", "0.5", "1,000", ",5", "51", "sol", "BNB"),
  fc.constantFrom(
    "$MOSS",
    "FERN",
    "@quick",
    "moss.xyz",
    "x.com/a",
    "https://a.b/c.png",
    "http://a.b",
  ),
  plainWord,
  ticker,
  hostile(12),
);
const glued = fc
  .array(fc.tuple(piece, fc.constantFrom(" ", " ", "", "\n")), { maxLength: 14 })
  .map((all) => all.map((one) => one.join("")).join(""));
const anything = fc.oneof({ weight: 3, arbitrary: glued }, { weight: 1, arbitrary: hostile(300) });

/** Answers every choice, each time with the candidate that `picks` points to. */
function settleAll(text: string, picks: readonly number[]): { line: Line; settled: Settled } {
  let settled: Settled = {};
  for (let round = 0; ; round += 1) {
    const line = readLine(text, settled);
    const choice = line.choices[0];
    if (!choice) return { line, settled };
    expect(round).toBeLessThan(12);
    const pick = (picks[round % picks.length] ?? 0) % choice.candidates.length;
    settled = { ...settled, [choice.field]: choice.candidates[pick] ?? null };
  }
}
const picks = fc.array(fc.nat(5), { minLength: 1, maxLength: 9 });

/** As somebody types it who wants no misunderstanding. */
function write(found: Found): string {
  const pairs = found.name === undefined ? [] : MARKS.concat(["〝〟", '"”', '“"', "‚’"]);
  const quoted = pairs
    .map((marks) => marks.slice(0, 1) + (found.name ?? "") + marks.slice(1))
    .find((item) => readLine(item).found.name === found.name);
  const { target: to, ticker: tag, buy, preset, picture, website, twitter, telegram } = found;
  const prefixed = [to, tag && `$${tag}`, quoted, buy?.replace(" ", ""), preset && `@${preset}`];
  return [...prefixed, picture, website, twitter, telegram].filter(Boolean).join(" ");
}

describe("a line that says everything once", () => {
  law(
    "says the same in any order and between any marks that part things",
    fc.property(shuffled, ([items, between]) => {
      const line = readLine(items.map(({ item }) => item).join(between));

      expect(line).toEqual({ found: saying(items), choices: [], unread: [] });
    }),
    { share: OFTEN },
  );

  law(
    "says the same amount with a comma as with a dot, or asks which is meant",
    fc.property(amount, (lamports) => {
      const digits = formatAmount(lamports, SOL).replace(" SOL", "");
      const dotted = readLine(`"Moss" ${digits}`);
      const comma = readLine(`"Moss" ${digits.replace(".", ",")}`);

      expect(parseAmount(dotted.found.buy ?? "", SOL)).toBe(lamports);
      const [choice] = comma.choices;
      if (choice) expect(choice.candidates).toContain(digits);
      else expect(parseAmount(comma.found.buy ?? "", SOL)).toBe(lamports);
    }),
    { share: OFTEN },
  );

  law(
    "says of a quoted name nothing but the name",
    fc.property(quotedName, ({ says, item }) => {
      expect(readLine(item)).toEqual({ found: says, choices: [], unread: [] });
    }),
    { share: OFTEN },
  );
});

describe("any text at all", () => {
  law(
    "is read, and answers settle all its choices one by one",
    fc.property(anything, picks, (text, answers) => {
      const { line } = settleAll(text, answers);

      expect(Object.values(line.found)).not.toContain("");
    }),
    { share: OFTEN },
  );

  law(
    "gives only what stands in it",
    fc.property(anything, picks, (text, answers) => {
      const { found } = settleAll(text, answers).line;
      const flat = text.replace(/\s+/g, " ");
      const { name, ticker: tag, preset, buy = "" } = found;

      for (const word of (name ?? "").split(" ")) expect(flat).toContain(word);
      expect(flat).toContain(tag ?? "");
      expect(flat.toLowerCase()).toContain(preset === undefined ? "" : `@${preset}`);
      const significant = buy.replace(/\D/g, "").replace(/^0+/, "");
      expect(flat.replace(/[.,]/g, "")).toContain(significant);
    }),
    { share: OFTEN },
  );

  law(
    "loses no word: it is found, offered or told as not understood",
    fc.property(anything, picks, (text, answers) => {
      const { line } = settleAll(text, answers);
      const told = JSON.stringify([write(line.found), line.unread, line.found]).toLowerCase();
      const words = text.match(/(?<=^|\s)[\p{L}]{2,}(?=\s|$)/gu) ?? [];

      for (const word of words) {
        const isTarget = readLine(word).found.target !== undefined;
        if (!isTarget && !/^(sol|eth|mon)$/i.test(word)) expect(told).toContain(word.toLowerCase());
      }
    }),
    { share: OFTEN },
  );

  law(
    "what is found while something is open stays found, where no quotation hides the rest",
    fc.property(anything, fc.nat(5), (typed, pick) => {
      const text = typed.replace(ANY_MARK, "");
      const line = readLine(text);
      const [choice] = line.choices;
      if (!choice) return;
      const answer = choice.candidates[pick % choice.candidates.length] ?? null;
      const after = readLine(text, { [choice.field]: answer });

      if (readLine(`${text}\n`, { [choice.field]: answer }).choices.length > 0) return;
      if (
        MARKS.join("")
          .split("")
          .some((mark) => text.includes(mark))
      )
        return;
      expect(after.found).toMatchObject(line.found);
    }),
    { share: OFTEN },
  );

  law(
    "reads the same when what was found is written down again",
    fc.property(anything, picks, (text, answers) => {
      const { found } = settleAll(text, answers).line;
      const again = readLine(write(found));

      expect(again).toEqual({ found, choices: [], unread: [] });
      expect(write(again.found)).toBe(write(found));
    }),
    { share: OFTEN },
  );

  law(
    "takes no time when it is far longer than a message can be",
    fc.property(
      fc.constantFrom(
        '"',
        "“",
        "'",
        ' "a',
        "a,",
        "1,",
        "https://",
        "$A ",
        "a ",
        "A 1 ",
        "a.",
        "«a",
        "A ",
        "a | ",
        "moss.xyz ",
        "@a ",
        "pump bonk ",
      ),
      (filler) => {
        const line = readLine(filler.repeat(40_000 / filler.length));

        expect(line.choices.every(({ candidates }) => candidates.length > 1)).toBe(true);
      },
    ),
    { share: 0.3 },
  );
});
