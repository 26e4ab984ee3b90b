import { base58, base64 } from "@scure/base";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ProviderSims } from "../../../src/sandbox/providers/start.ts";
import {
  aNonce,
  aWallet,
  bearer,
  call,
  eventIdOf,
  postJson,
  queueAt,
  signIn,
  someSims,
  type HandClock,
  type TestWallet,
} from "./support.ts";

const MINUTE = 60_000;
const PREFIX = "Sign this message to authenticate: ";

let sims: ProviderSims;
let clock: HandClock;
let url: string;
let wallet: TestWallet;
beforeEach(async () => {
  ({ sims, clock } = await someSims({ deployMs: 4000 }));
  url = sims.urls.blowfish;
  wallet = await aWallet();
});
afterEach(() => sims.close());

const verify = (body: object) => postJson(`${url}/api/auth/verify`, body);
const verifyNonce = async (nonce: string, text = PREFIX + nonce, signer = wallet) =>
  verify({ wallet: wallet.address, nonce, signature: await signer.sign(text) });
const get = (path: string, token: string) => call(`${url}${path}`, { headers: bearer(token) });
const statusOf = (eventId: string, token: string) =>
  get(`/api/v1/tokens/launch/status/${eventId}`, token);

describe("the challenge", () => {
  it("answers a nonce of 32 bytes in base64", async () => {
    expect(base64.decode(await aNonce(url, wallet))).toHaveLength(32);
  });

  it.each([
    [{}, "wallet is required"],
    [{ wallet: "" }, "wallet is required"],
    [{ wallet: 7 }, "wallet is required"],
    [{ wallet: "0OIl" }, "Invalid wallet address format"],
    [{ wallet: base58.encode(Buffer.alloc(31, 1)) }, "Invalid wallet address format"],
  ])("refuses %j", async (body, error) => {
    const answer = await postJson(`${url}/api/auth/challenge`, body);

    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({ error });
  });

  it("refuses an unknown field by name", async () => {
    const body = { wallet: wallet.address, chain: "solana" };

    const answer = await postJson(`${url}/api/auth/challenge`, body);

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      error: "Validation failed",
      details: [{ field: "chain" }],
    });
  });

  it("sees nothing in a body that is not sent as JSON", async () => {
    const answer = await call(`${url}/api/auth/challenge`, {
      method: "POST",
      headers: { "content-type": "text/plain" },
      body: JSON.stringify({ wallet: wallet.address }),
    });

    expect(answer.body).toEqual({ error: "wallet is required" });
  });
});

describe("verifying", () => {
  it("trades the signed nonce for a session of 15 minutes in the wallet's name", async () => {
    const answer = await verifyNonce(await aNonce(url, wallet));

    const { token } = answer.body as { token: string };
    const [head, claims] = token
      .split(".")
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, "base64url").toString()) as object);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ token, expiresIn: 900 });
    expect(head).toEqual({ alg: "HS256", typ: "JWT" });
    const now = clock.now() / 1000;
    expect(claims).toMatchObject({ sub: wallet.address, iat: now, exp: now + 900 });
  });

  it("refuses the bare nonce where the prefixed text is wanted", async () => {
    const nonce = await aNonce(url, wallet);

    const answer = await verifyNonce(nonce, nonce);

    expect(answer.status).toBe(401);
    expect(answer.body).toEqual({ error: "Invalid signature" });
  });

  it("wants the bare nonce where it is set up so", async () => {
    const raw = await someSims({ blowfish: { scheme: "raw" } });
    url = raw.sims.urls.blowfish;
    const first = await aNonce(url, wallet);

    const prefixed = await verifyNonce(first);
    const second = await aNonce(url, wallet);
    const bare = await verifyNonce(second, second);

    expect([prefixed.status, bare.status]).toEqual([401, 200]);
    await raw.sims.close();
  });

  it("uses the nonce up, also when the signature is wrong", async () => {
    const nonce = await aNonce(url, wallet);
    await verifyNonce(nonce, "something else");

    const again = await verifyNonce(nonce);

    expect(again.status).toBe(401);
    expect(again.body).toEqual({ error: "Invalid or expired nonce" });
  });

  it("takes no nonce twice", async () => {
    const nonce = await aNonce(url, wallet);
    await verifyNonce(nonce);

    expect((await verifyNonce(nonce)).body).toEqual({ error: "Invalid or expired nonce" });
  });

  it("takes only the newest nonce of a wallet", async () => {
    const old = await aNonce(url, wallet);
    const fresh = await aNonce(url, wallet);

    const withOld = await verifyNonce(old);
    const withFresh = await verifyNonce(fresh);

    expect([withOld.status, withFresh.status]).toEqual([401, 200]);
  });

  it("takes no nonce after 5 minutes", async () => {
    const nonce = await aNonce(url, wallet);
    clock.advance(5 * MINUTE);

    expect((await verifyNonce(nonce)).body).toEqual({ error: "Invalid or expired nonce" });
  });

  it("refuses the signature of another wallet", async () => {
    const nonce = await aNonce(url, wallet);

    const answer = await verifyNonce(nonce, PREFIX + nonce, await aWallet());

    expect(answer.body).toEqual({ error: "Invalid signature" });
  });

  it("refuses a signature that is no base58 of 64 bytes", async () => {
    const nonce = await aNonce(url, wallet);

    const answer = await verify({ wallet: wallet.address, nonce, signature: "abc" });

    expect(answer.body).toEqual({ error: "Invalid signature" });
  });

  it.each([
    ["wallet", "wallet is required"],
    ["signature", "signature is required"],
    ["nonce", "nonce is required"],
  ])("says that the %s is missing", async (field, error) => {
    const body = { wallet: wallet.address, nonce: "n", signature: "s", [field]: undefined };

    const answer = await verify(body);

    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({ error });
  });
});

