import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHAINS } from "../../src/domain/chains.ts";
import type { LaunchRequest } from "../../src/domain/launch.ts";
import type { LaunchOptions } from "../../src/domain/options.ts";
import { TARGET_IDS, TARGETS, type TargetId } from "../../src/domain/targets.ts";
import { createWires } from "../../src/http/pool.ts";
import { createBlowfish } from "../../src/providers/blowfish/index.ts";
import { createJ7tracker } from "../../src/providers/j7tracker/index.ts";
import type { WirePicture } from "../../src/providers/provider.ts";
import { createSwarms } from "../../src/providers/swarms/index.ts";
import { aClock } from "../support/a-clock.ts";
import { aCredential, DUMMIES } from "../support/a-credential.ts";
import { aRequest } from "../support/a-launch.ts";
import { aPrism, type Prism } from "../support/a-prism.ts";
import { callError, problem } from "../support/caught.ts";
import { through } from "./through.ts";
import { launchBy } from "../support/launch-by.ts";

// Our requests against the written contracts, which a mock server holds; the mock knows nothing of our code.

const names = ["j7tracker", "blowfish", "swarms"] as const;
let prisms: Record<(typeof names)[number], Prism>;
const real = createWires();

beforeAll(async () => {
  const [j7tracker, blowfish, swarms] = await Promise.all(
    names.map((name) => aPrism(`src/providers/${name}/${name}.openapi.yaml`)),
  );
  if (!j7tracker || !blowfish || !swarms) throw new Error("three contracts, three servers");
  prisms = { j7tracker, blowfish, swarms };
});

afterAll(async () => {
  await real.close();
  await Promise.all(Object.values(prisms).map((prism) => prism.stop()));
});

const link: WirePicture = { form: "link", url: "https://img.example.org/moss.png" };
const bytes: WirePicture = {
  form: "bytes",
  bytes: Buffer.from("89504e470d0a1a0a0000", "hex"),
  mime: "image/png",
};

/** Puts raw bodies to the mock: it takes `sound` and refuses it with `broken` in it, so it is `broken` that it minds. */
async function mockRefuses(
  provider: (typeof names)[number],
  path: string,
  sound: object,
  broken: object,
) {
  const statusOf = async (fields: object) => {
    const answer = await real.to(prisms[provider].base).send({
      method: "POST",
      path,
      headers: { "content-type": "application/json", authorization: "Bearer aaa.bbb.ccc" },
      body: Buffer.from(JSON.stringify(fields)),
      timeoutMs: 10_000,
    });
    return answer.status;
  };
  expect(await statusOf(sound)).toBe(200);
  expect(await statusOf({ ...sound, ...broken })).toBeGreaterThanOrEqual(400);
}

