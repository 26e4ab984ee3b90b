import { describe, expect, it } from "vitest";
import { CallError } from "../../../src/domain/errors.ts";
import type { WireAnswer } from "../../../src/http/wire.ts";
import { createBlowfish } from "../../../src/providers/blowfish/index.ts";
import { aClock } from "../../support/a-clock.ts";
import { aCredential, WALLET } from "../../support/a-credential.ts";
import { aRequest } from "../../support/a-launch.ts";
import { aWire, html, json, type Sent } from "../../support/a-wire.ts";
import { callError, problem } from "../../support/caught.ts";
import { launchBy } from "../../support/launch-by.ts";

const START = Date.parse("2026-05-04T10:20:00Z");
const MINUTE = 60_000;
const eventId = "3f0c5a52-7c1e-4a86-9d2b-5f0e6a1b2c3d";
const mint = "9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin";
const pool = "8HoQnePLqPj4M7PUDzfw8e3Ymdwgc7NLGnaTUapubyvu";
const token = {
  tokenMint: mint,
  poolAddress: pool,
  ticker: "MOSS",
  deployedAt: "2026-05-04T10:21:08Z",
};
const nonceOf = (n: number) => Buffer.alloc(32, n).toString("base64");
const lost = new CallError("unclear", { code: "no-answer", said: null });

/** The provider as told, with a test's own answers to routes; a sign-in works unless told otherwise. */
function aBlowfish(routes: Record<string, (n: number, sent: Sent) => WireAnswer | CallError> = {}) {
  const counts = new Map<string, number>();
  const { wires, sent } = aWire((request) => {
    const route = request.path.startsWith("/api/v1/tokens/launch/status/")
      ? "status"
      : (request.path.split("/").findLast(Boolean) ?? "");
    const n = (counts.get(route) ?? 0) + 1;
    counts.set(route, n);
    const told = routes[route];
    if (told) return told(n, request);
    if (route === "challenge") return json(200, { nonce: nonceOf(n) });
    if (route === "verify") return json(200, { token: `jwt.of.${n}`, expiresIn: 900 });
    if (route === "launch") return json(200, { success: true, eventId });
    if (route === "tokens") return json(200, { tokens: [token] });
    if (route === "health") return json(200, { ok: true, db: "connected" });
    if (route === mint) return json(200, token);
    return json(200, { status: "success", processedAt: null });
  });
  const clock = aClock(START);
  const signed: string[] = [];
  const provider = createBlowfish({
    wires,
    baseUrl: "https://blowfish.example",
    sign: (_key, message) => {
      signed.push(message.toString());
      return Buffer.alloc(64, 3);
    },
    clock,
  });
  return { provider, sent, clock, signed, count: (route: string) => counts.get(route) ?? 0 };
}

const order = { request: aRequest({ target: "blowfish" }), picture: null, region: null };
const trace = { request: order.request, eventId, sentAt: START, knownMints: [] };
const bearer = (sent: Sent | undefined) => sent?.headers?.["authorization"];

