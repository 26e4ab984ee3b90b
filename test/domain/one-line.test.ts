import { describe, expect, it } from "vitest";
import { readLine } from "../../src/domain/one-line/read-line.ts";

const found = (text: string) => readLine(text).found;
const choices = (text: string) =>
  readLine(text).choices.map(({ field, candidates }) => [field, ...candidates]);
const unread = (text: string) => readLine(text).unread.map((one) => one.text);

const MOSS = { target: "pump", ticker: "MOSS", name: "Moss Coin", buy: "0.5" };

describe("a line", () => {
  it.each([
    'pump MOSS "Moss Coin" 0.5',
    '0,5 "Moss Coin" MOSS pump',
    "Moss Coin $MOSS 0.5 PUMP",
    "pump.fun, MOSS, Moss Coin, .5",
    "pumpfun,MOSS,Moss Coin,0.5",
    'pump\nMOSS\n"Moss Coin"\n0.5',
    "0.5 pump Moss Coin MOSS",
    "pump | MOSS | Moss Coin | 0.5",
  ])("%s says all four", (text) => {
    expect(readLine(text)).toEqual({ found: MOSS, choices: [], unread: [] });
  });

  it.each(
    Array.from("“”„“«»»«‹›「」『』‘’‚‘＂＂``''\"\"〝〞").flatMap((mark, at, marks) =>
      at % 2 === 0 ? [mark + "0.5 bonk, $X" + (marks[at + 1] ?? "")] : [],
    ),
  )("what stands in %s means nothing of its own", (quoted) => {
    expect(readLine(`pump MOSS ${quoted} 1`)).toEqual({
      found: { target: "pump", ticker: "MOSS", name: "0.5 bonk, $X", buy: "1" },
      choices: [],
      unread: [],
    });
  });

  it("reads marks of two keyboards as a pair, and an apostrophe as a letter", () => {
    expect(found('“Moss Coin" $m')).toEqual({ name: "Moss Coin", ticker: "m" });
    expect(found("'Moss's Coin'")).toEqual({ name: "Moss's Coin" });
    expect(found("pump Rock 'n' Roll")).toEqual({ target: "pump", name: "Rock 'n' Roll" });
  });

  it.each([
    ["letsbonk", "bonk"],
    ["letsbonk USD1", "usd1"],
    ["Four.Meme", "bnb"],
    ["nad.fun", "nadfun"],
    ["Meteora DBC", "blowfish"],
    ["jupiter", "swarms"],
    ["swarms.world", "swarms"],
  ])("%s is a target", (text, target) => {
    expect(readLine(`MOSS ${text} "M"`).found).toEqual({ target, ticker: "MOSS", name: "M" });
  });

  it.each([
    ["0.5 sol", "0.5 SOL"],
    ["0,5SOL", "0.5 SOL"],
    ["2ETH", "2 ETH"],
    ["0.01 mon", "0.01 MON"],
    ["0.1bnb", "0.1 BNB"],
  ])("%s is an amount with its unit", (text, buy) => {
    expect(readLine(`MOSS "Moss" ${text}`).found).toEqual({ ticker: "MOSS", name: "Moss", buy });
  });

  it("sorts links by what they are", () => {
    const links = "https://moss.example/coin, x.com/moss https://t.me/moss www.moss.example/m.PNG.";

    expect(readLine(links)).toEqual({
      found: {
        website: "https://moss.example/coin",
        twitter: "https://x.com/moss",
        telegram: "https://t.me/moss",
        picture: "https://www.moss.example/m.PNG",
      },
      choices: [],
      unread: [],
    });
  });

  it("takes the only bare word beside a quoted name for the ticker", () => {
    expect(found('moss "Moss Coin" pump')).toEqual({
      ...{ target: "pump", ticker: "moss", name: "Moss Coin" },
    });
    expect(unread('MOSS "Moss Coin" please now')).toEqual(["please", "now"]);
  });
});

