import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Credential, ProviderName } from "../../../src/domain/credential.ts";
import { CallError } from "../../../src/domain/errors.ts";
import { TARGET_IDS, TARGETS, type TargetId } from "../../../src/domain/targets.ts";
import { createWires } from "../../../src/http/pool.ts";
import type { Wires } from "../../../src/http/wire.ts";
import type { Providers } from "../../../src/providers/provider.ts";
import { createProviders } from "../../../src/providers/registry.ts";
import type { Fault } from "../../../src/sandbox/providers/fault.ts";
import type { ProviderSims } from "../../../src/sandbox/providers/start.ts";
import { sign } from "../../../src/vault/wallet.ts";
import { aCredential } from "../../support/a-credential.ts";
import { aRequest } from "../../support/a-launch.ts";
import { aSession, aWallet, NOON, someSims } from "./support.ts";
import { launchBy, type Wish } from "../../support/launch-by.ts";

// The bot's own clients against the simulated providers, over real connections: each was written from the contract
// without a look at the other.

let sims: ProviderSims;
let wires: Wires;
let providers: Providers;
let credential: Credential;
beforeEach(async () => {
  const started = await someSims();
  ({ sims } = started);
  wires = createWires();
  const { j7tracker, blowfish, swarms } = sims.urls;
  providers = createProviders({
    wires,
    clock: started.clock,
    sign,
    regions: j7tracker,
    blowfishUrl: blowfish,
    swarmsUrl: swarms,
  });
  const wallet = await aWallet();
  const secrets = aCredential({
    "session-jwt": aSession(),
    "solana-key": "ENC-SOL-DUMMY",
    "evm-key": "ENC-EVM-DUMMY",
    "sign-in-wallet": wallet.secretKey,
    "api-key": "sandbox-dummy-key",
    "wallet-key": wallet.secretKey,
  });
  credential = { ...secrets, address: async () => wallet.address };
});
afterEach(async () => {
  await wires.close();
  await sims.close();
});

const PNG = Buffer.from("89504e470d0a1a0a00", "hex");

function anOrder(target: TargetId): Wish {
  const { provider, buy, description, picture } = TARGETS[target];
  const bytes = picture.forms.includes("data") || picture.forms.includes("file");
  return {
    request: aRequest({
      target,
      buy: buy === null ? null : 10n ** BigInt(buy.decimals - 1),
      description: description === null ? null : "Grows.",
    }),
    picture: bytes
      ? { form: "bytes", bytes: PNG, mime: "image/png" }
      : { form: "link", url: "https://img.example/moss.png" },
    region: provider === "j7tracker" ? "asia" : null,
  };
}

const launch = (target: TargetId) =>
  launchBy(providers[TARGETS[target].provider], anOrder(target), credential);

const TARGET_OF = { j7tracker: "pump", blowfish: "blowfish", swarms: "swarms" } as const;

it.each(TARGET_IDS.filter((target) => target !== "blowfish"))(
  "a launch on %s goes live with the mint that exists",
  async (target) => {
    const receipt = await launch(target);

    const [token] = sims[TARGETS[target].provider].tokens;
    expect(receipt).toMatchObject({ kind: "live", mint: token?.mint });
    expect(token).toMatchObject({ name: "Moss Coin", ticker: "MOSS" });
  },
);

it("a launch on Blowfish is accepted and found live with its mint", async () => {
  const receipt = await launch("blowfish");
  if (receipt.kind !== "accepted") throw new TypeError("not accepted");
  const { request } = anOrder("blowfish");
  const { eventId } = receipt;

  const progress = await providers.blowfish.poll?.(
    { request, eventId, sentAt: NOON, knownMints: [] },
    credential,
  );

  const [token] = sims.blowfish.tokens;
  expect(progress).toMatchObject({ kind: "live", mint: token?.mint, pool: token?.pool });
});

describe("a fault", () => {
  const cases: readonly (readonly [ProviderName, Fault, fate: string, code: string])[] = [
    ["j7tracker", { kind: "lost-after-work" }, "unclear", "no-answer"],
    ["j7tracker", { kind: "truncated" }, "unclear", "unreadable-answer"],
    ["j7tracker", { kind: "html", status: 200, worked: true }, "unclear", "unreadable-answer"],
    ["j7tracker", { kind: "null-addresses" }, "unclear", "unreadable-answer"],
    ["j7tracker", { kind: "status", status: 504, worked: true }, "unclear", "gateway-timeout"],
    ["j7tracker", { kind: "session-expired" }, "refused", "session-refused"],
    ["blowfish", { kind: "lost-after-work" }, "unclear", "no-answer"],
    ["blowfish", { kind: "ticker-taken" }, "refused", "ticker-taken"],
    ["swarms", { kind: "lost-after-work" }, "unclear", "no-answer"],
    ["swarms", { kind: "status", status: 500, worked: true }, "unclear", "server-error"],
    ["swarms", { kind: "insufficient-funds" }, "refused", "funds-missing"],
    ["swarms", { kind: "session-expired" }, "refused", "key-refused"],
    ["swarms", { kind: "rate-limit" }, "refused", "daily-limit"],
    ["swarms", { kind: "bot-shield" }, "refused", "bot-shield"],
  ];

  it.each(cases)("at %s, %j, is %s with the reason %s", async (name, fault, fate, code) => {
    sims[name].faults.add({ ...fault, times: 1 });

    const failure: unknown = await launch(TARGET_OF[name]).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(CallError);
    expect(failure).toMatchObject({ fate, reason: { code } });
    expect(sims[name].launchesReceived("Moss Coin", "MOSS")).toBeLessThanOrEqual(1);
  });

  it("that resets the connection is never taken for a refusal", async () => {
    sims.j7tracker.faults.add({ kind: "reset-at-accept", times: 1 });

    const failure: unknown = await launch("pump").catch((error: unknown) => error);

    // Which of the two depends on whether the reset overtakes the first byte.
    expect(failure).toMatchObject({ fate: expect.stringMatching(/^(unsent|unclear)$/) as string });
    expect(sims.j7tracker.launchesReceived("Moss Coin", "MOSS")).toBe(0);
  });

  it.each(["blowfish", "swarms"] as const)(
    "that loses the answer of %s leaves a token that a look-up finds",
    async (name) => {
      sims[name].faults.add({ kind: "lost-after-work", times: 1 });
      await expect(launch(name)).rejects.toThrow(CallError);
      const { request } = anOrder(name);

      const trace = { request, eventId: null, sentAt: NOON, knownMints: [] };
      const found = await providers[name].find?.(trace, credential);

      expect(found).toMatchObject({ mint: sims[name].tokens[0]?.mint });
    },
  );
});
