import { describe, expect, it } from "vitest";
import {
  readChallenge,
  readLaunch,
  readStatus,
  readTokens,
  readVerify,
} from "../../../src/providers/blowfish/read-answer.ts";
import { html, json } from "../../support/a-wire.ts";
import { callError } from "../../support/caught.ts";

// Bodies as documented: src/providers/blowfish/blowfish.openapi.yaml. Texts that the provider leaves open are ours.
const NOW = Date.parse("2026-05-04T10:21:00Z");
const MIDNIGHT = Date.parse("2026-05-05T00:00:00Z");
const eventId = "3f0c5a52-7c1e-4a86-9d2b-5f0e6a1b2c3d";
const token = {
  poolAddress: "8HoQnePLqPj4M7PUDzfw8e3Ymdwgc7NLGnaTUapubyvu",
  tokenMint: "9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin",
  ticker: "SMPL",
  tokenName: "Sample Coin",
  isClaimed: false,
  claimedAt: null,
  claimedToAddress: null,
  deployedAt: "2026-05-04T10:21:08.000Z",
};

describe("the answer to a launch", () => {
  it("is an event id to poll with", () => {
    expect(readLaunch(json(200, { success: true, message: "queued", eventId }), NOW)).toBe(eventId);
  });

  it("is unclear without one", async () => {
    for (const answer of [json(200, {}), json(200, { eventId: "1" }), html(200, "<h1>Hi</h1>")]) {
      const error = await callError(() => readLaunch(answer, NOW));
      expect(error).toMatchObject({ fate: "unclear", reason: { code: "unreadable-answer" } });
    }
  });

  it("names the fields that were refused", async () => {
    const body = {
      error: "Validation failed",
      details: [{ field: "ticker", message: "too short" }, { message: "?" }],
    };

    expect((await callError(() => readLaunch(json(400, body), NOW))).reason).toEqual({
      code: "fields-refused",
      said: "Validation failed",
      fields: [
        { field: "ticker", said: "too short" },
        { field: "?", said: "?" },
      ],
    });
  });

  it("says that the ticker is taken", async () => {
    const answer = json(409, { error: "Ticker SMPL already exists" });

    expect(await callError(() => readLaunch(answer, NOW))).toMatchObject({
      fate: "refused",
      reason: { code: "ticker-taken", said: "Ticker SMPL already exists" },
    });
  });

  it("takes a 429 for the daily limit, which ends at midnight UTC", async () => {
    const { reason } = await callError(() => readLaunch(json(429, { error: "limit" }), NOW));

    expect(reason).toMatchObject({ code: "daily-limit", resetAt: MIDNIGHT });
  });

  it("is unclear when the server failed, or something before it", async () => {
    const answers = [
      json(500, { error: "Failed to register launch" }),
      json(503, {}),
      html(502, "<h1>Bad gateway</h1>"),
      html(429, "<h1>Slow down</h1>"),
      html(400, "<h1>Bad</h1>"),
      json(308, {}),
    ];
    for (const answer of answers) {
      expect((await callError(() => readLaunch(answer, NOW))).fate).toBe("unclear");
    }
  });
});

describe("the answers of a sign-in", () => {
  it("are a nonce and a JWT with its life", () => {
    expect(readChallenge(json(200, { nonce: "AAEC" }))).toBe("AAEC");
    expect(readVerify(json(200, { token: "aaa.bbb.ccc" }))).toEqual({
      token: "aaa.bbb.ccc",
      lifeMs: 900_000,
    });
    expect(readVerify(json(200, { token: "aaa.bbb.ccc", expiresIn: 300 }))).toMatchObject({
      lifeMs: 300_000,
    });
  });

  it("tell a refused signature from a used nonce", async () => {
    expect(readVerify(json(401, { error: "Invalid signature" }))).toBe("signature-refused");
    const used = await callError(() =>
      readVerify(json(401, { error: "Invalid or expired nonce" })),
    );
    expect(used.reason.code).toBe("session-refused");
  });

  it("are refused for an address that is none", async () => {
    const answer = json(400, { error: "Invalid wallet address format" });

    expect((await callError(() => readChallenge(answer))).reason.code).toBe("key-refused");
  });

  it("are no JWT when they could not stand in a header", async () => {
    const answer = json(200, { token: "aaa\r\nx: y" });

    expect((await callError(() => readVerify(answer))).fate).toBe("unclear");
  });
});

describe("the reads", () => {
  it("hand on the status word as it is", () => {
    expect(readStatus(json(200, { status: "processing", processedAt: null }))).toBe("processing");
  });

  it("hand on the tokens they can read, and leave out the others", () => {
    const tokens = readTokens(json(200, { tokens: [token, { ticker: "X" }, null] }));

    expect(tokens.map((one) => one.tokenMint)).toEqual([token.tokenMint]);
  });

  it("are an error when there is no list", async () => {
    expect((await callError(() => readTokens(json(200, {})))).fate).toBe("unclear");
    expect(
      (await callError(() => readTokens(json(400, { error: "Agent ID is required" })))).fate,
    ).toBe("refused");
  });
});
