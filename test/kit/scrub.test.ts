import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createScrubber, scrub } from "../../src/kit/scrub.ts";

const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
const HEX = "0123456789abcdef";

const word = (letters: string, min: number, max = min) =>
  fc
    .array(fc.nat(letters.length - 1), { minLength: min, maxLength: max })
    .map((places) => places.map((at) => letters.charAt(at)).join(""));

/** A secret as it stands in text, and the part of it that must not be left anywhere. */
interface Planted {
  readonly text: string;
  readonly core: string;
}
const planted = (text: string, core = text): Planted => ({ text, core });

/** Secrets that are known by their own shape, wherever they stand. */
const shaped = fc.oneof(
  fc
    .tuple(fc.integer({ min: 100_000_000, max: 9_999_999_999 }), word(BASE64URL, 35))
    .map(([id, rest]) => planted(`${id}:${rest}`, rest)),
  fc
    .tuple(word(BASE64URL, 20, 60), word(BASE64URL, 40, 80))
    .map(([payload, signature]) => planted(`eyJhbGciOiJI.${payload}.${signature}`, signature)),
  word(BASE58, 86, 88).map((key) => planted(key)),
  fc
    .array(fc.integer({ min: 100, max: 255 }), { minLength: 64, maxLength: 64 })
    .map((bytes) => planted(JSON.stringify(bytes), bytes.slice(10, 20).join(","))),
  word(HEX, 64).map((key) => planted(`0x${key}`, key)),
  fc
    .uint8Array({ minLength: 64, maxLength: 64 })
    .map((bytes) => planted(Buffer.from(bytes).toString("base64"))),
  fc
    .uint8Array({ minLength: 32, maxLength: 32 })
    .map((bytes) => planted(Buffer.from(bytes).toString("base64"))),
  word(BASE64URL, 20, 40).map((key) => planted(`Bearer ${key}`, key)),
  word(BASE58, 20, 40).map((pass) => planted(`postgres://launchgram:${pass}@db/x`, pass)),
);

const FIELDS = [
  ...["api_key", "private_key", "privateKey", "session_id", "bundle_wallets", "sniper_wallets"],
  ...["auto_sell_wallets", "vanity_mint_keypair", "authorization", "jwt", "token", "signature"],
  ...["Authorization", "x-api-key", "user_api_key", "solanaPrivateKey", "WEBHOOK_SECRET"],
] as const;

/** Prose and escapes around a secret, so that it does not stand alone. */
const around = fc.constantFrom(
  "",
  "failed: ",
  "\n",
  '"quoted" ',
  "\u0007",
  "\t\\",
  "é ",
  "/bot",
  "=",
);

/** Wraps a value at random: in objects, lists, and in JSON text again and again. */
function wrapped(value: unknown, steps: readonly number[]): unknown {
  return steps.reduce<unknown>((inner, step) => {
    switch (step) {
      case 0:
        return { body: inner, other: 1 };
      case 1:
        return ["x", inner, null];
      case 2:
        return JSON.stringify(inner);
      case 3:
        return `answer ${JSON.stringify(inner)} after 30 s`;
      default:
        return { deep: { deeper: inner } };
    }
  }, value);
}
const steps = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 6 });

const line = (value: unknown) => `${JSON.stringify({ level: 30, value })}\n`;
const clean = createScrubber().line;

describe("a log line", () => {
  it("holds no secret of a known shape, however it was nested and quoted, and stays JSON", () => {
    fc.assert(
      fc.property(shaped, around, around, steps, (secret, before, after, path) => {
        const out = clean(line(wrapped(`${before}${secret.text} ${after}`, path)));

        expect(out).not.toContain(secret.core);
        expect(JSON.parse(out)).toMatchObject({ level: 30 });
        expect(out.trimEnd()).not.toContain("\n");
      }),
      { numRuns: 3000 },
    );
  });

  it("holds no value of a secret field, whatever the value is, and stays JSON", () => {
    const value = fc.tuple(word(HEX, 6, 12), fc.string(), fc.string());
    const shape = fc.constantFrom("text", "list", "object");

    fc.assert(
      fc.property(fc.constantFrom(...FIELDS), value, shape, steps, (name, parts, kind, path) => {
        const [core, before, after] = parts;
        const text = `${before}<${core}>${after}`;
        const held = { text, list: [[text], "x"], object: { a: { b: text } } }[kind];
        const out = clean(line(wrapped({ [name]: held, ticker: "MOSS" }, path)));

        expect(out).not.toContain(`<${core}>`);
        expect(JSON.parse(out)).toMatchObject({ level: 30 });
      }),
      { numRuns: 3000 },
    );
  });

  it("holds no value of a secret field in JSON that was cut off", () => {
    fc.assert(
      fc.property(fc.constantFrom(...FIELDS), word(HEX, 30), steps, fc.nat(20), (...given) => {
        const [name, core, path, cut] = given;
        const body = JSON.stringify({ ticker: "MOSS", [name]: `"${core}\\` });
        const at = body.indexOf(core) + core.length - cut;
        const out = clean(line(wrapped(body.slice(0, at), path)));

        expect(out).not.toContain(core.slice(0, 10));
        expect(JSON.parse(out)).toMatchObject({ level: 30 });
      }),
      { numRuns: 1000 },
    );
  });

  it("holds no setting that was named a secret, whatever it looks like", () => {
    const known = fc.string({ unit: "grapheme", minLength: 6 }).map((text) => `#${text}`);

    fc.assert(
      fc.property(known, steps, (secret, path) => {
        const out = createScrubber([secret]).line(line(wrapped(`x ${secret} y`, path)));
        const spelled = JSON.stringify(secret).slice(1, -1);

        expect(out).not.toContain(spelled);
        expect(JSON.parse(out)).toMatchObject({ level: 30 });
      }),
      { numRuns: 1000 },
    );
  });

  it("comes out as it went in when there is nothing to hide", () => {
    const harmless = {
      level: 30,
      launch: "b7k2m9x4q3wz",
      mint: "So11111111111111111111111111111111111111112",
      picture: "ab".repeat(32),
      token: 7,
      jwt: null,
      secret: false,
      password: "",
      said: 'the ticker "MOSS" is taken, token: taken',
      numbers: [1, 2, 3],
      when: "2026-01-15T12:30:45.123Z",
    };

    expect(clean(line(harmless))).toBe(line(harmless));
  });

  it("becomes JSON when it was none", () => {
    expect(JSON.parse(clean("not json, Bearer abcdefgh\n"))).toEqual({
      msg: "not json, Bearer [hidden]\n",
    });
  });

  it("survives nesting that would overflow the stack", () => {
    const deep = `${"[".repeat(5000)}${"]".repeat(5000)}`;

    expect(() => JSON.parse(clean(`{"level":30,"value":${deep}}`)) as unknown).not.toThrow();
  });
});

