import { base58 } from "@scure/base";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ProviderSims } from "../../../src/sandbox/providers/start.ts";
import {
  API_KEY,
  agentOrder,
  aWallet,
  bearer,
  call,
  launchAt,
  postJson,
  someSims,
  type Answer,
  type HandClock,
  type TestWallet,
} from "./support.ts";

const PNG = Buffer.from("89504e470d0a1a0a00", "hex");

let sims: ProviderSims;
let clock: HandClock;
let url: string;
let wallet: TestWallet;
beforeEach(async () => {
  ({ sims, clock } = await someSims());
  url = sims.urls.swarms;
  wallet = await aWallet();
});
afterEach(() => sims.close());

const get = (path: string, apiKey = API_KEY) => call(`${url}${path}`, { headers: bearer(apiKey) });

function formOf(order: Readonly<Record<string, string>>, image?: File): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(order)) form.set(name, value);
  if (image) form.set("image", image);
  return form;
}

const postForm = (form: FormData) =>
  call(`${url}/api/token/launch`, { method: "POST", headers: bearer(API_KEY), body: form });

async function launchMany(count: number): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let index = 1; index <= count; index++) {
    answers.push(await launchAt(url, agentOrder(wallet, { name: `Agent ${index}` })));
  }
  return answers;
}

