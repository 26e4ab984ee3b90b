import fc from "fast-check";
import { expect, it, onTestFinished, vi } from "vitest";
import { exactNumber, fillBody, openJson, sizeOf } from "../../src/providers/open-body.ts";

/** Written, and filled at once. */
const jsonBody = (fields: Record<string, unknown>, secrets: Record<string, Buffer>) =>
  fillBody(openJson(fields, Object.keys(secrets)), secrets);

it("writes secrets so that reading the JSON gives them back, whatever they contain", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      fc.dictionary(fc.string(), fc.string()),
      (text, fields) => {
        const secret = Buffer.from(text.toWellFormed());

        const body = jsonBody({ ...fields, last: 1 }, { key: secret });

        const read = JSON.parse(body.toString("utf8")) as Record<string, unknown>;
        expect(read["key"]).toBe(text.toWellFormed());
        expect(read["last"]).toBe(1);
      },
    ),
  );
});

it("gives byte for byte what would be written with everything at hand", () => {
  const word = fc.stringMatching(/^[!-~]{1,80}$/);
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }),
      fc.dictionary(fc.stringMatching(/^[a-z_]{1,12}$/), word, { maxKeys: 4 }),
      (some, secrets) => {
        const fields = JSON.parse(JSON.stringify({ ...some, type: "t" })) as object;
        const open = openJson({ ...fields }, Object.keys(secrets));
        const bytes = Object.entries(secrets).map(([name, text]) => [name, Buffer.from(text)]);

        const first = fillBody(open, Object.fromEntries(bytes) as Record<string, Buffer>);
        const again = fillBody(open, Object.fromEntries(bytes) as Record<string, Buffer>);

        const head = JSON.stringify(fields).slice(0, -1);
        const tail = Object.keys(secrets).length > 0 ? `,${JSON.stringify(secrets).slice(1)}` : "}";
        expect(first.toString()).toBe(head + tail);
        expect(again).toEqual(first);
      },
    ),
  );
});

it("is filled without a word being encoded anew, however large it is", () => {
  const picture = "A".repeat(1_000_000);
  const open = openJson({ image_url: picture }, ["api_key"]);
  const stringify = vi.spyOn(JSON, "stringify");
  const toText = vi.spyOn(Buffer.prototype, "toString");
  onTestFinished(() => void vi.restoreAllMocks());

  const body = fillBody(open, { api_key: Buffer.from("dummy") });
  const calls = stringify.mock.calls.length + toText.mock.calls.length;

  expect(calls).toBe(0);
  expect(body.length).toBe(picture.length + '{"image_url":"","api_key":"dummy"}'.length);
});

it("says how many bytes it keeps, and is not filled without all its secrets", () => {
  const open = openJson({ a: 1 }, ["key"]);

  expect(sizeOf(open)).toBe('{"a":1,"key":""}'.length);
  expect(() => fillBody(open, {})).toThrow();
});

it("writes an object of secrets alone, and one without any", () => {
  expect(jsonBody({}, { a: Buffer.from("x"), b: Buffer.from('"') }).toString()).toBe(
    String.raw`{"a":"x","b":"\""}`,
  );
  expect(jsonBody({}, {}).toString()).toBe("{}");
});

it("writes a number with the very digits it was given", () => {
  const digits = "0.100000000000000000000000000001";

  expect(jsonBody({ amount: exactNumber(digits) }, {}).toString()).toBe(`{"amount":${digits}}`);
});