describe("j7tracker's contract", () => {
  function aJ7tracker(prefer?: string) {
    const way = through(real, { asJson: true, ...(prefer ? { prefer: () => prefer } : {}) });
    const { base } = prisms.j7tracker;
    const regions = new Map([
      ["europe", base],
      ["na-east", base],
    ]);
    return { provider: createJ7tracker({ wires: way.wires, regions }), ...way };
  }

  const wallet = "9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin";
  const options: Partial<Record<TargetId, readonly LaunchOptions[]>> = {
    pump: [
      { mayhem: true, noCreatorFees: true, agent: true, buybackBps: 10_000, agentBuyback: true },
      {
        feeShares: [
          { to: "wallet", who: wallet, bps: 4_000 },
          { to: "github", who: "someone", bps: 3_000 },
          { to: "twitter", who: "someone", bps: 2_000 },
          { to: "charity", who: wallet, bps: 1_000 },
        ],
      },
      { bundle: true, sniper: true, autoSell: true, vanityMint: true },
      { vanityPool: "pump", imageType: "sol_ascii", sellPanel: true, privateDescription: true },
      { multiDeploy: 10, multiDeployBuy: "100000000", anonymousWallets: true, referral: "friend" },
    ],
    bonk: [{ bonkers: true, vanityPool: "bonk" }],
    usd1: [{ bonkers: true, vanityPool: "usd1" }],
    bags: [
      {
        bagsCreatorBps: 4_000,
        bagsClaimers: [{ username: "someone", bps: 6_000, provider: "twitter" }],
        bagsConfig: "6f1f2b34-0c5d-4e6f-8a7b-9c0d1e2f3a4b",
      },
    ],
    bnb: [{ gwei: 5.5, bnbCurrency: "usd1" }],
    nadfun: [{ gwei: 1 }],
    clanker: [{ gwei: 0.1 }],
  };

  for (const target of TARGET_IDS.filter((id) => TARGETS[id].provider === "j7tracker")) {
    it(`takes our launches on ${target}, with every option it documents`, async () => {
      const example = CHAINS[TARGETS[target].chain].address === "evm" ? "successOnEvm" : "success";
      const { provider, passed, statuses } = aJ7tracker(`code=200, example=${example}`);
      const requests = [
        aRequest({ target }),
        aRequest({
          target,
          buy: 123_456_789n,
          links: {
            website: "https://moss.example.org/",
            twitter: "https://x.com/moss",
            telegram: "https://t.me/moss",
          },
        }),
        ...(options[target] ?? []).map((chosen) => aRequest({ target, options: chosen })),
      ];

      for (const request of requests) {
        for (const picture of [null, link, bytes]) {
          const receipt = await launchBy(
            provider,
            { request, picture, region: "europe" },
            aCredential(),
          );
          expect(receipt.kind).toBe("live");
        }
      }

      expect(statuses()).toEqual(passed.map(() => 200));
      expect(passed).toHaveLength(requests.length * 3 * 2);
    });
  }

  it("answers with errors and timeouts that we read as what they are", async () => {
    const answers = {
      "code=200, example=error": { fate: "refused", reason: { code: "funds-missing" } },
      "code=400": { fate: "refused", reason: { code: "refused" } },
      "code=401": { fate: "refused", reason: { code: "session-refused" } },
      "code=504, example=withStatus": { fate: "unclear", reason: { code: "gateway-timeout" } },
      "code=504, example=bare": { fate: "unclear", reason: { code: "gateway-timeout" } },
    };

    for (const [prefer, expected] of Object.entries(answers)) {
      const { provider } = aJ7tracker(prefer);
      const order = { request: aRequest(), picture: null, region: "europe" };
      expect(await callError(() => launchBy(provider, order, aCredential()))).toMatchObject(
        expected,
      );
    }
  });

  const minimal = {
    type: "create_token",
    external: true,
    api_key: "ENC",
    mode: "pump",
    name: "Moss Coin",
    ticker: "MOSS",
  };
  const broken: readonly (readonly [string, object, Partial<LaunchRequest>])[] = [
    ["eleven deploys", { multi_deploy: 11 }, { options: { multiDeploy: 11 } }],
    [
      "a share of nothing",
      { pump_fee_shareholders: [{ address: wallet, share_bps: 0 }] },
      { options: { feeShares: [{ to: "wallet", who: wallet, bps: 0 }] } },
    ],
    [
      "pump's options on bonk",
      { mode: "bonk", mayhem_mode: true },
      { target: "bonk", options: { mayhem: true } },
    ],
    ["bags' options on pump", { bags_creator_share: 10_000 }, { options: { bagsCreatorBps: 1 } }],
    ["bonkers mode on pump", { bonkers_mode: true }, { options: { bonkers: true } }],
    ["a gas price on Solana", { gwei: 5 }, { options: { gwei: 5 } }],
    ["a gas price of nothing", { mode: "bnb", gwei: 0 }, { target: "bnb", options: { gwei: 0 } }],
    [
      "bnb's currency elsewhere",
      { mode: "clanker", bnb_currency: "bnb" },
      { target: "clanker", options: { bnbCurrency: "bnb" } },
    ],
    ["more than all bought back", { buyback_bps: 10_001 }, { options: { buybackBps: 10_001 } }],
    ["a buy below zero", { buy_amount: -1 }, { buy: -1n }],
    [
      "a preset that is no UUID",
      { mode: "bags", bags_config_type: "x" },
      { target: "bags", options: { bagsConfig: "x" } },
    ],
  ];
  for (const [what, fields, part] of broken) {
    it(`refuses ${what}, and so do we before anything is sent`, async () => {
      const { provider, passed } = aJ7tracker();
      const order = { request: aRequest(part), picture: null, region: "europe" };
      const credential = aCredential();

      await mockRefuses("j7tracker", "/submit", minimal, fields);
      await problem(() => launchBy(provider, order, credential));

      expect(passed).toEqual([]);
      expect(credential.opened).toEqual([]);
    });
  }

  it("refuses a list of wallets that is none, and so do we before anything is sent", async () => {
    const { provider, passed } = aJ7tracker();
    const request = aRequest({ options: { bundle: true } });
    const credential = aCredential({ ...DUMMIES, "bundle-wallets": "ENC-ONE:much" });

    await mockRefuses("j7tracker", "/submit", minimal, {
      bundle: true,
      bundle_wallets: "ENC-ONE:much",
    });
    await problem(() =>
      launchBy(provider, { request, picture: null, region: "europe" }, credential),
    );

    expect(passed).toEqual([]);
  });
});