describe("a sign-in", () => {
  it("comes before the first launch and signs the prefixed text", async () => {
    const { provider, sent, signed } = aBlowfish();

    const receipt = await launchBy(provider, order, aCredential());

    expect(receipt).toEqual({ kind: "accepted", eventId });
    expect(sent.map((one) => one.path)).toEqual([
      "/api/auth/challenge",
      "/api/auth/verify",
      "/api/v1/tokens/launch",
    ]);
    expect(signed).toEqual([`Sign this message to authenticate: ${nonceOf(1)}`]);
    expect(JSON.parse(sent[1]?.text ?? "")).toMatchObject({ wallet: WALLET, nonce: nonceOf(1) });
    expect(bearer(sent[2])).toBe("Bearer jwt.of.1");
    expect(bearer(sent[0])).toBeUndefined();
  });

  it("is good for fourteen minutes", async () => {
    const { provider, clock, count } = aBlowfish();
    await launchBy(provider, order, aCredential());

    await clock.advance(14 * MINUTE - 1);
    await launchBy(provider, order, aCredential());
    expect(count("verify")).toBe(1);

    await clock.advance(1);
    await launchBy(provider, order, aCredential());
    expect(count("verify")).toBe(2);
  });

  it("ahead of a launch leaves the launch nothing to do first, also minutes later", async () => {
    const { provider, sent, clock } = aBlowfish();
    await provider.ready?.(aCredential());
    await clock.advance(7 * MINUTE);
    const before = sent.length;

    await launchBy(provider, order, aCredential());

    expect(sent.slice(before).map((one) => one.path)).toEqual(["/api/v1/tokens/launch"]);
  });

  it("ahead of a launch is renewed in its second half, and not before", async () => {
    const { provider, clock, count } = aBlowfish();
    await provider.ready?.(aCredential());

    await clock.advance(8 * MINUTE - 1);
    await provider.ready?.(aCredential());
    expect(count("verify")).toBe(1);

    await clock.advance(1);
    await provider.ready?.(aCredential());
    expect(count("verify")).toBe(2);
  });

  it("that is short is not renewed at every look", async () => {
    const short = () => json(200, { token: "a.short.one", expiresIn: 300 });
    const { provider, clock, count } = aBlowfish({ verify: short });
    await provider.ready?.(aCredential());

    await clock.advance(2 * MINUTE);
    await provider.ready?.(aCredential());

    expect(count("verify")).toBe(1);
  });

  it("is shared by calls of the same wallet at the same time", async () => {
    const { provider, count } = aBlowfish();

    await Promise.all([1, 2, 3].map(() => launchBy(provider, order, aCredential())));

    expect(count("challenge")).toBe(1);
    expect(count("launch")).toBe(3);
  });

  it("is not shared with another owner of the same wallet", async () => {
    const { provider, count } = aBlowfish();

    await launchBy(provider, order, aCredential());
    await launchBy(provider, order, { ...aCredential(), ownerId: 2 });

    expect(count("verify")).toBe(2);
  });

  it("ends with its owner being forgotten, and nobody else's does", async () => {
    const { provider, count } = aBlowfish();
    const ben = { ...aCredential(), ownerId: 2 };
    await launchBy(provider, order, aCredential());
    await launchBy(provider, order, ben);

    provider.forget?.(aCredential().ownerId);
    await launchBy(provider, order, ben);
    expect(count("verify")).toBe(2);

    await launchBy(provider, order, aCredential());
    expect(count("verify")).toBe(3);
  });

  it("is not kept when its owner was forgotten while it was on its way", async () => {
    const { provider, count } = aBlowfish({
      verify(n) {
        if (n === 1) provider.forget?.(aCredential().ownerId);
        return json(200, { token: `jwt.of.${n}`, expiresIn: 900 });
      },
    });

    await launchBy(provider, order, aCredential());
    await launchBy(provider, order, aCredential());

    expect(count("verify")).toBe(2);
  });

  it("tries the bare nonce, a new one, when the signature was not taken, and remembers it", async () => {
    const { provider, signed, clock } = aBlowfish({
      verify: (n) =>
        n === 1 ? json(401, { error: "Invalid signature" }) : json(200, { token: "j.w.t" }),
    });

    await launchBy(provider, order, aCredential());
    await clock.advance(15 * MINUTE);
    await launchBy(provider, order, aCredential());

    expect(signed).toEqual([
      `Sign this message to authenticate: ${nonceOf(1)}`,
      nonceOf(2),
      nonceOf(3),
    ]);
  });

  it("never signs a bare text that is not 32 bytes", async () => {
    const { provider, signed, count } = aBlowfish({
      challenge: () => json(200, { nonce: Buffer.alloc(180, 1).toString("base64") }),
      verify: () => json(401, { error: "Invalid signature" }),
    });

    const error = await callError(() => launchBy(provider, order, aCredential()));

    expect(error).toMatchObject({ fate: "refused", reason: { code: "session-refused" } });
    expect(signed).toHaveLength(1);
    expect(count("verify")).toBe(1);
  });

  it("that is refused says so, and marks the wallet", async () => {
    const { provider, count } = aBlowfish({
      verify: () => json(401, { error: "Invalid signature" }),
    });
    const credential = aCredential();

    const error = await callError(() => launchBy(provider, order, credential));

    expect(error).toMatchObject({ fate: "refused", reason: { code: "session-refused" } });
    expect(credential.refused).toEqual(["sign-in-wallet"]);
    expect([count("verify"), count("launch")]).toEqual([2, 0]);
  });

  it("that gets no answer leaves the launch unsent, never unclear", async () => {
    for (const answer of [lost, json(500, { error: "Server configuration error" })]) {
      const { provider, count } = aBlowfish({ challenge: () => answer });
      const credential = aCredential();

      const error = await callError(() => launchBy(provider, order, credential));

      expect(error).toMatchObject({ fate: "unsent", reason: { code: "unreachable" } });
      expect(count("launch")).toBe(0);
      expect(credential.refused).toEqual([]);
    }
  });

  it("is asked for when there is no wallet", async () => {
    const { provider, sent } = aBlowfish();

    expect(await problem(() => launchBy(provider, order, aCredential({})))).toEqual({
      code: "credential-missing",
      kind: "sign-in-wallet",
    });
    expect(sent).toEqual([]);
  });
});

