import fc from "fast-check";
import { expect, it } from "vitest";
import { exactNumber, jsonBody } from "../../src/providers/secret-body.ts";

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