describe("Blowfish's contract", () => {
  function aBlowfish(prefer?: (path: string) => string | undefined) {
    const way = through(real, prefer ? { prefer } : {});
    const provider = createBlowfish({
      wires: way.wires,
      baseUrl: prisms.blowfish.base,
      sign: () => Buffer.alloc(64, 200),
      clock: aClock(Date.parse("2026-05-04T10:20:00Z")),
    });
    return { provider, ...way };
  }

  const trace = {
    request: aRequest({ target: "blowfish", ticker: "SMPL" }),
    eventId: "3f0c5a52-7c1e-4a86-9d2b-5f0e6a1b2c3d",
    sentAt: Date.parse("2026-05-04T10:20:00Z"),
    knownMints: [],
  };

  it("takes our sign-in, launches, polls, look-ups and checks", async () => {
    const { provider, passed, statuses } = aBlowfish((path) =>
      path.includes("/status/") ? "example=success" : undefined,
    );
    const plain = aRequest({ target: "blowfish" });
    const full = aRequest({ target: "blowfish", description: "A coin.\nOf moss." });

    const receipts = [
      await launchBy(provider, { request: plain, picture: null, region: null }, aCredential()),
      await launchBy(provider, { request: full, picture: link, region: null }, aCredential()),
    ];
    const progress = await provider.poll?.(trace, aCredential());
    const found = await provider.find?.(trace, aCredential());
    const trouble = await provider.check?.(aCredential());
    const owned = await provider.owns?.(
      "9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin",
      aCredential(),
    );

    expect(owned).toBe(true);
    expect(statuses()).toEqual(passed.map(() => 200));
    expect(receipts[0]).toEqual({ kind: "accepted", eventId: trace.eventId });
    const minted = {
      mint: "9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin",
      pool: "8HoQnePLqPj4M7PUDzfw8e3Ymdwgc7NLGnaTUapubyvu",
      listingUrl: null,
    };
    expect(progress).toEqual({ kind: "live", ...minted });
    expect(found).toEqual(minted);
    expect(trouble).toBeNull();
  });

  it("answers with words and errors that we read as what they are", async () => {
    const words = { pending: "pending", failed: "failed", rate_limited: "failed" };
    for (const [word, kind] of Object.entries(words)) {
      const { provider } = aBlowfish((path) =>
        path.includes("/status/") ? `example=${word}` : undefined,
      );
      expect(await provider.poll?.(trace, aCredential())).toMatchObject({ kind });
    }

    const codes = { 400: "fields-refused", 409: "ticker-taken", 500: "server-error" };
    for (const [code, reason] of Object.entries(codes)) {
      const { provider } = aBlowfish((path) =>
        path.endsWith("/launch") ? `code=${code}` : undefined,
      );
      const order = { request: trace.request, picture: null, region: null };
      const error = await callError(() => launchBy(provider, order, aCredential()));
      expect(error.reason.code).toBe(reason);
    }
  });

  const minimal = { name: "Moss Coin", ticker: "MOSS" };
  const broken: readonly (readonly [string, object, Partial<LaunchRequest>, WirePicture | null])[] =
    [
      ["an empty name", { name: "" }, { name: "" }, null],
      ["a name of 256", { name: "n".repeat(256) }, { name: "n".repeat(256) }, null],
      ["a ticker of one letter", { ticker: "M" }, { ticker: "M" }, null],
      ["a ticker of eleven", { ticker: "MOSSMOSSMOS" }, { ticker: "MOSSMOSSMOS" }, null],
      ["a ticker in small letters", { ticker: "moss" }, { ticker: "moss" }, null],
      [
        "a description of 1001",
        { description: "d".repeat(1001) },
        { description: "d".repeat(1001) },
        null,
      ],
      [
        "a link of more than 255",
        { imageUrl: `https://a.example/${"i".repeat(240)}` },
        {},
        { form: "link", url: `https://a.example/${"i".repeat(240)}` },
      ],
      [
        "a picture that is no http link",
        { imageUrl: "ftp://a.example/moss.png" },
        {},
        { form: "link", url: "ftp://a.example/moss.png" },
      ],
      ["a picture as data", { imageUrl: `data:image/png;base64,${"A".repeat(300)}` }, {}, bytes],
    ];
  for (const [what, fields, part, picture] of broken) {
    it(`refuses ${what}, and so do we before anything is sent`, async () => {
      const { provider, passed } = aBlowfish();
      const request = aRequest({ target: "blowfish", ...part });

      await mockRefuses("blowfish", "/api/v1/tokens/launch", minimal, fields);
      await problem(() => launchBy(provider, { request, picture, region: null }, aCredential()));

      expect(passed).toEqual([]);
    });
  }
});

