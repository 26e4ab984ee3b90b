import { describe, expect, it } from "vitest";
import { signInitData } from "../../src/sandbox/telegram/init-data.ts";
import { createInitDataReader } from "../../src/vault/init-data.ts";
import { aClock, START } from "../support/a-clock.ts";

const TOKEN = "1234567890:AAexample-of-a-token-that-is-none0";
const NOW_S = Math.floor(START / 1000);
const FIELDS = {
  query_id: "AAHdF6IQAAAAAN0XohDhrOrc",
  user: '{"id":8123456789,"first_name":"Ada","last_name":"\\u00c5 & = \\n?","language_code":"en"}',
  auth_date: String(NOW_S),
  signature: "e30_-",
};

const read = createInitDataReader(TOKEN, aClock());
const signed = (fields: Readonly<Record<string, string>>) => signInitData(TOKEN, fields);

describe("what Telegram signs for a Mini App", () => {
  it("names its person", async () => {
    expect(read(await signed(FIELDS))).toBe(8123456789);
  });

  it("counts in any order of its fields", async () => {
    const pairs = [...new URLSearchParams(await signed(FIELDS))].reverse();

    expect(read(new URLSearchParams(pairs).toString())).toBe(8123456789);
  });

  it.each(Object.keys(FIELDS))("counts for nothing when its %s was changed", async (name) => {
    const forged = new URLSearchParams(await signed(FIELDS));
    forged.set(
      name,
      (forged.get(name) ?? "").replace(/\d/, (digit) => String(9 - Number(digit))),
    );

    expect(read(forged.toString().replace("e30_-", "e31_-"))).toBeNull();
  });

  it("counts for nothing when a field was added or taken away", async () => {
    const more = new URLSearchParams(await signed(FIELDS));
    more.append("start_param", "x");
    const fewer = new URLSearchParams(await signed(FIELDS));
    fewer.delete("query_id");

    expect(read(more.toString())).toBeNull();
    expect(read(fewer.toString())).toBeNull();
  });

  it("counts for nothing under another bot's token", async () => {
    expect(read(await signInitData(TOKEN.replace("12", "21"), FIELDS))).toBeNull();
  });

  it.each(["user", "auth_date", "hash", "query_id"])("takes no second %s", async (name) => {
    const text = await signed(FIELDS);
    const value = new URLSearchParams(text).get(name) ?? "";

    expect(read(`${text}&${name}=${encodeURIComponent(value)}`)).toBeNull();
    expect(read(`${name}=x&${text}`)).toBeNull();
  });

  it.each([
    ["300 s ago", -300, 8123456789],
    ["301 s ago", -301, null],
    ["30 s ahead", 30, 8123456789],
    ["31 s ahead", 31, null],
  ])("signed %s", async (_, seconds, person) => {
    expect(read(await signed({ ...FIELDS, auth_date: String(NOW_S + seconds) }))).toBe(person);
  });

  it.each([
    ["no user", { user: "" }],
    ["a user that is no JSON", { user: "{" }],
    ["a user without an id", { user: '{"first_name":"Ada"}' }],
    ["an id that is a text", { user: '{"id":"8123456789"}' }],
    ["an id below one", { user: '{"id":-1}' }],
    ["no date", { auth_date: "" }],
    ["a date with a sign", { auth_date: `+${NOW_S}` }],
    ["a date with a fraction", { auth_date: `${NOW_S}.5` }],
  ])("counts for nothing with %s, though signed", async (_, part) => {
    expect(read(await signed({ ...FIELDS, ...part }))).toBeNull();
  });

  it("is not read in another way than it was signed", async () => {
    const one = { auth_date: FIELDS.auth_date, user: FIELDS.user };
    const glued = { auth_date: `${one.auth_date}\nuser=${one.user}` };
    const hash = new URLSearchParams(await signed(one)).get("hash") ?? "";
    const halves = { "auth_date=1\nuser": one.user, auth_date: one.auth_date };

    expect(read(await signed(one))).toBe(8123456789);
    expect(read(new URLSearchParams({ ...glued, hash }).toString())).toBeNull();
    expect(read(await signed(halves))).toBeNull();
    expect(read(await signed({ ...FIELDS, query_id: "a\nb" }))).toBeNull();
  });

  it.each(["", "hash=", "x", `hash=${"0".repeat(64)}`, "%", "=", "&&&", "user=%ff"])(
    "is not %j",
    (text) => {
      expect(read(text)).toBeNull();
    },
  );

  it("is of a size that Telegram makes", async () => {
    expect(read(await signed({ ...FIELDS, query_id: "a".repeat(5000) }))).toBeNull();
  });

  it.each(["a".repeat(63), "A".repeat(64), "g".repeat(64), "a".repeat(66)])(
    "carries no hash such as %s",
    async (hash) => {
      const forged = new URLSearchParams(await signed(FIELDS));
      forged.set("hash", hash);

      expect(read(forged.toString())).toBeNull();
    },
  );
});
