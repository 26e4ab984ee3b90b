import { describe, expect, it } from "vitest";
import { holds } from "./needles.ts";

const SECRET = 'a "secret" of ümlauts + more/than?one';
const planted = { name: "it", forms: [SECRET] };
const around = (text: string): Buffer => Buffer.from(`before ${text} after`);

describe("a planted secret is found", () => {
  it.each([
    ["in clear", SECRET],
    ["in hex", Buffer.from(SECRET).toString("hex")],
    ["in HEX", Buffer.from(SECRET).toString("hex").toUpperCase()],
    ["in JSON", JSON.stringify({ SECRET })],
    ["in JSON inside JSON", JSON.stringify(JSON.stringify({ SECRET }))],
    ["in a query", `https://example.com/?key=${encodeURIComponent(SECRET)}`],
    ["cut at both ends", SECRET.slice(5, -5)],
    ["in base64", encoded("base64", "")],
    ["in base64 after a byte", encoded("base64", "x")],
    ["in base64 after two bytes", encoded("base64", "xy")],
    ["in base64url", encoded("base64url", "")],
    ["in base64url after a byte", encoded("base64url", "x")],
    ["in base64url after two bytes", encoded("base64url", "xy")],
  ])("%s", (_how, text) => {
    expect(holds(around(text), planted)).toBe(true);
  });

  it("and not where it is not", () => {
    expect(holds(around(SECRET.replace("of", "or")), planted)).toBe(false);
  });
});

function encoded(as: "base64" | "base64url", before: string): string {
  return Buffer.from(`${before}${SECRET} and what follows`).toString(as);
}
