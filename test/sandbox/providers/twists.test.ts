import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FAULT_SWITCHES, switchesOf } from "../../../src/sandbox/providers/fault-catalogue.ts";
import { faultSchema, TWIST_KINDS } from "../../../src/sandbox/providers/fault.ts";
import type { ProviderSims } from "../../../src/sandbox/providers/start.ts";
import {
  API_KEY,
  agentOrder,
  aWallet,
  bearer,
  call,
  europe,
  eventIdOf,
  launchAt,
  pumpOrder,
  queueAt,
  signIn,
  someSims,
  submit,
} from "./support.ts";

let sims: ProviderSims;
beforeEach(async () => {
  ({ sims } = await someSims());
});
afterEach(() => sims.close());

describe("j7tracker, told to,", () => {
  it("refuses the creation with the given text", async () => {
    sims.j7tracker.faults.add({ kind: "create-error", text: "slippage exceeded", times: 1 });

    const answer = await submit(sims, pumpOrder());

    expect(answer.body).toEqual({
      type: "token_create_error",
      error: "slippage exceeded",
      username: "moss_fan",
    });
    expect(sims.j7tracker.tokens).toEqual([]);
  });

  it("says that funds are missing", async () => {
    sims.j7tracker.faults.add({ kind: "insufficient-funds" });

    const answer = await submit(sims, pumpOrder());

    expect(answer.body).toMatchObject({
      type: "token_create_error",
      error: "insufficient balance",
    });
  });

  it("finds the session expired", async () => {
    sims.j7tracker.faults.add({ kind: "session-expired" });

    expect((await submit(sims, pumpOrder())).status).toBe(401);
  });

  it("reports success without a mint although the token is there", async () => {
    sims.j7tracker.faults.add({ kind: "null-addresses" });

    const answer = await submit(sims, pumpOrder());

    expect(answer.body).toMatchObject({ type: "token_create_success", mint_address: null });
    expect(sims.j7tracker.tokens).toHaveLength(1);
  });

  it("answers a 504 with its last status or without one", async () => {
    const fault = { kind: "status", status: 504, worked: true, times: 1 } as const;
    sims.j7tracker.faults.add({ ...fault, lastStatus: "uploading metadata" });
    sims.j7tracker.faults.add(fault);

    const told = await submit(sims, pumpOrder());
    const bare = await submit(sims, pumpOrder());

    expect(told.body).toEqual({ error: "timeout", last_status: "uploading metadata" });
    expect(bare.body).toEqual({ error: "timeout" });
  });

  it("fails in one region only", async () => {
    sims.j7tracker.faults.add({ kind: "status", status: 503, worked: false, region: "asia" });

    const inAsia = await submit(sims, pumpOrder(), "asia");
    const inEurope = await submit(sims, pumpOrder(), "europe");

    expect([inAsia.status, inEurope.status]).toEqual([503, 200]);
  });

  it("answers pings badly and launches well, or everything badly", async () => {
    const id = sims.j7tracker.faults.add({ kind: "html", status: 502, worked: false, on: "ping" });
    const ping = await call(`${europe(sims)}/ping`);
    const launch = await submit(sims, pumpOrder());
    sims.j7tracker.faults.remove(id);
    sims.j7tracker.faults.add({ kind: "status", status: 500, worked: false, on: "any" });

    const both = [await call(`${europe(sims)}/ping`), await submit(sims, pumpOrder())];

    expect([ping.status, launch.status]).toEqual([502, 200]);
    expect(both.map(({ status }) => status)).toEqual([500, 500]);
  });
});

describe("Blowfish, told to,", () => {
  const queued = async () => {
    const url = sims.urls.blowfish;
    const token = await signIn(url, await aWallet());
    const answer = await queueAt(url, token);
    const status = async () =>
      call(`${url}/api/v1/tokens/launch/status/${eventIdOf(answer)}`, { headers: bearer(token) });
    return { answer, status, token };
  };

  it("finds the ticker taken", async () => {
    sims.blowfish.faults.add({ kind: "ticker-taken" });

    const { answer } = await queued();

    expect(answer.status).toBe(409);
    expect(answer.body).toEqual({ error: "Ticker MOSS already exists" });
  });

  it.each([
    ["daily-limit", "rate_limited"],
    ["launch-fails", "failed"],
    ["launch-stuck", "pending"],
  ] as const)("accepts a launch that meets %s and reports %s later", async (kind, word) => {
    sims.blowfish.faults.add({ kind });

    const { answer, status } = await queued();

    expect(answer.status).toBe(200);
    expect((await status()).body).toMatchObject({ status: word });
    expect(sims.blowfish.tokens).toEqual([]);
    expect(sims.blowfish.received.some(({ worked }) => worked)).toBe(false);
  });

  it("answers 429 with a reset time", async () => {
    sims.blowfish.faults.add({ kind: "rate-limit" });

    const { answer } = await queued();

    expect(answer.status).toBe(429);
    expect(answer.body).toMatchObject({ resetTime: "2026-05-05T00:00:00.000Z" });
  });

  it("ends the session in the middle of polling", async () => {
    const { status } = await queued();
    sims.blowfish.faults.add({ kind: "session-expired", on: "status", times: 1 });

    const refused = await status();
    const fine = await status();

    expect(refused.status).toBe(401);
    expect(refused.body).toEqual({ error: "Session expired or invalid" });
    expect(fine.status).toBe(200);
  });

  it("fails at its health", async () => {
    sims.blowfish.faults.add({ kind: "status", status: 503, worked: false, on: "health" });

    expect((await call(`${sims.urls.blowfish}/health`)).status).toBe(503);
  });
});

