import { describe, expect, it } from "vitest";
import { parseLink } from "../../src/domain/link.ts";
import { problem } from "../support/caught.ts";

describe("a link", () => {
  it.each([
    ["https://moss.example/coin?a=1#b", "https://moss.example/coin?a=1#b"],
    ["moss.example", "https://moss.example/"],
    ["  moss.example/a  ", "https://moss.example/a"],
    ["HTTPS://MOSS.EXAMPLE/A", "https://moss.example/A"],
    // Shown as what it is: a Cyrillic letter in the middle.
    ["https://mоss.example", "https://xn--mss-sed.example/"],
    ["https://тест.рф/а", "https://xn--e1aybc.xn--p1ai/%D0%B0"],
  ])("%j is taken as %j", (typed, link) => {
    expect(parseLink("website", typed)).toBe(link);
  });

  it.each([
    ["", "empty"],
    ["   ", "empty"],
    ["javascript:alert(1)", "link-not-https"],
    ["data:text/html,hi", "link-not-https"],
    ["ftp://moss.example", "link-not-https"],
    ["http://moss.example", "link-not-https"],
    ["tg://resolve?domain=moss", "link-not-https"],
    ["https://user:pass@moss.example", "link-credentials"],
    ["https://user@moss.example", "link-credentials"],
    ["moss@moss.example", "link-credentials"],
    ["https://moss.example@evil.example", "link-credentials"],
    ["https://moss example", "link-unreadable"],
    ["https://moss.example/a b", "link-unreadable"],
    ["https://moss.example/\u3000b", "link-unreadable"],
    ["https://", "link-unreadable"],
    ["https://localhost", "link-unreadable"],
    ["https://[::1]/", "link-unreadable"],
    ["https://.example", "link-unreadable"],
    ["moss", "link-unreadable"],
    ["@moss", "link-unreadable"],
  ])("%j is refused as %s", async (typed, code) => {
    expect(await problem(() => parseLink("website", typed))).toMatchObject({
      code,
      field: "website",
    });
  });

  it("is measured as it will be sent", async () => {
    const typed = `https://moss.example/${"é".repeat(100)}`;

    expect(await problem(() => parseLink("picture", typed, 255))).toEqual({
      code: "too-long",
      field: "picture",
      max: 255,
      got: 621,
    });
    expect(parseLink("picture", `https://moss.example/${"e".repeat(234)}`, 255)).toHaveLength(255);
  });

  it("has a bound where the provider names none", async () => {
    const typed = `https://moss.example/${"e".repeat(500)}`;

    expect(await problem(() => parseLink("website", typed))).toMatchObject({ max: 500 });
  });
});

describe("a link to X or Telegram", () => {
  it.each([
    ["twitter", "@moss", "https://x.com/moss"],
    ["twitter", "x.com/moss", "https://x.com/moss"],
    ["twitter", "https://twitter.com/moss", "https://twitter.com/moss"],
    ["twitter", "https://mobile.twitter.com/moss", "https://mobile.twitter.com/moss"],
    ["telegram", "@moss", "https://t.me/moss"],
    ["telegram", "t.me/+AbC", "https://t.me/+AbC"],
    ["telegram", "https://telegram.me/moss", "https://telegram.me/moss"],
  ] as const)("as %s, %j is taken as %j", (field, typed, link) => {
    expect(parseLink(field, typed)).toBe(link);
  });

  it.each([
    ["twitter", "https://t.me/moss", "x.com"],
    ["twitter", "https://x.com.evil.example/moss", "x.com"],
    ["twitter", "https://notx.com/moss", "x.com"],
    ["telegram", "https://x.com/moss", "t.me"],
    ["telegram", "https://evil.example/t.me", "t.me"],
  ] as const)("as %s, %j is the wrong site", async (field, typed, site) => {
    expect(await problem(() => parseLink(field, typed))).toEqual({
      code: "link-wrong-site",
      field,
      site,
    });
  });

  it.each(["@", "@moss coin", "@moss/../evil", `@${"m".repeat(51)}`])(
    "%j is no name",
    async (typed) => {
      const { code } = await problem(() => parseLink("twitter", typed));

      expect(["link-unreadable", "link-wrong-site", "link-credentials"]).toContain(code);
    },
  );
});
