import { base58 } from "@scure/base";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ProviderSims } from "../../../src/sandbox/providers/start.ts";
import {
  NOON,
  aSession,
  aWallet,
  bearer,
  call,
  europe,
  postJson,
  pumpOrder,
  someSims,
  submit,
  type HandClock,
} from "./support.ts";

let sims: ProviderSims;
let clock: HandClock;
beforeEach(async () => {
  ({ sims, clock } = await someSims());
});
afterEach(() => sims.close());

const tenThousand = (...shares: number[]) =>
  shares.map((share_bps, index) => ({ share_bps, twitter_username: `holder${index}` }));

describe("a ping", () => {
  it("is answered with ok in plain text by every region", async () => {
    const answers = await Promise.all(
      [...sims.urls.j7tracker.values()].map((base) => call(`${base}/ping`)),
    );

    expect(answers.map(({ status, type, text }) => [status, type, text])).toEqual(
      Array.from({ length: 5 }, () => [200, "text/plain", "ok"]),
    );
  });

  it("takes as long as its region is far", async () => {
    const far = await someSims({ j7tracker: { distances: { asia: 110 } } });
    const answer = call(`${far.sims.urls.j7tracker.get("asia") ?? ""}/ping`);

    await far.clock.asked(110);
    far.clock.advance(110);

    expect((await answer).text).toBe("ok");
    await far.sims.close();
  });
});

describe("a launch", () => {
  it("makes a token whose mint is answered and ends in pump", async () => {
    const answer = await submit(sims, pumpOrder());

    const { mint_address: mint } = answer.body as { mint_address: string };
    expect(answer.status).toBe(200);
    expect(answer.type).toBe("application/json");
    expect(answer.body).toEqual({
      type: "token_create_success",
      mint_address: mint,
      mode: "pump",
      username: "moss_fan",
    });
    expect(base58.decode(mint)).toHaveLength(32);
    expect(mint).toMatch(/pump$/);
    expect(sims.j7tracker.tokens).toMatchObject([
      { mint, name: "Moss Coin", ticker: "MOSS", mode: "pump", owner: "moss_fan" },
    ]);
  });

  it.each(["bnb", "nadfun", "clanker", "stroid"])("answers an EVM address on %s", async (mode) => {
    const answer = await submit(sims, pumpOrder({ mode, api_key: "ENC-EVM-DUMMY" }));

    const { mint_address: mint } = answer.body as { mint_address: string };
    expect(mint).toMatch(/^0x[0-9a-f]{40}$/);
  });

  it("is taken as plain text with the session in the body, as the vendor's samples send it", async () => {
    const answer = await call(`${europe(sims)}/submit`, {
      method: "POST",
      headers: { "content-type": "text/plain;charset=UTF-8" },
      body: JSON.stringify(pumpOrder({ session_id: aSession() })),
    });

    expect(answer.body).toMatchObject({ type: "token_create_success" });
  });

  it("blocks until the deploy is done", async () => {
    const slow = await someSims({ deployMs: 700 });
    const answer = submit(slow.sims, pumpOrder());

    await slow.clock.asked(700);
    expect(slow.sims.j7tracker.tokens).toEqual([]);
    slow.clock.advance(700);

    expect((await answer).status).toBe(200);
    expect(slow.sims.j7tracker.tokens).toHaveLength(1);
    await slow.sims.close();
  });

  it("gives up with a 504 after 30 s, and the token comes later all the same", async () => {
    const slow = await someSims({ deployMs: 40_000 });
    const pending = submit(slow.sims, pumpOrder());
    await slow.clock.asked(30_000);
    slow.clock.advance(30_000);

    const answer = await pending;
    expect(answer.status).toBe(504);
    expect(answer.body).toHaveProperty("last_status");
    expect(slow.sims.j7tracker.tokens).toEqual([]);
    slow.clock.advance(10_000);

    expect(slow.sims.j7tracker.tokens).toHaveLength(1);
    expect(slow.sims.j7tracker.received.at(-1)).toMatchObject({ answer: 504, worked: true });
    await slow.sims.close();
  });

  it("makes a second token when it is sent again, since nothing is idempotent", async () => {
    await submit(sims, pumpOrder());
    await submit(sims, pumpOrder());

    expect(sims.j7tracker.tokens).toHaveLength(2);
    expect(sims.j7tracker.launchesReceived("Moss Coin", "MOSS")).toBe(2);
  });

  it("uses the given vanity keypair once and then refuses it", async () => {
    const wallet = await aWallet();
    const order = pumpOrder({ vanity_mint_keypair: base58.encode(wallet.secretKey) });

    const first = await submit(sims, order);
    const second = await submit(sims, order);

    expect(first.body).toMatchObject({ mint_address: wallet.address });
    expect(second.body).toMatchObject({ type: "token_create_error", username: "moss_fan" });
  });

  it.each([
    [0, 1],
    [3, 3],
    [99, 10],
  ])("clamps a multi-deploy of %i to %i tokens", async (wanted, made) => {
    await submit(sims, pumpOrder({ multi_deploy: wanted }));

    expect(sims.j7tracker.tokens).toHaveLength(made);
  });

  it.each([
    ["links and a buy", { website: "https://moss.example", twitter: "x", buy_amount: 0.5 }],
    ["an image URL", { image_url: "https://img.example/moss.png" }],
    ["image data", { image_url: "data:image/png;base64,iVBORw0KGgo=" }],
    ["a drawn image", { image_type: "letter" }],
    ["shares of 10000", { pump_fee_shareholders: tenThousand(4000, 6000) }],
    [
      "a charity",
      { pump_fee_shareholders: [{ type: "charity", charity_config: "C1", share_bps: 10_000 }] },
    ],
    [
      "a charity by its address",
      { pump_fee_shareholders: [{ type: "charity", address: "C1", share_bps: 10_000 }] },
    ],
    ["bags shares", { mode: "bags", bags_creator_share: 10_000 }],
    [
      "bags claimers",
      {
        mode: "bags",
        bags_creator_share: 4000,
        bags_fee_claimers: [{ username: "a", bps: 6000, provider: "twitter" }],
      },
    ],
    ["bonkers mode", { mode: "usd1", bonkers_mode: true }],
    ["a gas price", { mode: "bnb", gwei: 5, bnb_currency: "usd1", api_key: "ENC-EVM-DUMMY" }],
    ["a bundle", { bundle: true, bundle_wallets: "ENC-A:0.1,ENC-B:2" }],
    ["a key of no known kind", { api_key: "whatever" }],
  ])("is taken with %s", async (_what, changes) => {
    const answer = await submit(sims, pumpOrder(changes));

    expect(answer.body).toMatchObject({ type: "token_create_success" });
  });
});