describe("a launch", () => {
  it("is refused and not sent again when the session has ended, and the next one signs in anew", async () => {
    const { provider, sent, count } = aBlowfish({
      launch: (n) =>
        n === 1 ? json(401, { error: "Invalid or expired token" }) : json(200, { eventId }),
    });

    const error = await callError(() => launchBy(provider, order, aCredential()));
    const before = count("launch");
    const receipt = await launchBy(provider, order, aCredential());

    expect(error).toMatchObject({ fate: "refused", reason: { code: "session-ended" } });
    expect(before).toBe(1);
    expect(receipt.kind).toBe("accepted");
    expect(bearer(sent.at(-1))).toBe("Bearer jwt.of.2");
  });

  it("is sent once when its answer is lost", async () => {
    for (const answer of [lost, json(500, { error: "Failed to register launch" })]) {
      const { provider, count } = aBlowfish({ launch: () => answer });

      expect((await callError(() => launchBy(provider, order, aCredential()))).fate).toBe(
        "unclear",
      );
      expect(count("launch")).toBe(1);
    }
  });

  it("carries description and link, and leaves out what is not there", async () => {
    const { provider, sent } = aBlowfish();
    const full = { ...order.request, description: "Of moss." };
    const link = { form: "link", url: "https://img.example.org/m.png" } as const;

    await launchBy(provider, order, aCredential());
    await launchBy(provider, { request: full, picture: link, region: null }, aCredential());

    const bodies = sent.filter((one) => one.path.endsWith("/launch")).map((one) => one.text);
    expect(bodies.map((text) => JSON.parse(text) as unknown)).toEqual([
      { name: "Moss Coin", ticker: "MOSS" },
      {
        name: "Moss Coin",
        ticker: "MOSS",
        description: "Of moss.",
        imageUrl: "https://img.example.org/m.png",
      },
    ]);
  });
});