describe("swarms, told to,", () => {
  const launch = async () => launchAt(sims.urls.swarms, agentOrder(await aWallet()));

  it.each([
    ["insufficient-funds", 400, { error: "Insufficient SOL balance", required_sol: 0.04 }],
    ["tokenization-failed", 400, { error: "Tokenization failed", status_code: 400 }],
    ["content-refused", 403, { trustworthiness: 0.2, status_code: 403 }],
    ["session-expired", 401, { error: "Authentication failed" }],
    ["rate-limit", 429, { error: "Daily limit exceeded", resetTime: "2026-05-05T00:00:00.000Z" }],
  ] as const)("answers %s with a %i", async (kind, status, body) => {
    sims.swarms.faults.add({ kind });

    const answer = await launch();

    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject(body);
    expect(sims.swarms.tokens).toEqual([]);
  });

  it("shows the bot shield instead of the limit", async () => {
    sims.swarms.faults.add({ kind: "bot-shield" });

    const answer = await launch();

    expect([answer.status, answer.type]).toEqual([429, "text/html"]);
    expect(answer.text).toContain("<title>Vercel Security Checkpoint</title>");
  });

  it("succeeds without addresses and lists the mint afterwards", async () => {
    sims.swarms.faults.add({ kind: "null-addresses" });

    const answer = await launch();
    const list = await call(`${sims.urls.swarms}/api/get-tokenized-products`, {
      headers: bearer(API_KEY),
    });

    expect(answer.body).toMatchObject({ success: true, token_address: null, pool_address: null });
    expect(list.body).toMatchObject({ data: [{ token_address: sims.swarms.tokens[0]?.mint }] });
  });

  it("loses its product list as well", async () => {
    sims.swarms.faults.add({ kind: "session-expired", on: "products" });

    const answer = await call(`${sims.urls.swarms}/api/product/list`, { headers: bearer(API_KEY) });

    expect(answer.status).toBe(401);
  });
});

describe("the catalogue", () => {
  it("has every kind of fault, with a label and an id of its own", () => {
    const kinds = new Set(FAULT_SWITCHES.map(({ fault }) => fault.kind));
    const known = faultSchema.options.map((option) => option.shape.kind.value);

    expect([...kinds].toSorted()).toEqual(known.toSorted());
    expect(new Set(FAULT_SWITCHES.map(({ id }) => id)).size).toBe(FAULT_SWITCHES.length);
    expect(new Set(FAULT_SWITCHES.map(({ label }) => label)).size).toBe(FAULT_SWITCHES.length);
  });

  it.each(["j7tracker", "blowfish", "swarms"] as const)(
    "offers %s only faults that it can play, and they pass a page's JSON",
    (provider) => {
      for (const { fault } of switchesOf(provider)) {
        const fromPage = faultSchema.parse(JSON.parse(JSON.stringify({ ...fault, times: 1 })));
        expect(() => sims[provider].faults.add(fromPage)).not.toThrow();
      }
    },
  );

  it("leaves no twist without a provider", () => {
    const offered = FAULT_SWITCHES.filter(({ providers }) => providers.length > 0);

    expect(offered.map(({ fault }) => fault.kind)).toEqual(
      expect.arrayContaining([...TWIST_KINDS]),
    );
  });
});

it("refuses a fault that a provider cannot have", () => {
  expect(() => sims.j7tracker.faults.add({ kind: "bot-shield" })).toThrow(RangeError);
});

it("removes one fault and says whether it was on", () => {
  const id = sims.swarms.faults.add({ kind: "truncated" });

  expect([sims.swarms.faults.remove(id), sims.swarms.faults.remove(id)]).toEqual([true, false]);
});