describe("a launch", () => {
  it("makes listing and token and takes 0.04 SOL", async () => {
    const answer = await launchAt(url, agentOrder(wallet));

    const [token] = sims.swarms.tokens;
    const { id } = answer.body as { id: string };
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      success: true,
      id,
      listing_url: `https://swarms.world/agent/${id}`,
      tokenized: true,
      token_address: token?.mint,
      pool_address: token?.pool,
    });
    expect(token).toMatchObject({ name: "Moss Agent", ticker: "MOSS", owner: wallet.address });
    expect(base58.decode(token?.mint ?? "")).toHaveLength(32);
    expect(sims.swarms.balanceOf(wallet.address)).toBe(960_000_000n);
  });

  it.each([
    ["the text of a JSON array", (key: Buffer) => JSON.stringify([...key])],
    ["base64", (key: Buffer) => key.toString("base64")],
    ["base58", (key: Buffer) => base58.encode(key)],
  ])("takes the key as %s", async (_form, write) => {
    const answer = await launchAt(
      url,
      agentOrder(wallet, { private_key: write(wallet.secretKey) }),
    );

    expect(answer.status).toBe(200);
  });

  it.each([
    ["63 bytes", (key: Buffer) => base58.encode(key.subarray(1))],
    ["no known form", () => "hunter2"],
    ["an array of 63", (key: Buffer) => JSON.stringify([...key.subarray(1)])],
    ["an array beyond bytes", (key: Buffer) => JSON.stringify([256, ...key.subarray(1)])],
    ["a broken array", () => "[1,2"],
    [
      "halves that differ",
      (key: Buffer) =>
        base58.encode(Buffer.concat([key.subarray(0, 63), Buffer.of((key[63] ?? 0) ^ 1)])),
    ],
  ])("refuses a key of %s", async (_form, write) => {
    const answer = await launchAt(
      url,
      agentOrder(wallet, { private_key: write(wallet.secretKey) }),
    );

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error: "Invalid private key", status_code: 400 });
  });

  it.each([
    ["name", { name: "M" }],
    ["name", { name: undefined }],
    ["description", { description: "" }],
    ["description", { description: undefined }],
    ["ticker", { ticker: "" }],
    ["ticker", { ticker: "MOSSMOSSMOS" }],
    ["ticker", { ticker: "M$" }],
    ["private_key", { private_key: undefined }],
    ["private_key", { private_key: [1, 2, 3] }],
    ["image", { image: "ftp://moss" }],
    ["image", { image: 5 }],
    ["fee_selection", { fee_selection: "wild" }],
    ["quote_mint", { quote_mint: "BONK" }],
    ["vault_mode", { vault_mode: "yes" }],
  ])("is refused for its %s: %j", async (field, changes) => {
    const answer = await launchAt(url, agentOrder(wallet, changes));

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      error: "Validation error",
      message: "Request validation failed",
      details: { fieldErrors: { [field]: [expect.any(String)] } },
      status_code: 400,
    });
    expect(sims.swarms.tokens).toEqual([]);
  });

  it("is refused for a field nobody knows", async () => {
    const answer = await launchAt(url, agentOrder(wallet, { website: "https://moss.example" }));

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ details: { formErrors: [expect.any(String)] } });
  });

  it.each([
    ["a URL", "https://img.example/moss.png"],
    ["a data URL", "data:image/png;base64,iVBORw0KGgo="],
    ["bare base64", "iVBORw0KGgo="],
  ])("takes an image as %s", async (_form, image) => {
    const changes = { image, fee_selection: "frenzy", quote_mint: "USDC", vault_mode: false };

    expect((await launchAt(url, agentOrder(wallet, changes))).status).toBe(200);
  });

  it("is refused when the wallet holds less than 0.04 SOL", async () => {
    sims.swarms.setBalance(wallet.address, 39_999_999n);

    const answer = await launchAt(url, agentOrder(wallet));

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      error: "Insufficient SOL balance",
      required_sol: 0.04,
      current_balance_sol: 0.039999999,
      status_code: 400,
    });
  });

  it("is refused under a name the same user has launched, with the id of the first", async () => {
    const first = await launchAt(url, agentOrder(wallet));

    const again = await launchAt(url, agentOrder(wallet, { ticker: "FERN" }));
    const other = await launchAt(url, agentOrder(wallet), "another-dummy-key");

    expect(again.status).toBe(400);
    expect(again.body).toMatchObject({ existingId: (first.body as { id: string }).id });
    expect(other.status).toBe(200);
    expect(sims.swarms.launchesReceived("Moss Agent", "moss")).toBe(2);
  });

  it("makes one token when two of the same name deploy at once", async () => {
    const slow = await someSims({ deployMs: 500 });
    const both = [1, 2].map(() => launchAt(slow.sims.urls.swarms, agentOrder(wallet)));
    const bothWork = new Promise<void>((resolve) => {
      let waiting = 0;
      const after = slow.clock.after.bind(slow.clock);
      slow.clock.after = (ms, then) => {
        waiting += 1;
        if (waiting === 2) resolve();
        return after(ms, then);
      };
    });
    await bothWork;
    slow.clock.advance(500);

    const statuses = (await Promise.all(both)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, 400]);
    expect(slow.sims.swarms.tokens).toHaveLength(1);
    await slow.sims.close();
  });

  it("is refused with a reset time once the day's launches are used up", async () => {
    const tight = await someSims({ swarms: { dailyLimit: 1 } });
    url = tight.sims.urls.swarms;
    const [, second] = await launchMany(2);

    expect(second?.status).toBe(429);
    expect(second?.body).toMatchObject({
      error: "Daily limit exceeded",
      limits: { freeContent: 1 },
      resetTime: "2026-05-05T00:00:00.000Z",
    });
    tight.clock.advance(12 * 3_600_000);

    expect((await launchAt(url, agentOrder(wallet, { name: "Tomorrow" }))).status).toBe(200);
    await tight.sims.close();
  });

  it.each([
    ["no header", {}],
    ["another scheme", { authorization: "Basic abc" }],
    ["a key of two words", { authorization: "Bearer a b" }],
  ])("is refused with %s and the place to get a key", async (_what, headers) => {
    const answer = await postJson(`${url}/api/token/launch`, agentOrder(wallet), headers);

    expect(answer.status).toBe(401);
    expect(answer.body).toEqual({
      error: "Authentication failed",
      message: "Invalid or missing API key. Please check your API key and try again.",
      how_to_get_key: "https://swarms.world/platform/api-keys",
      status_code: 401,
    });
  });

  it.each([
    ["text/plain", "{}"],
    ["application/json", "{"],
  ])("is refused as a %s body of %s", async (contentType, body) => {
    const answer = await call(`${url}/api/token/launch`, {
      method: "POST",
      headers: { "content-type": contentType, ...bearer(API_KEY) },
      body,
    });

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error: "Unsupported content type" });
  });

  it("is refused by the host in front when it is larger than 4.5 MB", async () => {
    const image = `data:image/png;base64,${"A".repeat(4_600_000)}`;

    expect((await launchAt(url, agentOrder(wallet, { image }))).status).toBe(413);
  });
});