describe("a poll", () => {
  const poll = (provider: ReturnType<typeof aBlowfish>["provider"]) =>
    provider.poll?.(trace, aCredential());

  it("is pending for every word that is not final", async () => {
    for (const word of ["pending", "processing", "anything"]) {
      const { provider } = aBlowfish({ status: () => json(200, { status: word }) });
      expect(await poll(provider)).toEqual({ kind: "pending" });
    }
  });

  it("finds the mint by ticker after success", async () => {
    const older = { ...token, tokenMint: "older", deployedAt: "2026-05-04T10:17:59Z" };
    const other = { ...token, tokenMint: "other", ticker: "FERN" };
    const { provider, sent } = aBlowfish({
      tokens: () => json(200, { tokens: [older, other, token] }),
    });

    expect(await poll(provider)).toEqual({ kind: "live", mint, pool, listingUrl: null });
    expect(sent.at(-1)?.path).toBe("/api/v1/tokens/");
  });

  it("is live without a mint while the list does not show it or cannot be read", async () => {
    for (const answer of [json(200, { tokens: [] }), json(500, {}), lost]) {
      const { provider } = aBlowfish({ tokens: () => answer });
      expect(await poll(provider)).toEqual({
        kind: "live",
        mint: null,
        pool: null,
        listingUrl: null,
      });
    }
  });

  it("tells a failure from a daily limit", async () => {
    const failed = aBlowfish({ status: () => json(200, { status: "failed" }) });
    const limited = aBlowfish({ status: () => json(200, { status: "rate_limited" }) });

    expect(await poll(failed.provider)).toEqual({
      kind: "failed",
      reason: { code: "provider-failed", said: null },
    });
    expect(await poll(limited.provider)).toEqual({
      kind: "failed",
      reason: { code: "daily-limit", said: null, resetAt: Date.parse("2026-05-05T00:00:00Z") },
    });
  });

  it("signs in again when the session ended meanwhile, and says so when that does not help", async () => {
    const once = aBlowfish({
      status: (n) => (n === 1 ? json(401, { error: "x" }) : json(200, { status: "pending" })),
    });
    const never = aBlowfish({ status: () => json(401, { error: "x" }) });

    expect(await poll(once.provider)).toEqual({ kind: "pending" });
    expect((await callError(() => poll(never.provider))).reason.code).toBe("session-refused");
  });

  it("throws whatever else comes back", async () => {
    for (const answer of [json(404, { error: "Launch not found" }), json(500, {}), lost]) {
      const { provider } = aBlowfish({ status: () => answer });
      await callError(() => poll(provider));
    }
  });
});

describe("a look-up", () => {
  it("goes by the list when there is no event", async () => {
    const { provider, count } = aBlowfish();

    const found = await provider.find?.({ ...trace, eventId: null }, aCredential());

    expect(found).toEqual({ mint, pool, listingUrl: null });
    expect(count("status")).toBe(0);
  });

  it("finds nothing while the event has not succeeded", async () => {
    const { provider } = aBlowfish({ status: () => json(200, { status: "pending" }) });

    expect(await provider.find?.(trace, aCredential())).toBeNull();
  });

  it("never takes a token that belongs to another launch, or is clearly older", async () => {
    const { provider } = aBlowfish();

    const known = await provider.find?.({ ...trace, knownMints: [mint] }, aCredential());
    const older = await provider.find?.({ ...trace, sentAt: START + 60 * MINUTE }, aCredential());

    expect([known, older]).toEqual([null, null]);
  });
});

describe("whose token a mint is", () => {
  it("is told by the provider", async () => {
    const { provider } = aBlowfish({ other: () => json(404, { error: "Token not found" }) });

    expect(await provider.owns?.(mint, aCredential())).toBe(true);
    expect(await provider.owns?.("other", aCredential())).toBe(false);
  });

  it.each([
    ["a fault", json(500, { error: "Internal server error" })],
    ["a page", html(200, "<h1>hello</h1>")],
    ["no answer", lost],
  ])("is not known after %s", async (_what, answer) => {
    const { provider } = aBlowfish({ [mint]: () => answer });

    await callError(() => provider.owns?.(mint, aCredential()));
  });
});

describe("a check", () => {
  it("does not take a service that is down for a key that is wrong", async () => {
    const { provider, count } = aBlowfish({ health: () => json(503, { ok: false }) });

    const error = await callError(() => provider.check?.(aCredential()));

    expect(error.fate).toBe("unclear");
    expect(count("verify")).toBe(0);
  });

  it("signs in and reads the list", async () => {
    const { provider, count } = aBlowfish();

    expect(await provider.check?.(aCredential())).toBeNull();
    expect([count("verify"), count("tokens"), count("launch")]).toEqual([1, 1, 0]);
  });

  it("gives the reason of a refusal, and throws when nobody answered", async () => {
    const refused = aBlowfish({ verify: () => json(401, { error: "Invalid signature" }) });
    const silent = aBlowfish({ tokens: () => lost });

    expect(await refused.provider.check?.(aCredential())).toMatchObject({
      code: "session-refused",
    });
    await callError(() => silent.provider.check?.(aCredential()));
  });
});
