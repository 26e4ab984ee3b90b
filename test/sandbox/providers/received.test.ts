import { base58 } from "@scure/base";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createReceivedLog, type Received } from "../../../src/sandbox/providers/received.ts";
import type { ProviderSims } from "../../../src/sandbox/providers/start.ts";
import {
  API_KEY,
  NOON,
  agentOrder,
  aSession,
  aWallet,
  bearer,
  call,
  europe,
  launchAt,
  postJson,
  pumpOrder,
  queueAt,
  signIn,
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

it("records a launch with its secrets masked and its mint", async () => {
  const session = aSession();
  const secrets = {
    api_key: "ENC-SOL-DUMMY-SECRET",
    session_id: session,
    bundle_wallets: "ENC-BUNDLE:0.1",
    sniper_wallets: "ENC-SNIPER:0.1:5",
    auto_sell_wallets: "ENC-SELL:50:5",
    vanity_mint_keypair: base58.encode((await aWallet()).secretKey),
  };

  await submit(sims, pumpOrder({ ...secrets, bundle: true }), "na-east");

  const [received] = sims.j7tracker.received;
  expect(received).toMatchObject({
    provider: "j7tracker",
    at: NOON,
    method: "POST",
    path: "/deploy/submit",
    call: "launch",
    region: "na-east",
    fault: null,
    answer: 200,
    worked: true,
    mint: sims.j7tracker.tokens[0]?.mint,
    headers: { authorization: `Bearer [secret, ${session.length} characters]` },
    body: {
      name: "Moss Coin",
      ticker: "MOSS",
      external: true,
      bundle: true,
      api_key: "[secret, 20 characters]",
      session_id: `[secret, ${session.length} characters]`,
    },
  });
  const kept = JSON.stringify(received);
  for (const secret of Object.values(secrets)) expect(kept).not.toContain(secret);
  expect(kept).not.toContain("ENC-");
});

it("keeps nothing of a secret in a misspelt field, a stray header, a query or a name", async () => {
  const key = base58.encode((await aWallet()).secretKey);
  await postJson(
    `${europe(sims)}/submit?token=${aSession()}`,
    pumpOrder({ apikey: key, name: key }),
    {
      "x-session-id": aSession(),
      cookie: `s=${key}`,
      "x-api-key": "short-dummy",
    },
  );

  const [received] = sims.j7tracker.received;
  const kept = JSON.stringify(received);
  expect(kept).not.toContain(key);
  expect(kept).not.toContain(aSession());
  expect(kept).not.toContain("short-dummy");
  expect(received?.body).toMatchObject({ apikey: `[secret, ${key.length} characters]` });
});

it("keeps nothing of a body it cannot read", async () => {
  await call(`${sims.urls.swarms}/api/token/launch`, {
    method: "POST",
    headers: { "content-type": "application/json", ...bearer(API_KEY) },
    body: '{"private_key": "5J',
  });

  expect(sims.swarms.received[0]).toMatchObject({ body: null, answer: 400, worked: false });
});

it("masks swarms' key in every form and the API key", async () => {
  const wallet = await aWallet();
  const array = JSON.stringify([...wallet.secretKey]);
  await launchAt(sims.urls.swarms, agentOrder(wallet));
  await launchAt(sims.urls.swarms, agentOrder(wallet, { private_key: array }));
  await postJson(
    `${sims.urls.swarms}/api/token/launch/batch`,
    { private_key: array, tokens: [agentOrder(wallet)] },
    bearer(API_KEY),
  );

  const kept = JSON.stringify(sims.swarms.received);
  expect(kept).not.toContain(base58.encode(wallet.secretKey));
  expect(kept).not.toContain(array);
  expect(kept).not.toContain(API_KEY);
  expect(sims.swarms.received[2]?.body).toMatchObject({
    private_key: `[secret, ${array.length} characters]`,
    tokens: [{ name: "Moss Agent" }],
  });
});

it("masks Blowfish's nonce, signature and session", async () => {
  const wallet = await aWallet();
  const token = await signIn(sims.urls.blowfish, wallet);
  await queueAt(sims.urls.blowfish, token);

  const [, verify, launch] = sims.blowfish.received;
  expect(verify?.body).toEqual({
    wallet: wallet.address,
    nonce: "[secret, 44 characters]",
    signature: expect.stringMatching(/^\[secret, 8\d characters\]$/) as string,
  });
  expect(launch?.headers["authorization"]).toBe(`Bearer [secret, ${token.length} characters]`);
});

it("shows a picture by its size", async () => {
  const image_url = `data:image/png;base64,${"A".repeat(5000)}`;

  await submit(sims, pumpOrder({ image_url }));

  expect(sims.j7tracker.received[0]?.body).toMatchObject({
    image_url: "[data URL, 5022 characters]",
  });
});

it("tells a listener of each call, first as it arrives and last as it ended", async () => {
  const heard: Received[] = [];
  const stop = sims.j7tracker.onReceive((received) => heard.push(received));
  await submit(sims, pumpOrder());
  stop();
  await submit(sims, pumpOrder());

  expect(heard[0]).toMatchObject({ id: 1, answer: null, worked: false });
  expect(heard.at(-1)).toMatchObject({ id: 1, answer: 200, worked: true });
});

it("marks Blowfish's launch as worked when its worker is done", async () => {
  const slow = await someSims({ deployMs: 4000 });
  await queueAt(slow.sims.urls.blowfish, await signIn(slow.sims.urls.blowfish, await aWallet()));
  const before = slow.sims.blowfish.received.at(-1);
  slow.clock.advance(4000);

  expect(before).toMatchObject({ answer: 200, worked: false, mint: null });
  expect(slow.sims.blowfish.received.at(-1)).toMatchObject({
    worked: true,
    mint: slow.sims.blowfish.tokens[0]?.mint,
  });
  await slow.sims.close();
});

it("counts launches by name and ticker, whatever became of them", async () => {
  sims.j7tracker.faults.add({ kind: "lost-before-work", times: 1 });
  await submit(sims, pumpOrder()).catch(() => null);
  await submit(sims, pumpOrder({ external: false }));
  await submit(sims, pumpOrder({ ticker: "FERN" }));
  await call(`${europe(sims)}/ping`);

  expect(sims.j7tracker.launchesReceived("Moss Coin", "MOSS")).toBe(2);
  expect(sims.j7tracker.launchesReceived("Moss Coin", "FERN")).toBe(1);
  expect(sims.j7tracker.launchesReceived("Moss Coin", "IVY")).toBe(0);
});

it("keeps the newest 2000 calls, also when an old one changes late", () => {
  const log = createReceivedLog("swarms", clock);
  const ping = { method: "GET", path: "/", call: null, region: null, headers: {}, body: null };
  for (let round = 0; round < 2100; round++) log.arrived(ping);

  log.change(1, { answer: 200 });
  log.change(101, { answer: 200 });

  const kept = log.list();
  expect(kept).toHaveLength(2000);
  expect([kept[0], kept.at(-1)]).toMatchObject([{ id: 101, answer: 200 }, { id: 2100 }]);
});
