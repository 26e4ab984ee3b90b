import { spawn, type ChildProcess } from "node:child_process";
import { base58 } from "@scure/base";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { PROVIDER_NAMES, type ProviderName } from "../../../src/domain/credential.ts";
import type { Fault } from "../../../src/sandbox/providers/fault.ts";
import type { ProviderSims } from "../../../src/sandbox/providers/start.ts";
import { aFreePort } from "../../support/a-free-port.ts";
import {
  API_KEY,
  agentOrder,
  aNonce,
  aSession,
  aWallet,
  bearer,
  eventIdOf,
  pumpOrder,
  queueAt,
  signIn,
  someSims,
  type TestWallet,
} from "./support.ts";

// Prism stands between the caller and a simulator and compares what comes back with the provider's OpenAPI file.

const CLI = "node_modules/@stoplight/prism-cli/dist/index.js";

const violationSchema = z.object({ location: z.array(z.string()), message: z.string() });

let sims: ProviderSims;
let wallet: TestWallet;
const children: ChildProcess[] = [];
const bases = new Map<ProviderName, string>();

async function proxyTo(name: ProviderName, upstream: string): Promise<void> {
  const port = await aFreePort();
  const file = `src/providers/${name}/${name}.openapi.yaml`;
  const child = spawn(
    process.execPath,
    [CLI, "proxy", "-h", "127.0.0.1", "-p", String(port), file, upstream],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  children.push(child);
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      if (chunk.toString().includes("is listening")) resolve();
    });
    child.once("exit", () => reject(new Error("prism ended")));
  });
  bases.set(name, `http://127.0.0.1:${port}`);
}

beforeAll(async () => {
  ({ sims } = await someSims({ blowfish: { dailyLimit: false } }));
  wallet = await aWallet();
  const { j7tracker, blowfish, swarms } = sims.urls;
  const upstreams = { j7tracker: j7tracker.get("na-east") ?? "", blowfish, swarms };
  await Promise.all(PROVIDER_NAMES.map((name) => proxyTo(name, upstreams[name])));
});
afterAll(async () => {
  for (const child of children) child.kill();
  await sims.close();
});

interface Call {
  readonly path: string;
  readonly token?: string;
  readonly body?: unknown;
  readonly fault?: Fault;
}

