import fc from "fast-check";
import { OPTIONS } from "../../src/domain/options.ts";
import type { Problem } from "../../src/domain/problem.ts";
import { TARGET_IDS } from "../../src/domain/targets.ts";
import { START } from "../support/a-clock.ts";
import { hostile } from "./arbitraries.ts";

const field = fc.constantFrom(
  ...(["name", "ticker", "description", "picture", "buy", "website", "twitter", "option"] as const),
);
const target = fc.constantFrom(...TARGET_IDS);
const option = fc.constantFrom(...OPTIONS.map(({ key }) => key));
const unit = fc.constantFrom("SOL", "BNB", "ETH", "MON");
const count = fc.nat(10_000);
const amount = fc.bigInt({ min: 0n, max: 10n ** 24n }).map(String);
const instant = fc.integer({ min: START - 1e11, max: START + 1e11 });

type Part<Code extends Problem["code"]> = Omit<Extract<Problem, { readonly code: Code }>, "code">;

const as = <Code extends Problem["code"]>(
  code: Code,
  part: { readonly [Key in keyof Part<Code>]: fc.Arbitrary<Part<Code>[Key]> },
): fc.Arbitrary<Problem> =>
  fc
    .record(part as Record<string, fc.Arbitrary<unknown>>)
    .map((rest) => ({ ...rest, code }) as unknown as Problem);

/** Anything that the rules can say about what a person gave us. */
export const aProblem: fc.Arbitrary<Problem> = fc.oneof(
  fc.constantFrom<Problem>(
    ...(
      [
        "ticker-emoji",
        "amount-negative",
        "picture-expected",
        "picture-unreadable",
        "picture-gone",
        "picture-host-down",
        "wallet-halves-differ",
        "mint-foreign",
        "unknown-choice",
        "group-unasked",
      ] as const
    ).map((code) => ({ code })),
  ),
  as("text-expected", { field }),
  as("empty", { field }),
  as("too-short", { field, min: count }),
  as("too-long", { field, max: count, got: count }),
  as("control-characters", { field }),
  as("ticker-alphabet", { allowed: fc.constantFrom("latin", "any"), found: hostile(320) }),
  as("required", { field, target }),
  as("amount-unreadable", { unit }),
  as("amount-ambiguous", { typed: hostile(100) }),
  as("amount-too-fine", { unit, decimals: fc.constantFrom(9, 18) }),
  as("link-wrong-site", { field, site: fc.constantFrom("x.com", "t.me") }),
  as("picture-kind", { found: fc.constantFrom("image/svg+xml", "application/pdf") }),
  as("picture-needs-link", { target, max: count }),
  as("option-not-here", { option, target }),
  as("shares-total", { option, got: count }),
  as("option-needs", { option, needs: option }),
  as("credential-missing", { kind: fc.constantFrom("session-jwt", "sign-in-wallet", "api-key") }),
  as("credential-expired", { kind: fc.constant("session-jwt"), expiredAt: instant }),
  as("mint-form", { chain: fc.constantFrom("solana", "bnb") }),
  as("paused", { by: fc.constantFrom("owner", "operator") }),
  as("too-many-launches", { span: fc.constantFrom("hour", "day"), most: count, until: instant }),
  as("over-limit", {
    ...{ span: fc.constantFrom("launch", "day"), unit },
    ...{ outlay: amount, bound: amount, reserved: amount, spent: amount },
  }),
  as("group-circle", { circle: fc.constantFrom("admins", "listed", "everybody") }),
  as("group-cooldown", { until: instant }),
  as("group-cap", {
    ...{ span: fc.constantFrom("launch", "day"), unit },
    ...{ outlay: amount, bound: amount, used: amount },
  }),
  as("group-objection", { by: fc.array(hostile(64), { minLength: 1, maxLength: 5 }) }),
  as("group-late", { since: instant }),
  as("group-approvals", { given: fc.nat(5), needed: fc.nat(5) }),
  as("region-missing", { region: fc.constantFrom("na-east", "europe") }),
);
