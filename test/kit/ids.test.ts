import { describe, expect, it } from "vitest";
import { ID_PATTERN, idFrom, newId } from "../../src/kit/ids.ts";

const LETTERS = Array.from("23456789bcdfghjkmnpqrstvwxyz");

/** How often each letter turns up, as a share of what an even spread would give. */
function shares(ids: readonly string[]): number[] {
  const letters = ids.join("");
  return LETTERS.map(
    (letter) => ((letters.split(letter).length - 1) / letters.length) * LETTERS.length,
  );
}

describe("a new id", () => {
  it("is twelve letters that are hard to misread and spell no words", () => {
    const ids = Array.from({ length: 1_000 }, newId);

    expect(ids.filter((id) => !ID_PATTERN.test(id))).toEqual([]);
    expect(new Set(ids.join("")).difference(new Set(LETTERS))).toEqual(new Set());
  });

  it("comes once", () => {
    const ids = Array.from({ length: 10_000 }, newId);

    expect(new Set(ids).size).toBe(10_000);
  });

  it("uses every letter alike", () => {
    const spread = shares(Array.from({ length: 20_000 }, newId));

    // Of 240,000 letters: 6 % are more than five standard deviations, and a biased choice gives four letters 9 % too much.
    expect(Math.min(...spread)).toBeGreaterThan(0.94);
    expect(Math.max(...spread)).toBeLessThan(1.06);
  });
});

describe("the pattern of ids", () => {
  it("takes exactly the letters there are", () => {
    const taken = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).filter(
      (letter) => ID_PATTERN.test(letter.repeat(12)),
    );

    expect(taken).toEqual(LETTERS);
  });

  it.each(["", "22222222222", "2222222222222", "222222222222\n", "a".repeat(12)])(
    "does not take %j",
    (text) => {
      expect(ID_PATTERN.test(text)).toBe(false);
    },
  );
});

describe("an id from a text", () => {
  it("is the same every time, in every version", async () => {
    expect(await idFrom("update 41")).toBe(await idFrom("update 41"));
    expect(await idFrom("update 41")).toBe("4fn38rf5n2g2");
  });

  it("is another one for another text", async () => {
    const ids = await Promise.all(Array.from({ length: 2_000 }, (_, n) => idFrom(`update ${n}`)));

    expect(new Set(ids).size).toBe(2_000);
    expect(ids.filter((id) => !ID_PATTERN.test(id))).toEqual([]);
  });

  it("can come from any text", async () => {
    expect(await idFrom("")).toMatch(ID_PATTERN);
    expect(await idFrom("🌱".repeat(10_000))).toMatch(ID_PATTERN);
  });
});