describe("free text", () => {
  it.each([
    ["a file URL", `https://api.telegram.org/file/bot123456789:${"x".repeat(35)}/photos/1.jpg`],
    ["an encoded URL", `https://host/?u=%2Fbot123456789%3A${"x".repeat(35)}`],
    ["a query", "https://host/p?api_key=xxxxxx&name=moss"],
    ["a header", "Authorization: Bearer xxxxxx"],
    ["a header of another scheme", "authorization: Basic xxxxxx"],
    ["an inspected object", inspect({ apiKey: "xxxxxx", privateKey: `it's "xxxxxx"` })],
    ["a settings file", "S3_SECRET_ACCESS_KEY=xxxxxx\nHOST=0.0.0.0"],
    ["a PEM key", `-----BEGIN PRIVATE KEY-----\nxxxxxx\n-----END PRIVATE KEY-----`],
    ["a PEM key that was cut", `-----BEGIN EC PRIVATE KEY-----\nxxxxxx`],
  ])("loses the secret in %s", (_where, text) => {
    expect(scrub(text)).not.toContain("xxxxxx");
  });

  it("loses the bytes of an inspected buffer, however few", () => {
    expect(scrub(inspect({ key: Buffer.from("hidden") }))).toBe("{ key: <Buffer > }");
  });

  it("loses the bytes of a buffer in JSON, however few", () => {
    const json = JSON.stringify({ value: Buffer.from("hidden") });

    expect(scrub(json)).toBe('{"value":"[hidden]"}');
    expect(scrub(`got ${json}`)).toBe('got {"value":{"type":"Buffer","data":[hidden]}}');
    expect(scrub(`got ${json.slice(0, -5)}`)).not.toContain("104");
  });

  it("keeps what a provider says to a person", () => {
    const said = "Tokenization failed: token: already taken. Bearing: 5. See https://x.io/a?b=c";

    expect(scrub(said)).toBe(said);
  });

  it("keeps what follows a secret, also one that ends in a backslash", () => {
    const body = JSON.stringify({ api_key: "hidden\\", ticker: "MOSS" });

    expect(scrub(`sent ${body}`)).toBe(String.raw`sent {"api_key":"[hidden]\\","ticker":"MOSS"}`);
    expect(scrub(`sent ${JSON.stringify(body)}`)).toBe(
      String.raw`sent "{\"api_key\":\"[hidden]\\\\\",\"ticker\":\"MOSS\"}"`,
    );
  });

  it("is the same after a second scrubbing", () => {
    fc.assert(
      fc.property(shaped, around, fc.constantFrom(...FIELDS), (secret, before, name) => {
        const once = scrub(`${before}${secret.text} ${name}="${secret.text}" ${name}=abc`);

        expect(scrub(once)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    "a",
    "\\",
    '\\"',
    "1,",
    "[",
    "5",
    "eyJ",
    "eyJ.",
    "api_key=",
    'api_key="',
    "ab://",
    "a:",
  ])("is done within a moment when it is 100 kB of %s", (filler) => {
    const text = filler.repeat(100_000 / filler.length);

    expect(scrub(text).length).toBeLessThanOrEqual(text.length + 10);
  });

  it("is done with brackets within brackets, thousands of them", () => {
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;

    expect(scrub(deep).length).toBeLessThanOrEqual(deep.length);
    expect(JSON.parse(clean(line({ msg: deep })))).toBeTypeOf("object");
  });

  it("keeps the layout of JSON that holds no secret", () => {
    expect(scrub('{ "ticker":  "MOSS" }')).toBe('{ "ticker":  "MOSS" }');
  });
});