describe("a launch as a form", () => {
  it("carries the picture as a file", async () => {
    const image = new File([PNG], "moss.png", { type: "image/png" });

    const answer = await postForm(formOf(agentOrder(wallet), image));

    expect(answer.status).toBe(200);
    expect(sims.swarms.received.at(-1)?.body).toMatchObject({
      name: "Moss Agent",
      image: "[file, image/png, 9 bytes]",
    });
  });

  it("needs no picture and takes the choices", async () => {
    const form = formOf({ ...agentOrder(wallet), fee_selection: "frenzy", quote_mint: "USDC" });

    expect((await postForm(form)).status).toBe(200);
  });

  it.each([
    ["a file that is not what it says", new File([PNG], "moss.jpg", { type: "image/jpeg" })],
    ["a file that is no picture", new File(["moss"], "moss.txt", { type: "text/plain" })],
    ["an empty file", new File([], "moss.png", { type: "image/png" })],
  ])("is refused with %s", async (_what, image) => {
    const answer = await postForm(formOf(agentOrder(wallet), image));

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      details: { fieldErrors: { image: expect.any(Array) as unknown } },
    });
  });

  it("is refused when the picture is a text part", async () => {
    const form = formOf({ ...agentOrder(wallet), image: "https://img.example/moss.png" });

    expect((await postForm(form)).status).toBe(400);
  });

  it("is refused when a part comes twice", async () => {
    const form = formOf(agentOrder(wallet));
    form.append("name", "Another");

    expect((await postForm(form)).status).toBe(400);
  });

  it("is refused without a boundary", async () => {
    const answer = await call(`${url}/api/token/launch`, {
      method: "POST",
      headers: { "content-type": "multipart/form-data", ...bearer(API_KEY) },
      body: "name=moss",
    });

    expect(answer.status).toBe(400);
  });

  it.each([
    ["image/webp", "524946460000000057454250"],
    ["image/gif", "474946383961"],
    ["image/jpeg", "ffd8ffe0"],
  ])("takes %s", async (type, hex) => {
    const image = new File([Buffer.from(hex, "hex")], "moss", { type });

    expect((await postForm(formOf(agentOrder(wallet), image))).status).toBe(200);
  });
});

describe("a batch", () => {
  const batch = (body: unknown) => postJson(`${url}/api/token/launch/batch`, body, bearer(API_KEY));
  const item = (name: string) => ({ name, description: "d", ticker: "MOSS" });
  const key = () => base58.encode(wallet.secretKey);

  it("launches all its tokens from one wallet", async () => {
    const answer = await batch({ private_key: key(), tokens: [item("One"), item("Two")] });

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      success: true,
      total: 2,
      succeeded: 2,
      failed: 0,
      results: [
        { success: true, index: 0 },
        { success: true, index: 1 },
      ],
    });
    expect(sims.swarms.launchesReceived("Two", "MOSS")).toBe(1);
    expect(sims.swarms.balanceOf(wallet.address)).toBe(920_000_000n);
  });

  it("answers 207 when some fail", async () => {
    const answer = await batch({ private_key: key(), tokens: [item("One"), item("One")] });

    const failure = { success: false, index: 1, error: "Duplicate agent" };
    expect(answer.status).toBe(207);
    expect(answer.body).toMatchObject({ success: false, succeeded: 1, failures: [failure] });
  });

  it("checks all keys before any launch", async () => {
    const tokens = [item("One"), { ...item("Two"), private_key: "bad" }];

    const answer = await batch({ private_key: key(), tokens });

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error: "Invalid private key", token_index: 1 });
    expect(sims.swarms.tokens).toEqual([]);
  });

  it("checks all balances before any launch", async () => {
    sims.swarms.setBalance(wallet.address, 50_000_000n);

    const answer = await batch({ private_key: key(), tokens: [item("One"), item("Two")] });

    expect(answer.body).toMatchObject({ error: "Insufficient SOL balance", token_index: 1 });
    expect(sims.swarms.tokens).toEqual([]);
  });

  it("is refused when empty or not JSON", async () => {
    const empty = await batch({ private_key: key(), tokens: [] });
    const form = await call(`${url}/api/token/launch/batch`, {
      method: "POST",
      headers: bearer(API_KEY),
      body: formOf(agentOrder(wallet)),
    });

    expect(empty.body).toMatchObject({ error: "Validation error" });
    expect(form.body).toMatchObject({ error: "Unsupported content type" });
  });
});

