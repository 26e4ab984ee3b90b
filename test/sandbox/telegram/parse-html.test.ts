import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatText } from "../../../src/sandbox/telegram/format-text.ts";
import { parseHtml } from "../../../src/sandbox/telegram/parse-html.ts";
import { Refusal } from "../../../src/sandbox/telegram/refusal.ts";
import { renderHtml } from "../../../src/sandbox/telegram/render-html.ts";

const marks = (source: string) =>
  parseHtml(source).entities.map(({ type, offset, length }) => [type, offset, length]);

describe("reading HTML as Telegram does", () => {
  it.each([
    [
      "<b>a</b><strong>b</strong>",
      [
        ["bold", 0, 1],
        ["bold", 1, 1],
      ],
    ],
    [
      "<i>a</i><em>b</em>",
      [
        ["italic", 0, 1],
        ["italic", 1, 1],
      ],
    ],
    [
      "<u>a</u><ins>b</ins>",
      [
        ["underline", 0, 1],
        ["underline", 1, 1],
      ],
    ],
    [
      "<s>a</s><strike>b</strike><del>c</del>",
      [
        ["strikethrough", 0, 1],
        ["strikethrough", 1, 1],
        ["strikethrough", 2, 1],
      ],
    ],
    [
      `<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span>`,
      [
        ["spoiler", 0, 1],
        ["spoiler", 1, 1],
      ],
    ],
    ["<code>a</code>", [["code", 0, 1]]],
    ["<pre>a</pre>", [["pre", 0, 1]]],
    ["<blockquote>a</blockquote>", [["blockquote", 0, 1]]],
    ["<blockquote expandable>a</blockquote>", [["expandable_blockquote", 0, 1]]],
    ["<B>a</>", [["bold", 0, 1]]],
    [
      "<b>a<i>b</i></b>",
      [
        ["bold", 0, 2],
        ["italic", 1, 1],
      ],
    ],
    ["<b><b>a</b></b>", [["bold", 0, 1]]],
    ["<b></b>", []],
    // The second half of an emoji counts: offsets are UTF-16 units.
    ["🏟<b>🏟</b>", [["bold", 2, 2]]],
  ])("%s", (source, expected) => {
    expect(marks(source)).toEqual(expected);
  });

  it("keeps addresses, languages and emoji ids", () => {
    expect(parseHtml(`<a href="example.com?a=1&amp;b">x</a>`).entities).toEqual([
      { type: "text_link", offset: 0, length: 1, url: "http://example.com/?a=1&b" },
    ]);
    expect(parseHtml("<a>example.com</a>").entities).toMatchObject([
      { url: "http://example.com/" },
    ]);
    expect(parseHtml(`<a href="nothing">x</a>`).entities).toEqual([]);
    expect(parseHtml(`<pre><code class="language-ts">x</code></pre>`).entities).toEqual([
      { type: "pre", offset: 0, length: 1, language: "ts" },
    ]);
    expect(parseHtml(`<code class="language-ts">x</code>`).entities).toEqual([
      { type: "code", offset: 0, length: 1 },
    ]);
    expect(parseHtml(`<tg-emoji emoji-id="7">👍</tg-emoji>`).entities).toMatchObject([
      { type: "custom_emoji", custom_emoji_id: "7" },
    ]);
  });

  it("knows four names and every number of a character, with or without its semicolon", () => {
    expect(parseHtml("&lt;&gt;&amp;&quot;&#65;&#x1F44D;&lt").text).toBe(`<>&"A👍<`);
    expect(parseHtml("&laquo; & &nbsp; &#1114200;").text).toBe("&laquo; & &nbsp; &#1114200;");
  });

  it.each([
    ["🏟<x>", `Unsupported start tag "x" at byte offset 4`],
    ["a<b", "Unclosed start tag at byte offset 1"],
    ["<b>a", `Can't find end tag corresponding to start tag "b"`],
    ["a</b>", "Unexpected end tag at byte offset 1"],
    ["<b>a</i>", `Unmatched end tag at byte offset 4, expected "</b>", found "</i>"`],
    ["<b>a</b   ", "Unclosed end tag at byte offset 4"],
    ["<i   =a>", `Empty attribute name in the tag "i" at byte offset 0`],
    ["<i a>", `Expected equal sign in declaration of an attribute of the tag "i" at byte offset 0`],
    ["<i a = 1,", "Unexpected end of name token at byte offset 7"],
    [`<i a="b>`, "Unclosed start tag at byte offset 0"],
    ["<span>a</span>", `Tag "span" must have class "tg-spoiler" at byte offset 0`],
    ["1 < 2", `Unsupported start tag "" at byte offset 2`],
    ["&#xDFDF;", "Text contains invalid Unicode characters after decoding HTML entities"],
  ])("refuses %s", (source, why) => {
    expect(() => parseHtml(source)).toThrow(`Bad Request: can't parse entities: ${why}`);
  });

  it("never does anything but read or refuse, whatever it is given", () => {
    const pieces = fc.constantFrom(
      "<", ">", "</", "b", "<b>", "</b>", "<i>", "</>", "&", "&lt;", "&#", "x", "=", '"', "'", " ",
      "<a href=", "example.com", "<pre>", "<code class=\"language-x\">", "</code>", "🏟", "\n",
    ); // prettier-ignore
    const soup = fc.oneof(
      fc.string(),
      fc.array(pieces, { maxLength: 30 }).map((all) => all.join("")),
    );

    fc.assert(
      fc.property(soup, (source) => {
        try {
          const { text, entities } = parseHtml(source);
          for (const { offset, length } of entities) {
            if (offset < 0 || length <= 0 || offset + length > text.length) return false;
          }
          return true;
        } catch (error) {
          return error instanceof Refusal;
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("takes escaped text for what it was before", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const escaped = text.replace(/[<>&"]/g, (one) => `&#${one.charCodeAt(0)};`);

        expect(parseHtml(`<b>${escaped}</b>`).text).toBe(text);
      }),
    );
  });
});

describe("what a chat shows", () => {
  const shown = (text: string, parseMode?: "HTML") => renderHtml(formatText({ text, parseMode }));

  it("escapes text and keeps to tags that a page can trust", () => {
    expect(shown(`<script>"x"</script> & 'y'`)).toBe(
      "&lt;script&gt;&quot;x&quot;&lt;/script&gt; &amp; &#39;y&#39;",
    );
    expect(shown(`<a href="javascript:alert(1)">x</a>`, "HTML")).toBe("x");
    expect(shown(`<a href='https://example.com/"><b>'>x</a>`, "HTML")).toBe(
      `<a href="https://example.com/%22%3E%3Cb%3E">x</a>`,
    );
  });

  it("finds links, commands and tags by itself, but not inside code", () => {
    const { entities } = formatText({
      text: "/launch@launch_bot $MOSS #new see https://a.example/x. or moss.fun, mail a@b.example @ada 1/2",
    });
    expect(entities.map(({ type }) => type)).toEqual([
      "bot_command", "cashtag", "hashtag", "url", "url", "email", "mention",
    ]); // prettier-ignore
    expect(entities[3]).toMatchObject({ length: "https://a.example/x".length });
    expect(formatText({ text: "<code>/start</code>", parseMode: "HTML" }).entities).toMatchObject([
      { type: "code" },
    ]);
  });

  it("drops white space at the ends and moves the marks along", () => {
    expect(formatText({ text: " \n a <b>b</b>  ", parseMode: "HTML" })).toEqual({
      text: "a b",
      entities: [{ type: "bold", offset: 2, length: 1 }],
    });
  });

  it("nests tags of entities that overlap", () => {
    const entities = [
      { type: "bold" as const, offset: 0, length: 2 },
      { type: "italic" as const, offset: 1, length: 2 },
    ];

    expect(renderHtml({ text: "abc", entities })).toBe("<b>a<i>b</i></b><i>c</i>");
  });

  it("always makes well-formed, trusted HTML, whatever overlaps", () => {
    const type = fc.constantFrom("bold", "italic", "code", "spoiler", "blockquote", "url");
    const place = fc.record({ type, offset: fc.nat(9), length: fc.integer({ min: 1, max: 10 }) });

    fc.assert(
      fc.property(fc.array(place, { maxLength: 6 }), (places) => {
        const text = `a<&"b.co 'z`;
        const entities = places.filter(({ offset, length }) => offset + length <= text.length);
        const html = renderHtml({ text, entities: entities });
        const open: string[] = [];
        for (const [, slash, name = ""] of html.matchAll(/<(\/?)([a-z-]+)[^>]*>/g)) {
          if (slash === "") open.push(name);
          else expect(open.pop()).toBe(name);
        }
        expect(open).toEqual([]);
        const plain = html.replace(/<[^>]*>/g, "");
        expect(parseHtml(plain).text).toBe(text);
      }),
    );
  });
});
