import { describe, expect, it } from "vitest";
import { CHAINS } from "../../../src/domain/chains.ts";
import { CallError } from "../../../src/domain/errors.ts";
import type { LaunchRequest } from "../../../src/domain/launch.ts";
import { TARGETS, type TargetId } from "../../../src/domain/targets.ts";
import type { WireAnswer } from "../../../src/http/wire.ts";
import { createJ7tracker } from "../../../src/providers/j7tracker/index.ts";
import type { WirePicture } from "../../../src/providers/provider.ts";
import { aCredential, DUMMIES } from "../../support/a-credential.ts";
import { aRequest } from "../../support/a-launch.ts";
import { aWire, json } from "../../support/a-wire.ts";
import { callError, problem } from "../../support/caught.ts";
import { launchBy } from "../../support/launch-by.ts";

const mints = {
  base58: "9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin",
  evm: "0xab5801a7d398351b8be11c439e05c5b3259aec9b",
};
const success = (target: TargetId = "pump") =>
  json(200, {
    type: "token_create_success",
    mint_address: mints[CHAINS[TARGETS[target].chain].address],
    mode: target,
  });
const regions = new Map([
  ["europe", "https://eu.example/deploy"],
  ["na-east", "https://nyc.example/deploy"],
]);

/** Answers as told; untold, with a token on the chain of the target that was asked for. */
function aJ7tracker(answer?: WireAnswer | CallError, where = regions) {
  const { wires, sent } = aWire(
    ({ text }) => answer ?? success((JSON.parse(text) as { readonly mode: TargetId }).mode),
  );
  return { provider: createJ7tracker({ wires, regions: where }), sent };
}

const order = (part: Partial<LaunchRequest> = {}, picture: WirePicture | null = null) => ({
  request: aRequest(part),
  picture,
  region: "europe",
});

const bodyOf = (text: string | undefined) => JSON.parse(text ?? "") as Record<string, unknown>;

describe("a deploy", () => {
  it("is one POST with the session in the header and the key of the chain in the body", async () => {
    const { provider, sent } = aJ7tracker();
    const credential = aCredential();

    await launchBy(provider, order(), credential);

    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      base: "https://eu.example/deploy",
      method: "POST",
      path: "/submit",
      timeoutMs: 35_000,
      headers: {
        "content-type": "text/plain;charset=UTF-8",
        authorization: "Bearer aaaa1111.bbbb2222.cccc3333",
      },
    });
    expect(bodyOf(sent[0]?.text)).toEqual({
      type: "create_token",
      external: true,
      mode: "pump",
      name: "Moss Coin",
      ticker: "MOSS",
      api_key: "ENC-SOL-KEY-PLACEHOLDER",
    });
    expect(credential.opened).toEqual(["session-jwt", "solana-key"]);
  });

  it("takes the EVM key for a target on an EVM chain", async () => {
    const { provider, sent } = aJ7tracker();

    await launchBy(provider, order({ target: "clanker" }), aCredential());

    expect(bodyOf(sent[0]?.text)).toMatchObject({
      mode: "clanker",
      api_key: "ENC-EVM-KEY-PLACEHOLDER",
    });
  });

  it("writes amounts as the exact digits, in the unit of the target's chain", async () => {
    const { provider, sent } = aJ7tracker();

    await launchBy(provider, order({ buy: 100_000_001n }), aCredential());
    await launchBy(
      provider,
      order({ target: "bnb", buy: 1_000_000_000_000_000_001n }),
      aCredential(),
    );
    await launchBy(
      provider,
      order({ options: { multiDeploy: 2, multiDeployBuy: "300000000" } }),
      aCredential(),
    );

    expect(sent[0]?.text).toContain('"buy_amount":0.100000001,');
    expect(sent[1]?.text).toContain('"buy_amount":1.000000000000000001,');
    expect(sent[2]?.text).toContain('"multi_deploy_buy_amount":0.3,');
  });

  it("carries a picture as data, and a link as it is", async () => {
    const { provider, sent } = aJ7tracker();

    await launchBy(
      provider,
      order({}, { form: "bytes", bytes: Buffer.from("png"), mime: "image/png" }),
      aCredential(),
    );
    await launchBy(
      provider,
      order({}, { form: "link", url: "https://img.example.org/moss.png" }),
      aCredential(),
    );

    expect(bodyOf(sent[0]?.text)["image_url"]).toBe("data:image/png;base64,cG5n");
    expect(bodyOf(sent[1]?.text)["image_url"]).toBe("https://img.example.org/moss.png");
  });

  it("opens the secrets of options only when they are switched on", async () => {
    const { provider, sent } = aJ7tracker();
    const credential = aCredential();

    await launchBy(
      provider,
      order({ options: { bundle: true, sniper: true, autoSell: true, vanityMint: true } }),
      credential,
    );

    expect(bodyOf(sent[0]?.text)).toMatchObject({
      bundle: true,
      bundle_wallets: DUMMIES["bundle-wallets"],
      sniper_wallets: DUMMIES["sniper-wallets"],
      auto_sell: true,
      auto_sell_wallets: DUMMIES["auto-sell-wallets"],
    });
    expect(bodyOf(sent[0]?.text)["vanity_mint_keypair"]).toMatch(/^[1-9A-HJ-NP-Za-km-z]{80,90}$/);
    expect(new Set(credential.opened).size).toBe(6);
  });

  it("gives each shareholder its one identity, and a charity its type", async () => {
    const { provider, sent } = aJ7tracker();
    const options = {
      feeShares: [
        { to: "wallet", who: "Wa11et", bps: 4_000 },
        { to: "github", who: "hub", bps: 3_000 },
        { to: "twitter", who: "bird", bps: 2_000 },
        { to: "charity", who: "Config", bps: 1_000 },
      ],
    } as const;

    await launchBy(
      provider,
      order({ options: { feeShares: [...options.feeShares] } }),
      aCredential(),
    );

    expect(bodyOf(sent[0]?.text)["pump_fee_shareholders"]).toEqual([
      { address: "Wa11et", share_bps: 4_000 },
      { github_username: "hub", share_bps: 3_000 },
      { twitter_username: "bird", share_bps: 2_000 },
      { type: "charity", address: "Config", share_bps: 1_000 },
    ]);
  });

  it("wipes the body when the call is over, also when it failed", async () => {
    const lost = new CallError("unclear", { code: "no-answer", said: null });
    for (const answer of [success(), lost]) {
      const { provider, sent } = aJ7tracker(answer);

      await launchBy(provider, order(), aCredential()).catch(() => undefined);

      expect(sent[0]?.body?.every((byte) => byte === 0)).toBe(true);
    }
  });

  it("keeps a key that the answer repeats out of the reason", async () => {
    const text = "cannot decrypt ENC-SOL-KEY-PLACEHOLDER or ENC-BUNDLE-ONE:0.1";
    const { provider } = aJ7tracker(json(200, { type: "token_create_error", error: text }));

    const { reason } = await callError(() =>
      launchBy(provider, order({ options: { bundle: true } }), aCredential()),
    );

    expect(reason.said).toBe("cannot decrypt *********************** or **************:0.1");
  });

  it("remembers that the session was refused, and says so even if that note fails", async () => {
    const { provider } = aJ7tracker(json(401, { error: "expired" }));
    const credential = aCredential();
    const broken = { ...aCredential(), markRefused: () => Promise.reject(new Error("disk full")) };

    const error = await callError(() => launchBy(provider, order(), credential));
    const again = await callError(() => launchBy(provider, order(), broken));

    expect(error.reason.code).toBe("session-refused");
    expect(credential.refused).toEqual(["session-jwt"]);
    expect(again.reason.code).toBe("session-refused");
  });
});