/** Sends a call through Prism. @returns The status, and what in the answer breaks the contract. */
async function judged(name: ProviderName, { path, token, body, fault }: Call) {
  if (fault) sims[name].faults.add({ times: 1, ...fault });
  const answer = await fetch(`${bases.get(name) ?? ""}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { "content-type": "application/json", ...(token ? bearer(token) : {}) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  await answer.text();
  const said = answer.headers.get("sl-violations");
  const violations = z.array(violationSchema).parse(said === null ? [] : JSON.parse(said));
  const wrong = violations.filter(({ location }) => location[0] === "response");
  return { status: answer.status, wrong };
}

const fine = (status: number) => ({ status, wrong: [] });
const refusal = { kind: "status", status: 500, worked: false } as const;
const timeout = { kind: "status", status: 504, worked: true, lastStatus: "uploading" } as const;

it("notices an answer that the contract does not have", async () => {
  const fault: Fault = { kind: "null-addresses" };

  const { wrong } = await judged("j7tracker", {
    path: "/submit",
    token: aSession(),
    body: pumpOrder(),
    fault,
  });

  expect(wrong).not.toEqual([]);
});

it("has j7tracker answer by its contract", async () => {
  const launch = { path: "/submit", token: aSession(), body: pumpOrder() };
  const evm = pumpOrder({ mode: "bnb", api_key: "ENC-EVM-DUMMY" });
  const say = (call: Partial<Call>) => judged("j7tracker", { ...launch, ...call });

  expect(await judged("j7tracker", { path: "/ping" })).toEqual(fine(200));
  expect(await say({})).toEqual(fine(200));
  expect(await say({ body: evm })).toEqual(fine(200));
  expect(await say({ fault: { kind: "create-error", text: "no" } })).toEqual(fine(200));
  expect(await say({ body: pumpOrder({ api_key: "two words" }) })).toEqual(fine(400));
  expect(await say({ token: "aaa.bbb.ccc" })).toEqual(fine(401));
  expect(await say({ fault: timeout })).toEqual(fine(504));
});

it("has Blowfish answer by its contract", async () => {
  const url = sims.urls.blowfish;
  const token = await signIn(url, wallet);
  const eventId = eventIdOf(await queueAt(url, token, { ticker: "FIRST" }));
  const mint = sims.blowfish.tokens[0]?.mint ?? "";
  const nonce = await aNonce(url, wallet);
  const signature = await wallet.sign(`Sign this message to authenticate: ${nonce}`);
  const tokens = "/api/v1/tokens";
  const launch = { path: `${tokens}/launch`, body: { name: "Moss Coin", ticker: "MOSS" } };
  const say = (call: Call) => judged("blowfish", { token, ...call });

  expect(await say({ path: "/health" })).toEqual(fine(200));
  expect(
    await say({ path: "/api/auth/challenge", body: { wallet: (await aWallet()).address } }),
  ).toEqual(fine(200));
  expect(await say({ path: "/api/auth/challenge", body: {} })).toEqual(fine(400));
  const verify = { path: "/api/auth/verify", body: { wallet: wallet.address, nonce, signature } };
  expect(await say(verify)).toEqual(fine(200));
  expect(await say(verify)).toEqual(fine(401));
  expect(await say(launch)).toEqual(fine(200));
  expect(await say(launch)).toEqual(fine(409));
  expect(await say({ ...launch, body: { name: "Moss" } })).toEqual(fine(400));
  expect(await say({ ...launch, token: "aaa.bbb.ccc" })).toEqual(fine(401));
  expect(await say({ ...launch, fault: refusal })).toEqual(fine(500));
  expect(await say({ path: `${tokens}/launch/status/${eventId}` })).toEqual(fine(200));
  expect(await say({ path: `${tokens}/launch/status/${crypto.randomUUID()}` })).toEqual(fine(404));
  expect(await say({ path: `${tokens}/` })).toEqual(fine(200));
  expect(await say({ path: `${tokens}/${mint}` })).toEqual(fine(200));
  expect(await say({ path: `${tokens}/${wallet.address}` })).toEqual(fine(404));
  expect(await say({ path: `${tokens}/claims` })).toEqual(fine(200));
  expect(await say({ path: `${tokens}/claims/${mint}`, body: {} })).toEqual(fine(400));
});

it("has swarms answer by its contract", async () => {
  const launch = { path: "/api/token/launch", body: agentOrder(wallet) };
  const private_key = base58.encode(wallet.secretKey);
  const item = { name: "One of many", description: "d", ticker: "MANY" };
  const batch = {
    path: "/api/token/launch/batch",
    body: { private_key, tokens: [item, item] },
  };
  const say = (call: Call) => judged("swarms", { token: API_KEY, ...call });
  const twisted = (kind: Fault["kind"]) =>
    say({ ...launch, body: agentOrder(wallet, { name: kind }), fault: { kind } as Fault });

  expect(await say(launch)).toEqual(fine(200));
  expect(await say(launch)).toEqual(fine(400));
  expect(await say({ ...launch, body: agentOrder(wallet, { ticker: "$" }) })).toEqual(fine(400));
  expect(await say({ ...launch, token: "two words" })).toEqual(fine(401));
  expect(await say({ ...launch, fault: refusal })).toEqual(fine(500));
  expect(await twisted("insufficient-funds")).toEqual(fine(400));
  expect(await twisted("tokenization-failed")).toEqual(fine(400));
  expect(await twisted("content-refused")).toEqual(fine(403));
  expect(await twisted("rate-limit")).toEqual(fine(429));
  expect(await twisted("bot-shield")).toEqual(fine(429));
  expect(await twisted("null-addresses")).toEqual(fine(200));
  expect(await say(batch)).toEqual(fine(207));
  expect(await say({ ...batch, body: { private_key, tokens: [] } })).toEqual(fine(400));
  expect(await say({ path: "/api/product/list?type=agent" })).toEqual(fine(200));
  expect(await say({ path: "/api/get-tokenized-products?page=1&limit=2" })).toEqual(fine(200));
  expect(await say({ path: "/api/get-tokenized-products?type=tool" })).toEqual(fine(400));
  expect(await say({ path: "/api/product/fees?ticker=MOSS" })).toEqual(fine(200));
  expect(await say({ path: "/api/product/fees?ticker=FERN" })).toEqual(fine(404));
  expect(
    await say({
      path: "/api/product/claimfees",
      body: { ca: wallet.address, privateKey: private_key },
    }),
  ).toEqual(fine(200));
});