describe("what can be read in two ways is a choice", () => {
  it.each([
    ["pump bonk MOSS", [["target", "pump", "bonk"]]],
    ["$MOSS $FERN $REED", [["ticker", "MOSS", "FERN", "REED"]]],
    ["MOSS FERN REED pump", [["ticker", "MOSS", "FERN", "REED"]]],
    ['MOSS "Moss" 1 2', [["buy", "1", "2"]]],
    ['MOSS "Moss" 1,000', [["buy", "1.000", "1000"]]],
    ['MOSS "Moss" ,5', [["buy", "0.5", "5"]]],
    ["pump MOSS Area 51", [["buy", "51", null]]],
    ["MOSS moss.xyz", [["website", "https://moss.xyz/", null]]],
    ["MOSS X.com", [["twitter", "https://x.com/", null]]],
    ["Moss pump Coin", [["name", "Moss Coin", "Moss", "Coin"]]],
    ["The USA Coin", [["name", "The Coin", "The USA Coin", "The", "Coin"]]],
    ['MOSS "Moss" "Coin"', [["name", "Moss", "Coin"]]],
    ['MOSS "Moss Coin 0.5', [["name", "Moss Coin", "Moss Coin 0.5"]]],
    [
      "https://a.example https://b.example",
      [["website", "https://a.example/", "https://b.example/"]],
    ],
    ["@quick @slow", [["preset", "quick", "slow"]]],
  ])("%s", (text, expected) => {
    expect(choices(text)).toEqual(expected);
  });

  it("its answer settles the same text", () => {
    const line = "pump BONK MOSS Area 51";
    const target = { target: "pump" };
    const ticker = { ...target, ticker: "BONK" };
    const buy = { ...ticker, buy: null };

    expect(choices(line)).toEqual([["target", "pump", "bonk"]]);
    expect(readLine(line, target).choices).toMatchObject([{ field: "ticker" }]);
    expect(readLine(line, ticker).choices).toMatchObject([{ field: "buy" }]);
    expect(readLine(line, buy)).toEqual({
      found: { target: "pump", ticker: "BONK", name: "MOSS Area 51" },
      choices: [],
      unread: [],
    });
  });

  it("gives no ticker while one of two targets may turn out to be it", () => {
    expect(readLine("pump BONK MOSS").found).toEqual({});
  });

  it("an answer that the text does not offer settles nothing", () => {
    expect(readLine("$MOSS $FERN", { ticker: "REED" }).choices).toHaveLength(1);
    expect(readLine("$MOSS", { ticker: "REED", target: "bonk" }).found).toEqual({ ticker: "MOSS" });
  });

  it("a quotation that never closes can end with its line", () => {
    const line = 'pump MOSS "Moss Coin 0.5\nx.com/moss';

    expect(readLine(line, { name: "Moss Coin" }).found).toMatchObject({ buy: "0.5" });
    expect(readLine(line, { name: "Moss Coin 0.5" }).found).toEqual({
      ...{ target: "pump", ticker: "MOSS", name: "Moss Coin 0.5", twitter: "https://x.com/moss" },
    });
  });
});

describe("what is not understood is told", () => {
  it.each(["-0.5", "$0.5", "1,000.5", "0.5.5", "/start", "@no-such!", "100%", "...5"])(
    "%s",
    (odd) => {
      expect(readLine(`pump $MOSS "Moss" ${odd}`)).toEqual({
        found: { target: "pump", ticker: "MOSS", name: "Moss" },
        choices: [],
        unread: [{ text: odd, problem: null }],
      });
    },
  );

  it("with the reason where it is a link", () => {
    expect(readLine("http://moss.example, https://ann:pw@moss.example").unread).toMatchObject([
      { text: "http://moss.example", problem: { code: "link-not-https" } },
      { text: "https://ann:pw@moss.example", problem: { code: "link-credentials" } },
    ]);
  });
});