describe("what is refused before anything is sent", () => {
  const refusals: Record<string, readonly [Partial<LaunchRequest>, string]> = {
    "shares that are not the whole": [
      { options: { feeShares: [{ to: "wallet", who: "w", bps: 9_999 }] } },
      "shares-total",
    ],
    "bags' claims that are not the whole": [
      { target: "bags", options: { bagsCreatorBps: 1, bagsClaimers: [{ username: "a", bps: 1 }] } },
      "shares-total",
    ],
    "a buy for each of many where there is one": [
      { options: { multiDeployBuy: "1" } },
      "option-needs",
    ],
    "an option of another target": [
      { target: "bonk", options: { mayhem: true } },
      "option-not-here",
    ],
    "eleven deploys": [{ options: { multiDeploy: 11 } }, "option-value"],
    "a name of nothing": [{ name: " " }, "empty"],
  };
  for (const [what, [part, code]] of Object.entries(refusals)) {
    it(`is ${what}`, async () => {
      const { provider, sent } = aJ7tracker();
      const credential = aCredential();

      expect((await problem(() => launchBy(provider, order(part), credential))).code).toBe(code);
      expect([...sent, ...credential.opened]).toEqual([]);
    });
  }

  it("is a secret that is not there", async () => {
    const { provider, sent } = aJ7tracker();

    expect(await problem(() => launchBy(provider, order(), aCredential({})))).toEqual({
      code: "credential-missing",
      kind: "session-jwt",
    });
    expect(sent).toEqual([]);
  });

  it("is a secret that would break the header, the body or a list", async () => {
    const broken = {
      "session-jwt": "a.b.c\r\nx: y",
      "solana-key": "two words",
      "bundle-wallets": "ENC-ONE:0.1,ENC-TWO",
      "sniper-wallets": "ENC-ONE:0.1",
    };
    for (const [kind, secret] of Object.entries(broken)) {
      const { provider, sent } = aJ7tracker();
      const credential = aCredential({ ...DUMMIES, [kind]: secret });
      const request = order({ options: { bundle: true, sniper: true } });

      const { code } = await problem(() => launchBy(provider, request, credential));

      expect(code, kind).toBe("secret-form");
      expect(sent).toEqual([]);
    }
  });
});

describe("the region", () => {
  it("is the preferred one", () => {
    expect(aJ7tracker().provider.route?.(aRequest(), "europe")).toBe("europe");
  });

  it("is NA East for a sniper, whatever is preferred", async () => {
    const { provider, sent } = aJ7tracker();

    await launchBy(provider, order({ options: { sniper: true } }), aCredential());

    expect(sent[0]?.base).toBe("https://nyc.example/deploy");
  });

  it("is refused when it is not configured, before anything is sent", async () => {
    const { provider, sent } = aJ7tracker(success(), new Map([["europe", "https://eu.example"]]));

    const missing = await problem(() =>
      launchBy(provider, order({ options: { sniper: true } }), aCredential()),
    );

    expect(missing).toEqual({ code: "region-missing", region: "na-east" });
    expect(sent).toEqual([]);
  });
});