describe("a refusal", () => {
  it.each([
    ["a missing type", { type: undefined }],
    ["another type", { type: "make_token" }],
    ["a sale, which nothing documents", { type: "sell_token" }],
    ["an unknown field", { description: "typed by a user" }],
    ["external that is not true", { external: false }],
    ["a missing external", { external: undefined }],
    ["a missing key", { api_key: undefined }],
    ["an empty key", { api_key: "" }],
    ["a key of two words", { api_key: "ENC SOL" }],
    ["a key with a comma", { api_key: "ENC,SOL" }],
    ["a raw Solana key", { api_key: base58.encode(Buffer.alloc(64, 7)) }],
    ["a raw key as an array", { api_key: "[1,2,3]" }],
    ["a raw EVM key", { api_key: `0x${"ab".repeat(32)}` }],
    ["an EVM key on a Solana mode", { api_key: "ENC-EVM-DUMMY" }],
    ["a Solana key on an EVM mode", { mode: "bnb" }],
    ["an unknown mode", { mode: "moon" }],
    ["a buy as text", { buy_amount: "0.5" }],
    ["a negative buy", { buy_amount: -1 }],
    ["an image that is no URL", { image_url: "moss.png" }],
    ["shares that miss 10000", { pump_fee_shareholders: tenThousand(4000, 5999) }],
    ["no shares", { pump_fee_shareholders: [] }],
    [
      "a shareholder of two names",
      { pump_fee_shareholders: [{ address: "A", github_username: "b", share_bps: 10_000 }] },
    ],
    ["a nameless shareholder", { pump_fee_shareholders: [{ share_bps: 10_000 }] }],
    [
      "a charity without its type",
      { pump_fee_shareholders: [{ charity_address: "A", share_bps: 10_000 }] },
    ],
    [
      "a user name as a charity",
      { pump_fee_shareholders: [{ type: "charity", github_username: "a", share_bps: 10_000 }] },
    ],
    [
      "bags shares that miss 10000",
      { mode: "bags", bags_creator_share: 1, bags_fee_claimers: [{ username: "a", bps: 1 }] },
    ],
    ["a bags share alone below 10000", { mode: "bags", bags_creator_share: 4000 }],
    ["a bags preset that is no UUID", { mode: "bags", bags_config_type: "x" }],
    ["pump's fields on bonk", { mode: "bonk", mayhem_mode: true }],
    ["bags' fields on pump", { bags_creator_share: 10_000 }],
    ["bonk's fields on pump", { bonkers_mode: true }],
    ["a gas price on Solana", { gwei: 5 }],
    ["bnb's currency elsewhere", { mode: "stroid", api_key: "ENC-EVM-D", bnb_currency: "bnb" }],
    ["a bundle without wallets", { bundle: true }],
    ["bundle wallets without amounts", { bundle: true, bundle_wallets: "ENC-A" }],
    ["sniper wallets without delays", { sniper_wallets: "ENC-A:0.1" }],
    ["a vanity keypair that is not base58", { vanity_mint_keypair: "0OIl" }],
  ])("meets %s with a 400 and no token", async (_what, changes) => {
    const answer = await submit(sims, pumpOrder(changes), "na-east");

    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({ error: expect.any(String) as string });
    expect(sims.j7tracker.tokens).toEqual([]);
  });

  it("never quotes a key", async () => {
    const answer = await submit(sims, pumpOrder({ api_key: "ENC SOL SECRET" }));

    expect(answer.text).not.toContain("SECRET");
  });

  it.each([
    ["no session", {}],
    ["another scheme", { authorization: `Token ${aSession()}` }],
    ["two parts", bearer("aaaa.bbbb")],
    ["parts that are no JSON", bearer("aaaa.bbbb.cccc")],
    ["an expired session", bearer(aSession({ exp: NOON / 1000 }))],
  ])("meets %s with a 401", async (_what, headers) => {
    const answer = await postJson(`${europe(sims)}/submit`, pumpOrder(), headers);

    expect(answer.status).toBe(401);
    expect(answer.body).toEqual({ error: "unauthorized" });
    expect(sims.j7tracker.tokens).toEqual([]);
  });

  it("comes once the session's time is over", async () => {
    clock.advance(3_600_000);

    expect((await submit(sims, pumpOrder())).status).toBe(401);
  });

  it("takes a session without an expiry", async () => {
    const headers = bearer(aSession({ sub: "nobody" }));

    const answer = await postJson(`${europe(sims)}/submit`, pumpOrder(), headers);

    expect(answer.body).toMatchObject({ username: "nobody" });
  });

  it("meets sniper wallets everywhere but in NA East", async () => {
    const order = pumpOrder({ sniper_wallets: "ENC-A:0.1:200" });

    const elsewhere = await submit(sims, order, "asia");
    const there = await submit(sims, order, "na-east");

    expect(elsewhere.status).toBe(400);
    expect(there.body).toMatchObject({ type: "token_create_success" });
  });

  it.each([
    ["application/x-www-form-urlencoded", "type=create_token"],
    ["application/json", "{"],
    ["application/json", "null"],
    ["application/json", ""],
  ])("meets a %s body of %j with a 400", async (contentType, body) => {
    const answer = await call(`${europe(sims)}/submit`, {
      method: "POST",
      headers: { "content-type": contentType, ...bearer(aSession()) },
      body,
    });

    expect(answer.status).toBe(400);
  });

  it("meets an enormous body with a 413", async () => {
    const order = pumpOrder({ image_url: `data:image/png;base64,${"A".repeat(17_000_000)}` });

    expect((await submit(sims, order)).status).toBe(413);
  });

  it("meets an unknown path with a 404", async () => {
    const answer = await call(`${europe(sims)}/nowhere`);

    expect(answer.status).toBe(404);
    expect(sims.j7tracker.received.at(-1)).toMatchObject({ call: null, answer: 404 });
  });
});

describe("the charity search", () => {
  const search = (query: string, region = "na-east") =>
    call(new URL(`/utils/charity/search?${query}`, sims.urls.j7tracker.get(region)).href);

  it("finds by a part of the name, up to the limit", async () => {
    const answer = await search("term=example&limit=1");

    expect(answer.body).toMatchObject({ response: [{ name: "Example Relief" }] });
    expect((answer.body as { response: object[] }).response).toHaveLength(1);
  });

  it("refuses a term of one character", async () => {
    expect((await search("term=e")).status).toBe(400);
  });

  it("is there in NA East only", async () => {
    expect((await search("term=example", "asia")).status).toBe(404);
  });
});
