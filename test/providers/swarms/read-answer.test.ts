import { describe, expect, it } from "vitest";
import { readLaunch } from "../../../src/providers/swarms/read-answer.ts";
import { html, json } from "../../support/a-wire.ts";
import { callError } from "../../support/caught.ts";

// Bodies as documented: src/providers/swarms/swarms.openapi.yaml. Texts that the provider leaves open are ours.
const NOW = Date.parse("2026-07-02T08:00:00Z");
const id = "6f1f2b34-0c5d-4e6f-8a7b-9c0d1e2f3a4b";
const success = {
  success: true,
  id,
  listing_url: `https://swarms.world/agent/${id}`,
  tokenized: true,
  token_address: "9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin",
  pool_address: "8HoQnePLqPj4M7PUDzfw8e3Ymdwgc7NLGnaTUapubyvu",
};
const refusal = (status: number, body: object) =>
  callError(() =>
    readLaunch(json(status, { message: "as told", status_code: status, ...body }), NOW),
  );

describe("a success", () => {
  it("names mint, pool and listing", () => {
    expect(readLaunch(json(200, success), NOW)).toEqual({
      mint: success.token_address,
      pool: success.pool_address,
      listingUrl: success.listing_url,
    });
  });

  it("may come before the mint is known", () => {
    const early = { ...success, token_address: null, pool_address: null };

    expect(readLaunch(json(200, early), NOW)).toEqual({
      mint: null,
      pool: null,
      listingUrl: success.listing_url,
    });
  });

  it("stays one when an address or the link is odd", () => {
    expect(readLaunch(json(200, { ...success, token_address: 7 }), NOW).mint).toBeNull();
    const elsewhere = { ...success, listing_url: "https://swarms.world.evil.example/agent" };
    expect(readLaunch(json(200, elsewhere), NOW)).toMatchObject({
      mint: success.token_address,
      listingUrl: null,
    });
  });

  it("is unclear when it names nothing, or is none", async () => {
    const nothing = { ...success, token_address: null, listing_url: null };
    for (const body of [nothing, { ...success, success: false }, {}, null]) {
      expect((await callError(() => readLaunch(json(200, body), NOW))).fate).toBe("unclear");
    }
    const page = await callError(() => readLaunch(html(200, "<h1>Hi</h1>"), NOW));
    expect(page.fate).toBe("unclear");
  });
});

describe("a refusal", () => {
  it("names the fields that were refused", async () => {
    const details = { fieldErrors: { ticker: ["too long", "odd"], name: ["too short"] } };

    expect((await refusal(400, { error: "Validation error", details })).reason).toEqual({
      code: "fields-refused",
      said: "Validation error: as told",
      fields: [
        { field: "ticker", said: "too long; odd" },
        { field: "name", said: "too short" },
      ],
    });
  });

  it("is told apart by headline and fields", async () => {
    const kinds: readonly (readonly [object, string])[] = [
      [{ error: "Insufficient SOL balance", required_sol: 0.04 }, "funds-missing"],
      [{ error: "Tokenization failed", details: "mint refused" }, "tokenization-failed"],
      [{ error: "Invalid private key" }, "key-refused"],
      [{ error: "Duplicate agent", existingId: id }, "name-taken"],
      [{ error: "Bad request", trustworthiness: 0.1, contentQuality: 0.2 }, "content-refused"],
      [{ error: "Content validation failed" }, "content-refused"],
      [{ error: "Validation error" }, "fields-refused"],
      [{ error: "Unsupported content type" }, "refused"],
    ];

    for (const [body, code] of kinds) {
      expect(await refusal(400, body), code).toMatchObject({ fate: "refused", reason: { code } });
    }
  });

  it("is none when the chain left open how it ended", async () => {
    const details = "Transaction was not confirmed in 60 seconds. It is unknown if it succeeded.";

    const error = await refusal(400, { error: "Tokenization failed", details });

    expect(error).toMatchObject({ fate: "unclear", reason: { code: "server-error" } });
    expect(error.reason.said).toBe(`as told ${details}`);
  });

  it("says where to get a key, but only at the provider's own address", async () => {
    const body = { error: "Authentication failed" };
    const page = "https://swarms.world/platform/api-keys";
    const links = [
      page,
      "http://swarms.world/x",
      "https://evil.example/",
      "https://a@swarms.world/",
      7,
    ];

    const errors = await Promise.all(
      links.map((how_to_get_key) => refusal(401, { ...body, how_to_get_key })),
    );

    expect(errors.map((error) => error.reason.code)).toEqual(links.map(() => "key-refused"));
    expect(errors.flatMap((error) => error.reason.helpUrl ?? [])).toEqual([page]);
  });

  it("says when the daily limit ends: as told, else at midnight UTC", async () => {
    const told = await refusal(429, { error: "limit", resetTime: "2026-07-03T01:00:00.000Z" });
    const untold = await refusal(429, { error: "limit", currentUsage: 500 });

    expect(told.reason).toMatchObject({ code: "daily-limit", resetAt: Date.UTC(2026, 6, 3, 1) });
    expect(untold.reason).toMatchObject({ code: "daily-limit", resetAt: Date.UTC(2026, 6, 3) });
  });

  it("is the bot shield when a 429 is a page", async () => {
    const answer = html(429, "<!doctype html><title>Vercel Security Checkpoint</title>");

    expect(await callError(() => readLaunch(answer, NOW))).toMatchObject({
      fate: "refused",
      reason: { code: "bot-shield" },
    });
  });

  it("is the content's for 403, and plain for other 4xx", async () => {
    expect((await refusal(403, { error: "no" })).reason.code).toBe("content-refused");
    expect(await refusal(405, { error: "Method not allowed" })).toMatchObject({
      fate: "refused",
      reason: { code: "refused" },
    });
  });
});

describe("an answer that leaves it open", () => {
  it("is a fault of the server, which may have come after the token was made", async () => {
    expect(await refusal(500, { error: "Database error" })).toMatchObject({
      fate: "unclear",
      reason: { code: "server-error", said: "Database error: as told" },
    });
  });

  it("is a page, a redirect and whatever else is not understood", async () => {
    const answers = [
      html(403, "<h1>No</h1>"),
      html(502, ""),
      json(307, {}),
      json(207, success),
      html(504, ""),
    ];
    for (const answer of answers) {
      expect((await callError(() => readLaunch(answer, NOW))).fate).toBe("unclear");
    }
  });
});
