import type { CredentialKind, ProviderName } from "../../src/domain/credential.ts";
import type { Minted } from "../../src/domain/launch.ts";
import type { Reason } from "../../src/domain/errors.ts";
import { TARGETS, type TargetId } from "../../src/domain/targets.ts";
import type { WireAnswer } from "../../src/http/wire.ts";
import { createBlowfish } from "../../src/providers/blowfish/index.ts";
import { createJ7tracker } from "../../src/providers/j7tracker/index.ts";
import type { Progress, Provider, Receipt } from "../../src/providers/provider.ts";
import { createSwarms } from "../../src/providers/swarms/index.ts";
import { aClock, START } from "../support/a-clock.ts";
import { aCredential, DUMMIES } from "../support/a-credential.ts";
import { aRequest } from "../support/a-launch.ts";
import { aWire, json } from "../support/a-wire.ts";
import { launchBy } from "../support/launch-by.ts";

/** Answers by route; a route without one answers as it should. */
export interface Answers {
  readonly launch?: WireAnswer;
  readonly status?: WireAnswer;
  readonly tokens?: WireAnswer;
  readonly products?: WireAnswer;
  readonly tokenized?: WireAnswer;
  readonly challenge?: WireAnswer;
  readonly verify?: WireAnswer;
}

const EVENT = "3f0c5a52-7c1e-4a86-9d2b-5f0e6a1b2c3d";

/** The real clients of all three providers over a wire that answers as told. */
export function someProviders(
  answers: Answers,
  secrets: Partial<Record<CredentialKind, string | Buffer>> = {},
) {
  const { wires } = aWire(({ path }) => answerTo(path, answers));
  const clock = aClock();
  const baseUrl = "https://provider.example";
  const providers: Readonly<Record<ProviderName, Provider>> = {
    j7tracker: createJ7tracker({ wires, regions: new Map([["europe", baseUrl]]) }),
    blowfish: createBlowfish({ wires, baseUrl, clock, sign: () => Buffer.alloc(64, 3) }),
    swarms: createSwarms({ wires, baseUrl, clock }),
  };
  const credential = aCredential({ ...DUMMIES, ...secrets });
  const of = (target: TargetId) => providers[TARGETS[target].provider];
  const requestFor = (target: TargetId) =>
    aRequest({ target, description: target === "swarms" ? "A coin of moss." : null });
  const trace = (target: TargetId) => ({
    request: requestFor(target),
    eventId: TARGETS[target].provider === "blowfish" ? EVENT : null,
    sentAt: START,
    knownMints: [],
  });

  return {
    async launch(target: TargetId, options = {}): Promise<Receipt> {
      const request = { ...requestFor(target), options };
      return launchBy(of(target), { request, picture: null, region: "europe" }, credential);
    },
    async find(target: TargetId): Promise<Minted | null> {
      return (await of(target).find?.(trace(target), credential)) ?? null;
    },
    async poll(target: TargetId): Promise<Progress> {
      const traced = { ...trace(target), eventId: EVENT };
      return (await of(target).poll?.(traced, credential)) ?? { kind: "pending" };
    },
    async check(target: TargetId): Promise<Reason | null> {
      return (await of(target).check?.(credential)) ?? null;
    },
  };
}

function answerTo(path: string, answers: Answers): WireAnswer {
  if (path.endsWith("/challenge")) {
    return answers.challenge ?? json(200, { nonce: Buffer.alloc(32, 1).toString("base64") });
  }
  if (path.endsWith("/verify")) return answers.verify ?? json(200, { token: "a.b.c" });
  if (path.includes("/launch/status/")) return answers.status ?? json(200, { status: "pending" });
  if (path.endsWith("/health")) return json(200, { ok: true });
  if (path.startsWith("/api/product/list")) return answers.products ?? json(200, { products: [] });
  if (path.startsWith("/api/get-tokenized")) return answers.tokenized ?? json(200, { data: [] });
  if (path.endsWith("/tokens/")) return answers.tokens ?? json(200, { tokens: [] });
  return answers.launch ?? json(500, {});
}