describe("a session", () => {
  it.each([
    ["no header", {}, "Missing or invalid authorization header"],
    ["another scheme", { authorization: "Basic abc" }, "Missing or invalid authorization header"],
    ["what is no JWT", bearer("abc"), "Invalid or expired token"],
    ["a foreign JWT", bearer("e30.e30.AAAA"), "Invalid or expired token"],
  ])("is not had with %s", async (_what, headers, error) => {
    const answer = await call(`${url}/api/v1/tokens/`, { headers });

    expect(answer.status).toBe(401);
    expect(answer.body).toEqual({ error });
  });

  it("ends after 15 minutes", async () => {
    const token = await signIn(url, wallet);
    clock.advance(15 * MINUTE - 1000);
    const before = await get("/api/v1/tokens/", token);
    clock.advance(1000);
    const after = await get("/api/v1/tokens/", token);

    expect([before.status, after.status]).toEqual([200, 401]);
    expect(after.body).toEqual({ error: "Invalid or expired token" });
  });

  it("cannot be altered", async () => {
    const [head, , signature] = (await signIn(url, wallet)).split(".");
    const claims = Buffer.from(JSON.stringify({ sub: wallet.address, exp: 9e9 }));

    const answer = await get("/", `${head}.${claims.toString("base64url")}.${signature}`);
    const listed = await get(
      "/api/v1/tokens/",
      `${head}.${claims.toString("base64url")}.${signature}`,
    );

    expect(answer.status).toBe(404);
    expect(listed.status).toBe(401);
  });
});