describe("the lists", () => {
  it("show a user's products, newest first", async () => {
    await launchMany(2);

    const answer = await get("/api/product/list?type=agent");
    const { products } = answer.body as { products: object[] };

    expect(answer.body).toMatchObject({
      total: 2,
      counts: { agents: 2, prompts: 0, tools: 0, bundles: 0 },
    });
    expect(products[0]).toMatchObject({
      type: "agent",
      name: "Agent 2",
      description: "Grows.",
      created_at: "2026-05-04T12:00:00.000000+00:00",
    });
  });

  it("show nothing of other types and of other users", async () => {
    await launchMany(1);

    const prompts = await get("/api/product/list?type=prompt");
    const stranger = await get("/api/product/list", "another-dummy-key");

    expect(prompts.body).toMatchObject({ total: 0, products: [] });
    expect(stranger.body).toMatchObject({ total: 0, products: [] });
  });

  it("page through tokenized products with their mints", async () => {
    await launchMany(3);

    const first = await get("/api/get-tokenized-products?page=1&limit=2");
    const second = await get("/api/get-tokenized-products?page=2&limit=2");

    const names = [first, second].map(({ body }) =>
      (body as { data: { name: string }[] }).data.map(({ name }) => name),
    );
    expect(names).toEqual([["Agent 3", "Agent 2"], ["Agent 1"]]);
    expect(first.body).toMatchObject({
      data: [{ token_address: sims.swarms.tokens[2]?.mint }, {}],
      counts: { agents: 3 },
      pagination: { page: 1, limit: 2, total: 3, total_pages: 2 },
    });
  });

  it.each(["type=tool", "page=0", "limit=501", "limit=two"])("refuse %s", async (query) => {
    expect((await get(`/api/get-tokenized-products?${query}`)).status).toBe(400);
  });

  it("refuse an unknown type of product", async () => {
    expect((await get("/api/product/list?type=moon")).status).toBe(400);
  });

  it.each(["/api/product/list", "/api/get-tokenized-products", "/api/product/fees?ticker=MOSS"])(
    "ask for a key: %s",
    async (path) => {
      expect((await call(`${url}${path}`)).status).toBe(401);
    },
  );
});

describe("fees", () => {
  it.each([
    ["url", (id: string) => `url=https://swarms.world/agent/${id}`],
    ["id", (id: string) => `id=${id}`],
    ["ticker", () => "ticker=moss"],
    ["product", () => "product=Moss+Agent"],
  ])("are none yet, asked by %s", async (_by, query) => {
    const { id } = (await launchAt(url, agentOrder(wallet))).body as { id: string };

    const answer = await get(`/api/product/fees?${query(id)}`);

    expect(answer.body).toEqual({
      name: "Moss Agent",
      uuid: id,
      claimedFees: 0,
      unclaimedFees: 0,
      totalFees: 0,
      timestamp: new Date(clock.now()).toISOString(),
    });
  });

  it.each([
    ["", 400],
    ["url=https://swarms.world/", 400],
    ["ticker=FERN", 404],
  ])("are refused for %j with a %i", async (query, status) => {
    expect((await get(`/api/product/fees?${query}`)).status).toBe(status);
  });

  it("are claimed with the wallet's key alone", async () => {
    const answer = await postJson(`${url}/api/product/claimfees`, {
      ca: wallet.address,
      privateKey: base58.encode(wallet.secretKey),
    });

    expect(answer.body).toMatchObject({ success: true, signature: null, amountClaimedSol: null });
  });

  it.each([
    [{}],
    [{ ca: "moss", privateKey: base58.encode(Buffer.alloc(64, 3)) }],
    [{ ca: base58.encode(Buffer.alloc(32, 3)), privateKey: "[1]" }],
  ])("are not claimed with %j", async (body) => {
    expect((await postJson(`${url}/api/product/claimfees`, body)).status).toBe(400);
  });
});

it.each([
  ["GET", "/api/token/launch", "POST"],
  ["PUT", "/api/token/launch/batch", "POST"],
  ["GET", "/api/product/claimfees", "POST"],
  ["POST", "/api/product/list", "GET"],
])("answers %s %s with a 405 that allows %s", async (method, path, allow) => {
  const answer = await call(`${url}${path}`, { method });

  expect(answer.status).toBe(405);
  expect(answer.headers.get("allow")).toBe(allow);
});

it("answers an unknown path with a 404", async () => {
  expect((await get("/api/nowhere")).status).toBe(404);
});