describe("swarms' contract", () => {
  function aSwarms(prefer?: (path: string) => string | undefined) {
    const way = through(real, prefer ? { prefer } : {});
    const provider = createSwarms({
      wires: way.wires,
      baseUrl: prisms.swarms.base,
      clock: aClock(),
    });
    return { provider, ...way };
  }

  const request = aRequest({ target: "swarms", description: "An agent.\nOf moss. Ünï" });

  it("takes our launches, as JSON and as a form with a file", async () => {
    const { provider, passed, statuses } = aSwarms();
    const frenzy = { ...request, options: { feeSelection: "frenzy", quoteMint: "USDC" } } as const;

    for (const one of [request, frenzy]) {
      for (const picture of [null, link, bytes]) {
        const receipt = await launchBy(
          provider,
          { request: one, picture, region: null },
          aCredential(),
        );
        expect(receipt.kind).toBe("live");
      }
    }

    expect(statuses()).toEqual(passed.map(() => 200));
    expect(passed).toHaveLength(6);
  });

  it("takes our look-ups and checks", async () => {
    const { provider, passed, statuses } = aSwarms();
    const trace = {
      request: aRequest({ target: "swarms", name: "Sample Agent", description: "A sample." }),
      eventId: null,
      sentAt: Date.parse("2026-07-02T07:58:30Z"),
      knownMints: [],
    };

    const found = await provider.find?.(trace, aCredential());
    const trouble = await provider.check?.(aCredential());

    expect(statuses()).toEqual(passed.map(() => 200));
    expect(found?.mint).toBe("9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin");
    expect(trouble).toBeNull();
  });

  it("answers with errors that we read as what they are", async () => {
    const answers = {
      "code=400, example=validation": "fields-refused",
      "code=400, example=insufficientSol": "funds-missing",
      "code=400, example=tokenization": "tokenization-failed",
      "code=400, example=duplicate": "name-taken",
      "code=401": "key-refused",
      "code=403": "content-refused",
      "code=405": "refused",
      "code=429": "daily-limit",
      "code=500": "server-error",
    };
    for (const [prefer, code] of Object.entries(answers)) {
      const { provider } = aSwarms(() => prefer);
      const order = { request, picture: null, region: null };
      const error = await callError(() => launchBy(provider, order, aCredential()));
      expect(error.reason.code, prefer).toBe(code);
    }
  });

  it("may name no address yet, and that is live with its listing", async () => {
    const { provider } = aSwarms(() => "code=200, example=nullAddresses");

    const receipt = await launchBy(
      provider,
      { request, picture: null, region: null },
      aCredential(),
    );

    expect(receipt).toEqual({
      kind: "live",
      mint: null,
      pool: null,
      listingUrl: "https://swarms.world/agent/6f1f2b34-0c5d-4e6f-8a7b-9c0d1e2f3a4b",
    });
  });

  const key = `[${Array.from({ length: 64 }, (_one, at) => at).join(",")}]`;
  const minimal = { name: "Moss Agent", description: "A.", ticker: "MOSS", private_key: key };
  const broken: readonly (readonly [string, object, Partial<LaunchRequest>])[] = [
    ["a name of one letter", { name: "M" }, { name: "M" }],
    ["an empty description", { description: "" }, { description: "" }],
    ["no description", { description: undefined }, { description: null }],
    ["an empty ticker", { ticker: "" }, { ticker: "" }],
    ["a ticker of eleven", { ticker: "MOSSMOSSMOS" }, { ticker: "MOSSMOSSMOS" }],
    ["a ticker with a dash", { ticker: "MO-SS" }, { ticker: "MO-SS" }],
    [
      "a fee of its own making",
      { fee_selection: "free" },
      { options: { feeSelection: "free" as "market" } },
    ],
    ["another coin", { quote_mint: "ETH" }, { options: { quoteMint: "ETH" as "SOL" } }],
    ["options of others", { gwei: 5 }, { options: { gwei: 5 } }],
  ];
  for (const [what, fields, part] of broken) {
    it(`refuses ${what}, and so do we before anything is sent`, async () => {
      const { provider, passed } = aSwarms();
      const order = { request: { ...request, ...part }, picture: null, region: null };
      const credential = aCredential();

      await mockRefuses("swarms", "/api/token/launch", minimal, fields);
      await problem(() => launchBy(provider, order, credential));

      expect(passed).toEqual([]);
      expect(credential.opened).toEqual([]);
    });
  }

  it("refuses a key that has not 64 bytes, and so do we before anything is sent", async () => {
    const { provider, passed } = aSwarms();
    const credential = aCredential({ ...DUMMIES, "wallet-key": Buffer.alloc(32, 7) });

    await mockRefuses("swarms", "/api/token/launch", minimal, { private_key: "[1,2,3]" });
    await problem(() => launchBy(provider, { request, picture: null, region: null }, credential));

    expect(passed).toEqual([]);
  });
});