describe("a launch", () => {
  it("is queued under a UUID of version 4, pending at first and a token after its time", async () => {
    const token = await signIn(url, wallet);

    const answer = await queueAt(url, token);
    const eventId = eventIdOf(answer);
    const early = await statusOf(eventId, token);
    const mintsEarly = sims.blowfish.tokens.length;
    clock.advance(4000);
    const late = await statusOf(eventId, token);

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ success: true, message: "Launch queued", eventId });
    expect(eventId).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(early.body).toEqual({ status: "pending", processedAt: null });
    expect(mintsEarly).toBe(0);
    expect(late.body).toEqual({
      status: "success",
      processedAt: new Date(clock.now()).toISOString(),
    });
  });

  it("shows up in the list and under its mint, for its own wallet only", async () => {
    const token = await signIn(url, wallet);
    const stranger = await signIn(url, await aWallet());
    await queueAt(url, token);
    clock.advance(4000);

    const list = await get("/api/v1/tokens/", token);
    const [row] = (list.body as { tokens: { tokenMint: string; poolAddress: string }[] }).tokens;
    const single = await get(`/api/v1/tokens/${row?.tokenMint ?? ""}`, token);
    const byPool = await get(`/api/v1/tokens/${row?.poolAddress ?? ""}`, token);
    const foreign = await get(`/api/v1/tokens/${row?.tokenMint ?? ""}`, stranger);
    const foreignList = await get("/api/v1/tokens/", stranger);

    expect(row).toEqual({
      poolAddress: sims.blowfish.tokens[0]?.pool,
      tokenMint: sims.blowfish.tokens[0]?.mint,
      ticker: "MOSS",
      tokenName: "Moss Coin",
      isClaimed: false,
      claimedAt: null,
      claimedToAddress: null,
      deployedAt: new Date(clock.now()).toISOString(),
    });
    expect(single.body).toEqual(row);
    expect([byPool.status, foreign.status]).toEqual([404, 404]);
    expect(foreign.body).toEqual({ error: "Token not found" });
    expect(foreignList.body).toEqual({ tokens: [] });
  });

  it("finds its ticker taken by anybody's launch, even one that is still pending", async () => {
    await queueAt(url, await signIn(url, wallet));

    const answer = await queueAt(url, await signIn(url, await aWallet()));

    expect(answer.status).toBe(409);
    expect(answer.body).toEqual({ error: "Ticker MOSS already exists" });
  });

  it("is rate limited by the worker when its wallet had one on the same UTC day", async () => {
    const token = await signIn(url, wallet);
    await queueAt(url, token);
    const second = eventIdOf(await queueAt(url, token, { ticker: "FERN" }));
    clock.advance(4000);

    const answer = await statusOf(second, token);

    expect(answer.body).toMatchObject({ status: "rate_limited" });
    expect(sims.blowfish.tokens).toHaveLength(1);
  });

  it("may come again on the next UTC day", async () => {
    await queueAt(url, await signIn(url, wallet));
    clock.advance(12 * 60 * MINUTE);
    await queueAt(url, await signIn(url, wallet), { ticker: "FERN" });
    clock.advance(4000);

    expect(sims.blowfish.tokens.map(({ ticker }) => ticker)).toEqual(["MOSS", "FERN"]);
  });

  it("knows no daily limit where it is switched off", async () => {
    const free = await someSims({ blowfish: { dailyLimit: false } });
    url = free.sims.urls.blowfish;
    const token = await signIn(url, wallet);

    await queueAt(url, token);
    await queueAt(url, token, { ticker: "FERN" });

    expect(free.sims.blowfish.tokens).toHaveLength(2);
    await free.sims.close();
  });

  it("gives its ticker back when it came to nothing", async () => {
    const token = await signIn(url, wallet);
    sims.blowfish.faults.add({ kind: "launch-fails", times: 1 });
    const failed = eventIdOf(await queueAt(url, token));
    clock.advance(4000);

    const again = await queueAt(url, token);
    clock.advance(4000);

    expect((await statusOf(failed, token)).body).toMatchObject({ status: "failed" });
    expect(again.status).toBe(200);
    expect(sims.blowfish.tokens).toHaveLength(1);
  });

  it.each([
    ["name", { name: "" }],
    ["name", { name: "n".repeat(256) }],
    ["name", { name: undefined }],
    ["ticker", { ticker: "M" }],
    ["ticker", { ticker: "MOSSMOSSMOS" }],
    ["ticker", { ticker: "moss" }],
    ["ticker", { ticker: undefined }],
    ["description", { description: "d".repeat(1001) }],
    ["imageUrl", { imageUrl: "moss.png" }],
    ["imageUrl", { imageUrl: "data:image/png;base64,AAAA" }],
    ["imageUrl", { imageUrl: `https://img.example/${"m".repeat(236)}` }],
    ["website", { website: "https://moss.example" }],
  ])("is refused for its %s: %j", async (field, changes) => {
    const answer = await queueAt(url, await signIn(url, wallet), changes);

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error: "Validation failed", details: [{ field }] });
  });

  it("takes every field at its longest", async () => {
    const answer = await queueAt(url, await signIn(url, wallet), {
      name: "n".repeat(255),
      ticker: "MOSS123456",
      description: "d".repeat(1000),
      imageUrl: `https://img.example/${"m".repeat(235)}`,
    });

    expect(answer.status).toBe(200);
  });
});

describe("the status", () => {
  it("of no event is a 400", async () => {
    const answer = await statusOf("", await signIn(url, wallet));

    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({ error: "Event ID is required" });
  });

  it("of an unknown event is a 404", async () => {
    const answer = await statusOf(crypto.randomUUID(), await signIn(url, wallet));

    expect(answer.status).toBe(404);
    expect(answer.body).toEqual({ error: "Launch not found" });
  });

  it("is told to the launching wallet only", async () => {
    const eventId = eventIdOf(await queueAt(url, await signIn(url, wallet)));

    expect((await statusOf(eventId, await signIn(url, await aWallet()))).status).toBe(404);
  });
});

describe("fees", () => {
  it("are listed for each own token, and there are none", async () => {
    const token = await signIn(url, wallet);
    await queueAt(url, token);
    clock.advance(4000);

    const answer = await get("/api/v1/tokens/claims", token);

    expect(answer.body).toMatchObject({
      success: true,
      tokens: [{ ticker: "MOSS", dbcClaimableFees: 0, isMigrated: false, feeError: null }],
    });
  });

  it("cannot be claimed: of own tokens there are none, of others they are not ours", async () => {
    const token = await signIn(url, wallet);
    await queueAt(url, token);
    clock.advance(4000);
    const claim = (mint: string) =>
      postJson(`${url}/api/v1/tokens/claims/${mint}`, {}, bearer(token));

    const own = await claim(sims.blowfish.tokens[0]?.mint ?? "");
    const other = await claim(wallet.address);

    expect(own.body).toEqual({ error: "Failed to create claim transactions" });
    expect(other.body).toEqual({ error: "Token not found for this agent" });
    expect([own.status, other.status]).toEqual([400, 404]);
  });
});

it("tells its health without a session", async () => {
  const answer = await call(`${url}/health`);

  const timestamp = new Date(clock.now()).toISOString();
  expect(answer.body).toEqual({ ok: true, db: "connected", timestamp });
});

it("has no list without the trailing slash", async () => {
  const answer = await get("/api/v1/tokens", await signIn(url, wallet));

  expect(answer.status).toBe(404);
});
